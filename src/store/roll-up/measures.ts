/** Numbers of the failure classes by who must act; the same four groups the core names. */
const PERMANENT = '1, 2, 3';
const BLOCKED = '4, 5, 12, 13, 14';
const OURS = '18, 19, 20, 22';
const FAILED = 'f.status BETWEEN 41 AND 44';

/**
 * What one message fact `f` adds to each measure of a cube: column of the cube to SQL over the fact. The columns
 * are the keys of `Counts` in snake case, and four more. Revenue is not here: it comes from conversions, in their
 * own currency.
 */
export const MEASURES = {
  attempted: '1',
  in_process: 'f.status < 30',
  delivered: 'f.status = 50',
  undelivered: 'f.status = 41',
  expired: 'f.status = 42',
  rejected: 'f.status = 43',
  failed: 'f.status = 44',
  canceled: 'f.status = 45',
  unknown: 'f.status = 30',
  failed_permanent: `${FAILED} AND f.failure_class IN (${PERMANENT})`,
  failed_temporary: `${FAILED} AND f.failure_class NOT IN (${PERMANENT}, ${BLOCKED}, ${OURS})`,
  failed_blocked: `${FAILED} AND f.failure_class IN (${BLOCKED})`,
  failed_ours: `${FAILED} AND f.failure_class IN (${OURS})`,
  parts: 'f.parts',
  delivered_contacts: '(f.contact_flags & 1) <> 0',
  linked_contacts: '(f.contact_flags & 2) <> 0',
  clicking_contacts: '(f.contact_flags & 4) <> 0',
  raw_clicking_contacts: '(f.contact_flags & 8) <> 0',
  reading_contacts: '(f.contact_flags & 16) <> 0',
  converting_contacts: '(f.contact_flags & 32) <> 0',
  opted_out_contacts: '(f.contact_flags & 64) <> 0',
  hits: 'f.hits',
  human_clicks: 'f.human_clicks',
  suspected_clicks: 'f.suspected_clicks',
  bot_clicks: 'f.bot_clicks',
  conversions: 'f.conversions',
  clicked_messages: 'f.human_clicks > 0',
  dose30_sum: 'f.dose30',
  cost_micro: 'f.cost_micro',
} as const;

/** Measures that a receipt can change, directly or through the person; the rest needs a click or a correction. */
const FIXED = new Set([
  'attempted',
  'parts',
  'hits',
  'human_clicks',
  'suspected_clicks',
  'bot_clicks',
  'clicked_messages',
  'cost_micro',
]);

export const FACT_MEASURES: readonly (readonly [column: string, expression: string])[] =
  Object.entries(MEASURES);

export const CUBE_MEASURES: readonly string[] = [...Object.keys(MEASURES), 'revenue_micro'];

/** Of a cube without currencies. */
export const COUNT_MEASURES = CUBE_MEASURES.filter((column) => !column.endsWith('_micro'));

export const STATE_MEASURES = FACT_MEASURES.filter(([column]) => !FIXED.has(column));

/** Measures of a new message without any event, see new-deltas.sql. */
export const NEW_MEASURES: readonly string[] = ['attempted', 'in_process', 'unknown', 'parts', 'cost_micro'];

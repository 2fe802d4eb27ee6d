/**
 * Which events count. `now`: what a fact says. `received`: what had come in by a moment in the past. `occurred`: what had
 * happened by then, because nothing had come in yet: the history was imported later.
 */
export type Known = 'now' | 'received' | 'occurred';

/** Puts SQL in where a statement says `{{mark}}`. */
export function fillMarks(sql: string, known: Known): string {
  const marks = marksOf(known);
  return sql.replace(/\{\{([a-z-]+)\}\}/g, (whole, mark: string) => marks[mark] ?? whole);
}

function marksOf(known: Known): Readonly<Record<string, string>> {
  return { ...SHARED, ...(known === 'now' ? PRESENT : pastMarks(known === 'received')) };
}

const WEEK_MS = '(f.sent_s + 604800) * 1000';

/** A number of a bin, see contact-bin.ts; expected clicks of nothing are those of the least that can be written down. */
const STEP = (column: string): string => `CAST(ROUND(4 * LN(GREATEST(p.${column}, 1) / 1e9)) AS SIGNED)`;
const BAND = 'CASE WHEN p.dose30 <= 4 THEN 0 WHEN p.dose30 <= 8 THEN 1 WHEN p.dose30 <= 12 THEN 2 ELSE 3 END';

const SHARED = {
  'is-panel': `COALESCE(c.created_at < :panelTime,
      (SELECT MIN(q.sent_s) FROM person_messages q WHERE q.person_id = c.id AND q.in_dose = 1) < :panelS, 0)`,
  bin: `p.segment_id, ${BAND} AS band,
  LEAST(p.clicked_recent, 8) AS clicked_recent_bin, LEAST(p.clicked_earlier, 30) AS clicked_earlier_bin,
  ${STEP('expected_recent_nano')} AS recent_step, ${STEP('expected_earlier_nano')} AS earlier_step`,
  'in-bin': 'p.is_reachable = 1 AND p.dose30 >= 4 AND p.delivered_recent > 0',
  'bin-key': `b.segment_id = p.segment_id AND b.band = ${BAND}
  AND b.clicked_recent = LEAST(p.clicked_recent, 8) AND b.clicked_earlier = LEAST(p.clicked_earlier, 30)
  AND b.recent_step = ${STEP('expected_recent_nano')} AND b.earlier_step = ${STEP('expected_earlier_nano')}`,
};

const PRESENT = {
  // the window of a campaign may be shorter or longer than these 7 days
  clicked: `IF(f.clicks = 0, 0, IF(f.first_human_s > 0, f.first_human_s < f.sent_s + 604800, EXISTS (
    SELECT 1 FROM click_facts k
    WHERE k.message_id = f.message_id AND k.verdict = 1 AND k.clicked_ms < ${WEEK_MS}
  )))`,
  // whoever came back at any time later did not leave for the texts
  'opted-out': `IF(f.opt_outs = 0, 0, EXISTS (
    SELECT 1 FROM response_facts o
    WHERE o.message_id = f.message_id AND o.kind = 1 AND o.counted = 1 AND NOT EXISTS (
      SELECT 1 FROM response_facts i WHERE i.person_id = o.person_id AND i.kind = 2 AND i.occurred_s > o.occurred_s
    )
  ))`,
  'received-delivery': '',
  'received-outcome': '',
  'received-click': '',
  'received-response': '',
  'received-conversion': '',
};

function pastMarks(isReceived: boolean): Readonly<Record<string, string>> {
  const time = (occurred: string): string => (isReceived ? 'received_at' : occurred);
  return {
    'click-known': `s.${time('clicked_at')} <= :asOfTime`,
    clicked: `IF(f.clicks = 0, 0, EXISTS (
    SELECT 1 FROM click_facts k
    STRAIGHT_JOIN clicks s ON s.id = k.click_id
    WHERE k.message_id = f.message_id AND k.verdict = 1 AND k.clicked_ms < ${WEEK_MS} AND s.${time('clicked_at')} <= :asOfTime
  ))`,
    'opted-out': `EXISTS (
    SELECT 1 FROM response_facts o
    STRAIGHT_JOIN opt_outs s ON s.id = o.event_id
    WHERE o.message_id = f.message_id AND o.kind = 1 AND o.counted = 1 AND s.${time('occurred_at')} <= :asOfTime
      AND NOT EXISTS (
        SELECT 1 FROM response_facts i
        STRAIGHT_JOIN opt_outs b ON b.id = i.event_id
        WHERE i.person_id = o.person_id AND i.kind = 2 AND i.occurred_s > o.occurred_s
          AND b.${time('occurred_at')} <= :asOfTime
      )
  )`,
    'received-delivery': `AND EXISTS (
    SELECT 1 FROM receipts r
    WHERE r.message_id = f.message_id AND r.status = 50 AND r.${time('occurred_at')} <= :asOfTime
  )`,
    'received-outcome': `AND EXISTS (
    SELECT 1 FROM receipts r
    WHERE r.message_id = f.message_id AND r.status DIV 10 = f.status DIV 10 AND r.${time('occurred_at')} <= :asOfTime
  )`,
    'received-click': `AND EXISTS (SELECT 1 FROM clicks s WHERE s.id = k.click_id AND s.${time('clicked_at')} <= :asOfTime)`,
    'received-response': `AND EXISTS (SELECT 1 FROM opt_outs s WHERE s.id = o.event_id AND s.${time('occurred_at')} <= :asOfTime)`,
    'received-conversion': `AND EXISTS (SELECT 1 FROM conversions s WHERE s.id = k.conversion_id AND s.${time('converted_at')} <= :asOfTime)`,
  };
}

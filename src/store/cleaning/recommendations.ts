import { type RecommendationState, STATES } from '../../core/cleaning/life-cycle.ts';
import {
  ACTION_NAMES,
  type Action,
  type Evidence,
  REASONS,
  type Reason,
} from '../../core/cleaning/recommendation.ts';
import { Failure } from '../../core/failure.ts';
import { jsonFromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { type RowReader, readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import { filtered, type RecommendationFilter } from './recommendation-filter.ts';

/** One line of a list; never the number in full. */
export type Recommendation = {
  readonly id: number;
  /** a decision names the version it saw */
  readonly version: number;
  readonly state: RecommendationState;
  readonly stateAt: Temporal.Instant;
  readonly runId: number;
  /** of the sending platform */
  readonly contactId: string;
  /** null = the contact has no number that can be read */
  readonly phoneMasked: string | null;
  readonly country: string | null;
  /** of the sending platform; null = none */
  readonly segmentId: string | null;
  readonly segment: string | null;
  readonly reason: Reason;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly action: Action;
  /** until when, which sender, which other contact */
  readonly actionDetail: unknown;
  readonly confidence: number;
  /** one sentence */
  readonly because: string;
  readonly firstEvidenceAt: Temporal.Instant | null;
  readonly lastEvidenceAt: Temporal.Instant | null;
  readonly lastPositiveAt: Temporal.Instant | null;
  readonly lastDeliveredAt: Temporal.Instant | null;
  readonly lastClickAt: Temporal.Instant | null;
  readonly fixCandidateMasked: string | null;
  readonly saving: SavingRange | null;
  /** millionths of the currency of the saving, or of the account where there is none */
  readonly revenueAtRiskMicro: number | null;
  readonly currency: string | null;
  readonly proposedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  readonly snoozedUntil: Temporal.Instant | null;
  readonly coolDownUntil: Temporal.Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly secondBy: string | null;
  readonly note: string | null;
  readonly batchId: number | null;
};

export type RecommendationDetail = Recommendation & {
  readonly evidence: Evidence;
  /** internal number of the contact, for other lookups */
  readonly contactNumber: number;
};

/** Millionths over 90 days. */
export type SavingRange = { readonly minMicro: number; readonly maxMicro: number; readonly currency: string };

export type Page = {
  /** at most 1000 */
  readonly limit: number;
  readonly offset?: number;
  /** instead of an offset, in the order of ids: those with a higher id */
  readonly afterId?: number;
  /** default: by id */
  readonly order?: 'id' | 'newest' | 'confidence' | 'saving';
};

const ORDERS = {
  id: [['r.id', 'asc']],
  newest: [['r.id', 'desc']],
  confidence: [
    ['r.confidence', 'desc'],
    ['r.id', 'asc'],
  ],
  saving: [
    ['r.saving_max_micro', 'desc'],
    ['r.id', 'asc'],
  ],
} as const;

export async function listRecommendations(
  db: Db,
  filter: RecommendationFilter,
  page: Page,
): Promise<readonly Recommendation[]> {
  const query = withNames(db, filtered(db, filter))
    .limit(Math.min(page.limit, 1_000))
    .offset(page.offset ?? 0);
  if (page.afterId !== undefined) void query.where('r.id', '>', page.afterId);
  for (const [column, direction] of ORDERS[page.order ?? 'id']) void query.orderBy(column, direction);
  const rows: readonly Row[] = await query;
  return rows.map(recommendationOf);
}

/** null = there is none. */
export async function showRecommendation(db: Db, id: number): Promise<RecommendationDetail | null> {
  const rows: readonly Row[] = await withNames(db, filtered(db, {}).where('r.id', id)).select(
    'r.evidence',
    'r.contact_id as contact_number',
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    ...recommendationOf(row),
    evidence: evidenceOf(row['evidence']),
    contactNumber: Number(row['contact_number']),
  };
}

function withNames(db: Db, query: ReturnType<typeof filtered>) {
  return query
    .leftJoin('contacts as c', 'c.id', 'r.contact_id')
    .leftJoin('segments as s', 's.id', 'r.segment_id')
    .select(
      ...COLUMNS.map((column) => `r.${column}`),
      'c.contact_id as contact',
      'c.country',
      's.segment_id as segment',
      's.name as segment_name',
      db.raw("JSON_UNQUOTE(JSON_EXTRACT(r.evidence, '$.because')) AS because"),
    );
}

const COLUMNS = [
  'id',
  'version',
  'state',
  'state_at',
  'run_id',
  'phone_masked',
  'reason',
  'rule_id',
  'rule_version',
  'action',
  'action_detail',
  'confidence',
  'first_evidence_at',
  'last_evidence_at',
  'last_positive_at',
  'last_delivered_at',
  'last_click_at',
  'fix_candidate_masked',
  'saving_min_micro',
  'saving_max_micro',
  'revenue_at_risk_micro',
  'currency',
  'proposed_at',
  'expires_at',
  'snoozed_until',
  'cool_down_until',
  'decided_by',
  'decided_at',
  'second_by',
  'note',
  'batch_id',
];

function recommendationOf(row: Row): Recommendation {
  const read = readRow(row);
  return {
    id: read.number('id'),
    version: read.number('version'),
    state: read.oneOf('state', STATES),
    stateAt: read.time('state_at'),
    runId: read.number('run_id'),
    // the contact is gone where somebody emptied the source
    contactId: read.textOrNull('contact') ?? '',
    phoneMasked: read.textOrNull('phone_masked'),
    country: read.textOrNull('country'),
    segmentId: read.textOrNull('segment'),
    segment: read.textOrNull('segment_name'),
    reason: read.oneOf('reason', REASONS),
    ruleId: read.text('rule_id'),
    ruleVersion: read.number('rule_version'),
    action: read.oneOf('action', ACTION_NAMES),
    actionDetail: jsonFromColumn(row['action_detail']) ?? null,
    confidence: read.number('confidence'),
    because: read.textOrNull('because') ?? '',
    firstEvidenceAt: read.timeOrNull('first_evidence_at'),
    lastEvidenceAt: read.timeOrNull('last_evidence_at'),
    lastPositiveAt: read.timeOrNull('last_positive_at'),
    lastDeliveredAt: read.timeOrNull('last_delivered_at'),
    lastClickAt: read.timeOrNull('last_click_at'),
    fixCandidateMasked: read.textOrNull('fix_candidate_masked'),
    saving: savingOf(read),
    revenueAtRiskMicro: read.numberOrNull('revenue_at_risk_micro'),
    currency: read.textOrNull('currency'),
    proposedAt: read.time('proposed_at'),
    expiresAt: read.timeOrNull('expires_at'),
    snoozedUntil: read.timeOrNull('snoozed_until'),
    coolDownUntil: read.timeOrNull('cool_down_until'),
    decidedBy: read.textOrNull('decided_by'),
    decidedAt: read.timeOrNull('decided_at'),
    secondBy: read.textOrNull('second_by'),
    note: read.textOrNull('note'),
    batchId: read.numberOrNull('batch_id'),
  };
}

function savingOf({ numberOrNull, textOrNull }: RowReader): SavingRange | null {
  const minMicro = numberOrNull('saving_min_micro');
  const maxMicro = numberOrNull('saving_max_micro');
  const currency = textOrNull('currency');
  return minMicro === null || maxMicro === null || currency === null
    ? null
    : { minMicro, maxMicro, currency };
}

/** We wrote it as canonical JSON of an `Evidence`; what a hand put there is not our shape. */
function evidenceOf(value: unknown): Evidence {
  const evidence = jsonFromColumn(value);
  if (isEvidence(evidence)) return evidence;
  throw new Failure('internal', 'the stored evidence of a recommendation is not readable');
}

function isEvidence(value: unknown): value is Evidence {
  return (
    typeof value === 'object' &&
    value !== null &&
    'events' in value &&
    Array.isArray(value.events) &&
    'because' in value &&
    typeof value.because === 'string'
  );
}

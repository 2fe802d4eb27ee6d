import { type RecommendationState, STATES } from '../../core/cleaning/life-cycle.ts';
import { ACTION_NAMES, ACTIONS, REASONS, type Reason } from '../../core/cleaning/recommendation.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import { filtered, type RecommendationFilter } from './recommendation-filter.ts';
import type { SavingRange } from './recommendations.ts';

export type ReasonCount = {
  readonly reason: Reason;
  readonly recommendations: number;
  /** whose action takes the contact out of sending */
  readonly takesOut: number;
  /** one per currency; contacts without a known price are in none */
  readonly savings: readonly SavingRange[];
  readonly risk: {
    /** less sure than 0.8 */
    readonly lowConfidence: number;
    /** latest sign of life of any of them */
    readonly lastPositiveAt: Temporal.Instant | null;
    /** per currency, millionths */
    readonly revenue: readonly { readonly currency: string; readonly micro: number }[];
  };
};

export type RecommendationCounts = {
  readonly total: number;
  /** another one when the filter holds others, or one of them has another version */
  readonly fingerprint: string;
  readonly byReason: readonly ReasonCount[];
  readonly byState: ReadonlyMap<RecommendationState, number>;
};

/** A sum and not an exclusive or: two ids that go and two that come would often leave that as it was. */
const FINGERPRINTS = 2 ** 32;

const TAKES_OUT = ACTION_NAMES.filter((name) => ACTIONS[name].takesOut);

/** What a filter holds, per reason in the order of REASONS. One pass over the matching rows. */
export async function countRecommendations(
  db: Db,
  filter: RecommendationFilter,
): Promise<RecommendationCounts> {
  const marks = TAKES_OUT.map(() => '?').join(', ');
  const rows: readonly Row[] = await filtered(db, filter)
    .groupBy('r.reason', 'r.state', 'r.currency')
    .select(
      'r.reason',
      'r.state',
      'r.currency',
      db.raw('COUNT(*) AS n'),
      db.raw(`MOD(SUM(CRC32(CONCAT_WS('@', r.id, r.version))), ${FINGERPRINTS}) AS fingerprint`),
      db.raw(`SUM(r.action IN (${marks})) AS takes_out`, TAKES_OUT),
      db.raw('SUM(r.confidence < 0.8) AS low_confidence'),
      db.raw('SUM(r.saving_min_micro) AS saving_min'),
      db.raw('SUM(r.saving_max_micro) AS saving_max'),
      db.raw('SUM(r.revenue_at_risk_micro) AS revenue'),
      db.raw('MAX(r.last_positive_at) AS last_positive_at'),
    );
  const byState = new Map<RecommendationState, number>();
  for (const row of rows) {
    const state = readRow(row).oneOf('state', STATES);
    byState.set(state, (byState.get(state) ?? 0) + Number(row['n']));
  }
  const byReason = REASONS.map((reason) => ({
    reason,
    own: rows.filter((row) => row['reason'] === reason),
  })).filter(({ own }) => own.length > 0);
  return {
    total: sum(rows, 'n'),
    fingerprint: String(sum(rows, 'fingerprint') % FINGERPRINTS),
    byReason: byReason.map(({ reason, own }) => countOf(reason, own)),
    byState,
  };
}

function countOf(reason: Reason, rows: readonly Row[]): ReasonCount {
  const currencies = [...new Set(rows.flatMap((row) => readRow(row).textOrNull('currency') ?? []))];
  const of = (currency: string): readonly Row[] => rows.filter((row) => row['currency'] === currency);
  const positives = rows
    .map((row) => row['last_positive_at'])
    .filter((value) => value instanceof Date)
    .map((value) => value.getTime());
  return {
    reason,
    recommendations: sum(rows, 'n'),
    takesOut: sum(rows, 'takes_out'),
    savings: currencies
      .filter((currency) => of(currency).some((row) => row['saving_max'] != null))
      .map((currency) => ({
        minMicro: sum(of(currency), 'saving_min'),
        maxMicro: sum(of(currency), 'saving_max'),
        currency,
      })),
    risk: {
      lowConfidence: sum(rows, 'low_confidence'),
      lastPositiveAt:
        positives.length === 0 ? null : Temporal.Instant.fromEpochMilliseconds(Math.max(...positives)),
      revenue: currencies
        .filter((currency) => of(currency).some((row) => row['revenue'] != null))
        .map((currency) => ({ currency, micro: sum(of(currency), 'revenue') })),
    },
  };
}

function sum(rows: readonly Row[], name: string): number {
  return rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);
}

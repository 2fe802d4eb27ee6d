import type { RecommendationState } from '../../core/cleaning/life-cycle.ts';
import { STATES } from '../../core/cleaning/life-cycle.ts';
import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import { countRecommendations } from './count-recommendations.ts';
import { filtered, type RecommendationFilter } from './recommendation-filter.ts';

/** By id and the version that was seen, or everything a filter holds at this moment. */
export type Choice =
  | { readonly ids: readonly SeenRecommendation[] }
  | {
      readonly filter: RecommendationFilter;
      /** what `countRecommendations` said of the list that was looked at; undefined = whatever it holds now */
      readonly fingerprint?: string;
    };

export type SeenRecommendation = { readonly id: number; readonly version: number };

export type ChosenRecommendation = SeenRecommendation & {
  readonly state: RecommendationState;
  readonly stateAt: Temporal.Instant;
  readonly runId: number;
  readonly expiresAt: Temporal.Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly secondBy: string | null;
};

const COLUMNS = [
  'r.id',
  'r.version',
  'r.state',
  'r.state_at',
  'r.run_id',
  'r.expires_at',
  'r.decided_by',
  'r.decided_at',
  'r.second_by',
];

/** Ids in one statement; more would make a packet too large. */
const AT_ONCE = 5_000;

/** Rows of one decision or batch: more would not fit into the memory of one process. */
const MOST = 250_000;

/**
 * The chosen rows as they are now, by id, locked until the transaction ends. Ids that do not exist are left out. Throws
 * `bad-state` when a filter does not hold any more what was looked at.
 */
export async function lockChosen(
  trx: Db,
  choice: Choice,
  states: readonly RecommendationState[],
): Promise<readonly ChosenRecommendation[]> {
  if ('filter' in choice) {
    const rows: readonly Row[] = await filtered(trx, choice.filter)
      .whereIn('r.state', states)
      .orderBy('r.id')
      .limit(MOST + 1)
      .forUpdate()
      .select(COLUMNS);
    if (rows.length > MOST)
      throw new Failure('bad-input', `filter: holds more than ${MOST} recommendations; narrow it`);
    // after the locks: what is in both is what was looked at
    if (choice.fingerprint !== undefined) await requireSame(trx, choice.filter, choice.fingerprint);
    return rows.map(chosenOf);
  }
  const ids = [...new Set(choice.ids.map(({ id }) => id))].sort((left, right) => left - right);
  const found: ChosenRecommendation[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const rows: readonly Row[] = await trx('recommendations as r')
      .whereIn('r.id', ids.slice(at, at + AT_ONCE))
      .orderBy('r.id')
      .forUpdate()
      .select(COLUMNS);
    found.push(...rows.map(chosenOf));
  }
  return found;
}

async function requireSame(trx: Db, filter: RecommendationFilter, seen: string): Promise<void> {
  const { fingerprint } = await countRecommendations(trx, filter);
  if (fingerprint !== seen)
    throw new Failure('bad-state', 'the list has changed since you looked; go back and look again');
}

function chosenOf(row: Row): ChosenRecommendation {
  const read = readRow(row);
  return {
    id: read.number('id'),
    version: read.number('version'),
    state: read.oneOf('state', STATES),
    stateAt: read.time('state_at'),
    runId: read.number('run_id'),
    expiresAt: read.timeOrNull('expires_at'),
    decidedBy: read.textOrNull('decided_by'),
    decidedAt: read.timeOrNull('decided_at'),
    secondBy: read.textOrNull('second_by'),
  };
}

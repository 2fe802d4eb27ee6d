import {
  APPROVAL_DAYS,
  COOL_DOWN_DAYS,
  type LifeEvent,
  nextState,
  type RecommendationState,
  statesBefore,
} from '../core/cleaning/life-cycle.ts';
import { maskNote } from '../core/cleaning/mask-note.ts';
import { Failure } from '../core/failure.ts';
import {
  type Choice,
  type ChosenRecommendation,
  lockChosen,
} from '../store/cleaning/choose-recommendations.ts';
import {
  auditRecommendations,
  moveRecommendations,
  noteOnRecommendations,
} from '../store/cleaning/move-recommendations.ts';
import { shownFilter } from '../store/cleaning/recommendation-filter.ts';
import { toColumn } from '../store/column-values.ts';
import type { Db } from '../store/connect.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';

export type Decision = 'approve' | 'reject' | 'snooze';

/** off = one person is enough; apply = who applies is not who approved; approve = two persons approve. */
export type FourEyes = 'off' | 'apply' | 'approve';

export type DecideNeeds = { readonly db: Db; readonly fourEyes: FourEyes };

export type DecisionRequest = {
  readonly choice: Choice;
  readonly decision: Decision;
  /** a person, from the session or the user of the machine; never from a field of a form */
  readonly actor: string;
  /** why, at most 2000 characters; numbers in it are masked */
  readonly note: string | null;
  /** snooze only, after `at` and within a year */
  readonly until?: Temporal.Instant;
  /** by the database clock */
  readonly at: Temporal.Instant;
};

/** Chosen, and not changed: somebody else was there first, or the state does not allow it. */
export type Conflict = {
  readonly id: number;
  readonly why: 'unknown' | 'changed' | 'state' | 'same-person' | 'expired';
  readonly state: RecommendationState | null;
  readonly version: number | null;
  /** who decided last, and when */
  readonly by: string | null;
  readonly when: Temporal.Instant | null;
};

export type DecisionResult = {
  readonly decided: readonly number[];
  /** approved by one of two; a second person has to */
  readonly waiting: readonly number[];
  readonly conflicts: readonly Conflict[];
};

const LONGEST_SNOOZE_DAYS = 366;

/**
 * One transaction: the chosen rows are locked, what is still as it was seen changes, and the frozen list stands in the
 * audit log. What somebody else decided meanwhile comes back as conflicts; the rest goes through.
 */
export async function decideRecommendations(
  needs: DecideNeeds,
  request: DecisionRequest,
): Promise<DecisionResult> {
  checkRequest(request);
  return retriedTransaction(needs.db, async (trx) => {
    const rows = await lockChosen(trx, request.choice, statesBefore(request.decision));
    const sorted = sortOut(rows, request, needs.fourEyes);
    const columns = columnsOf(request);
    await moveRecommendations(trx, sorted.first, request.decision, request.at, columns);
    await moveRecommendations(trx, sorted.second, request.decision, request.at, {
      ...columns,
      ...(request.decision === 'approve' ? {} : { second_by: null }),
    });
    await noteOnRecommendations(trx, sorted.waiting, {
      second_by: request.actor,
      note: maskNote(request.note),
    });
    const detail = detailOf(request);
    const decided = [...sorted.first, ...sorted.second];
    const { actor, at } = request;
    await auditRecommendations(trx, decided, { actor, action: AUDIT[request.decision], detail }, at);
    await auditRecommendations(
      trx,
      sorted.waiting,
      { actor, action: 'recommendation-approve-first', detail },
      at,
    );
    return {
      decided: decided.map(({ id }) => id),
      waiting: sorted.waiting.map(({ id }) => id),
      conflicts: sorted.conflicts,
    };
  });
}

const AUDIT = {
  approve: 'recommendation-approve',
  reject: 'recommendation-reject',
  snooze: 'recommendation-snooze',
} as const satisfies Readonly<Record<Decision, string>>;

function checkRequest({ decision, note, until, at, actor }: DecisionRequest): void {
  if (actor.trim() === '') throw new Failure('bad-input', 'actor: nobody decides; name a person');
  if (note !== null && note.length > 2_000)
    throw new Failure('bad-input', `note: has ${note.length} characters; at most 2000 are allowed`);
  if (decision !== 'snooze') return;
  const latest = at.add({ hours: LONGEST_SNOOZE_DAYS * 24 });
  if (until === undefined || Temporal.Instant.compare(until, at) <= 0)
    throw new Failure('bad-input', 'until: a snooze ends at a time that is still to come');
  if (Temporal.Instant.compare(until, latest) > 0)
    throw new Failure('bad-input', 'until: a snooze ends within a year');
}

type Sorted = {
  /** changes now */
  readonly first: readonly ChosenRecommendation[];
  /** changes now, one of two persons was here before */
  readonly second: readonly ChosenRecommendation[];
  readonly waiting: readonly ChosenRecommendation[];
  readonly conflicts: readonly Conflict[];
};

function sortOut(
  rows: readonly ChosenRecommendation[],
  request: DecisionRequest,
  fourEyes: FourEyes,
): Sorted {
  const seen =
    'ids' in request.choice ? new Map(request.choice.ids.map(({ id, version }) => [id, version])) : null;
  const conflicts: Conflict[] = [];
  const first: ChosenRecommendation[] = [];
  const second: ChosenRecommendation[] = [];
  const waiting: ChosenRecommendation[] = [];
  const needsTwo = fourEyes === 'approve' && request.decision === 'approve';
  for (const row of rows) {
    const why = conflictOf(row, request, seen, needsTwo);
    if (why !== null) conflicts.push(toldOf(row, why));
    else if (needsTwo && row.secondBy === null) waiting.push(row);
    else if (row.secondBy === null) first.push(row);
    else second.push(row);
  }
  const found = new Set(rows.map(({ id }) => id));
  for (const id of seen?.keys() ?? []) if (!found.has(id)) conflicts.push({ id, ...UNKNOWN });
  return { first, second, waiting, conflicts };
}

const UNKNOWN = { why: 'unknown', state: null, version: null, by: null, when: null } as const;

function conflictOf(
  row: ChosenRecommendation,
  { decision, actor, at }: DecisionRequest,
  seen: ReadonlyMap<number, number> | null,
  needsTwo: boolean,
): Conflict['why'] | null {
  const event: LifeEvent = decision;
  if (nextState(row.state, event) === null) return 'state';
  if (seen !== null && seen.get(row.id) !== row.version) return 'changed';
  const isOver = row.expiresAt !== null && Temporal.Instant.compare(row.expiresAt, at) <= 0;
  if (isOver && decision === 'approve') return 'expired';
  return needsTwo && row.secondBy === actor ? 'same-person' : null;
}

function toldOf(row: ChosenRecommendation, why: Conflict['why']): Conflict {
  const { id, state, version } = row;
  const by = row.decidedBy ?? row.secondBy;
  // the row does not keep when the first of two approved
  const when = why === 'same-person' ? null : (row.decidedAt ?? row.stateAt);
  return { id, why, state, version, by, when };
}

function columnsOf(request: DecisionRequest) {
  const { decision, actor, at, until } = request;
  const after = (days: number): Date => toColumn(at.add({ hours: days * 24 }));
  return {
    decided_by: actor,
    decided_at: toColumn(at),
    note: maskNote(request.note),
    expires_at: decision === 'approve' ? after(APPROVAL_DAYS) : null,
    snoozed_until: decision === 'snooze' && until !== undefined ? toColumn(until) : null,
    cool_down_until: decision === 'reject' ? after(COOL_DOWN_DAYS) : null,
  };
}

function detailOf(request: DecisionRequest): Readonly<Record<string, unknown>> {
  return {
    note: maskNote(request.note),
    ...('filter' in request.choice ? { filter: shownFilter(request.choice.filter) } : {}),
    ...(request.until === undefined ? {} : { until: request.until.toString() }),
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { ProviderEvent } from '../core/provider-event.ts';
import type { RefusedEvent } from '../providers/importer.ts';
import type { HookRefusals } from '../store/provider-events/refused-events.ts';
import { isRetryableError } from '../store/retryable-error.ts';

/**
 * committed = every event is in the tables, but for `refusals` (`index` counts the caller's events from 1);
 * full = nothing was tried; unavailable = the database is away, nothing is known to be stored;
 * late = it took too long and may still be stored; failed = a defect, seen by `onError`.
 */
export type CommitAnswer =
  | { readonly outcome: 'committed'; readonly refusals: readonly RefusedEvent[] }
  | { readonly outcome: 'full' | 'unavailable' | 'late' | 'failed' };

/** Events of one request to a hook that could not be read. */
export type UnreadEvents = HookRefusals;

export type GroupCommit = {
  /**
   * Answers when the events are committed, or when they will not be; never throws. `unread` are those of the request
   * that could not be read: kept before the answer, too.
   */
  readonly take: (
    provider: string,
    events: readonly ProviderEvent[],
    unread?: UnreadEvents,
  ) => Promise<CommitAnswer>;
  readonly isFull: () => boolean;
  /** after everything taken is answered; takes nothing any more */
  readonly stop: () => Promise<void>;
};

export type CommittedBatch = {
  readonly provider: string;
  readonly requests: number;
  readonly events: number;
  readonly milliseconds: number;
};

export type GroupCommitNeeds = {
  /** stores events in one transaction, then keeps the unread; refusals count from 1 */
  readonly store: (
    provider: string,
    events: readonly ProviderEvent[],
    unread: readonly HookRefusals[],
  ) => Promise<{ readonly refusals: readonly RefusedEvent[] }>;
  readonly onBatch?: (batch: CommittedBatch) => void;
  readonly onError: (error: unknown, provider: string) => void;
  readonly limits?: Partial<GroupCommitLimits>;
};

export type GroupCommitLimits = {
  /** how long the first request of a transaction waits for others */
  readonly lingerMs: number;
  readonly batchEvents: number;
  /** taken and not yet answered */
  readonly waitingRequests: number;
  readonly waitingEvents: number;
  readonly answerWithinMs: number;
};

const LIMITS: GroupCommitLimits = {
  lingerMs: 5,
  batchEvents: 2_000,
  waitingRequests: 2_000,
  waitingEvents: 20_000,
  answerWithinMs: 10_000,
};

type Waiting = {
  readonly events: readonly ProviderEvent[];
  readonly unread: HookRefusals | undefined;
  readonly answer: (answer: CommitAnswer) => void;
  readonly isAnswered: () => boolean;
};

type Lane = { readonly provider: string; waiting: Waiting[]; running: Promise<void> | null };

/**
 * Requests that come within a few milliseconds share one transaction per provider: a commit costs the same for one
 * event and for a thousand. One provider's transactions follow one another; those of two may run at once.
 */
export function createGroupCommit(needs: GroupCommitNeeds): GroupCommit {
  const limits: GroupCommitLimits = { ...LIMITS, ...needs.limits };
  const lanes = new Map<string, Lane>();
  const open = { requests: 0, events: 0, isStopped: false };
  const isFull = (): boolean =>
    open.isStopped || open.requests >= limits.waitingRequests || open.events >= limits.waitingEvents;
  const take: GroupCommit['take'] = async (provider, events, unread) => {
    if (events.length === 0 && unread === undefined) return { outcome: 'committed', refusals: [] };
    if (isFull()) return { outcome: 'full' };
    open.requests += 1;
    open.events += events.length;
    const lane = laneOf(lanes, provider);
    const { promise, resolve } = Promise.withResolvers<CommitAnswer>();
    // of a database that hangs: who was told to come again must not pile up; all wait equally long
    while (lane.waiting[0]?.isAnswered() === true) lane.waiting.shift();
    lane.waiting.push(waitingFor(events, unread, resolve, limits.answerWithinMs));
    lane.running ??= runLane(lane, needs, limits);
    const answer = await promise;
    open.requests -= 1;
    open.events -= events.length;
    return answer;
  };
  const stop = async (): Promise<void> => {
    open.isStopped = true;
    await Promise.all([...lanes.values()].flatMap(({ running }) => running ?? []));
  };
  return { take, isFull, stop };
}

function laneOf(lanes: Map<string, Lane>, provider: string): Lane {
  const known = lanes.get(provider);
  if (known !== undefined) return known;
  const lane: Lane = { provider, waiting: [], running: null };
  lanes.set(provider, lane);
  return lane;
}

function waitingFor(
  events: readonly ProviderEvent[],
  unread: HookRefusals | undefined,
  resolve: (answer: CommitAnswer) => void,
  answerWithinMs: number,
): Waiting {
  let isAnswered = false;
  const answer = (given: CommitAnswer): void => {
    if (isAnswered) return;
    isAnswered = true;
    clearTimeout(timer);
    resolve(given);
  };
  const timer = setTimeout(() => answer({ outcome: 'late' }), answerWithinMs);
  return { events, unread, answer, isAnswered: () => isAnswered };
}

async function runLane(lane: Lane, needs: GroupCommitNeeds, limits: GroupCommitLimits): Promise<void> {
  // `running` must be set before this can end
  await pause(limits.lingerMs);
  while (lane.waiting.length > 0) {
    const batch = nextBatch(lane, limits.batchEvents);
    const isAway = (await commit(lane.provider, batch, needs)) === 'unavailable';
    // who waits behind a database that is away would only learn it later
    if (isAway) for (const one of lane.waiting.splice(0)) one.answer({ outcome: 'unavailable' });
    if (lane.waiting.length > 0) await pause(limits.lingerMs);
  }
  // in the same turn in which nobody waited: who comes next starts it anew
  lane.running = null;
}

/** At least one request, however large; those that were told `late` are left out. */
function nextBatch(lane: Lane, batchEvents: number): readonly Waiting[] {
  const waiting = lane.waiting.filter((one) => !one.isAnswered());
  let events = 0;
  let count = 0;
  for (const one of waiting) {
    if (count > 0 && events + one.events.length > batchEvents) break;
    events += one.events.length;
    count += 1;
  }
  lane.waiting = waiting.slice(count);
  return waiting.slice(0, count);
}

async function commit(
  provider: string,
  batch: readonly Waiting[],
  needs: GroupCommitNeeds,
): Promise<'done' | 'unavailable'> {
  if (batch.length === 0) return 'done';
  const started = performance.now();
  const events = batch.flatMap((one) => one.events);
  try {
    const unread = batch.flatMap((one) => one.unread ?? []);
    const { refusals } = await needs.store(provider, events, unread);
    answerEach(batch, refusals);
    const milliseconds = performance.now() - started;
    needs.onBatch?.({ provider, requests: batch.length, events: events.length, milliseconds });
    return 'done';
  } catch (error) {
    return failed(error, provider, batch, needs);
  }
}

/** A request that breaks the transaction must not take its neighbours with it: each is tried alone. */
async function failed(
  error: unknown,
  provider: string,
  batch: readonly Waiting[],
  needs: GroupCommitNeeds,
): Promise<'done' | 'unavailable'> {
  const isAway = isRetryableError(error);
  if (!isAway && batch.length > 1) {
    for (const one of batch) await commit(provider, [one], needs);
    return 'done';
  }
  needs.onError(error, provider);
  for (const one of batch) one.answer({ outcome: isAway ? 'unavailable' : 'failed' });
  return isAway ? 'unavailable' : 'done';
}

function answerEach(batch: readonly Waiting[], refusals: readonly RefusedEvent[]): void {
  let before = 0;
  for (const one of batch) {
    const end = before + one.events.length;
    const own = refusals
      .filter(({ index }) => index > before && index <= end)
      .map((refusal) => ({ ...refusal, index: refusal.index - before }));
    one.answer({ outcome: 'committed', refusals: own });
    before = end;
  }
}

import { maskPhonesIn } from '../core/phone-number.ts';
import type { Log } from '../log.ts';
import type { RefusedEvent } from '../providers/importer.ts';
import { createLatencies, type Latencies } from './latencies.ts';

/** What happened at one hook since the last line of the log. */
type HookCounts = {
  requests: number;
  events: number;
  refused: number;
  /** refused events by field and reason; what comes after the first kinds is `other` */
  readonly reasons: Map<string, number>;
  readonly answers: Record<string, number>;
  readonly latencies: Latencies;
};

export type Tally = {
  readonly answered: (hook: string, status: number) => void;
  readonly taken: (hook: string, events: number, refused: readonly RefusedEvent[]) => void;
  /** from the last byte of the request to the answer */
  readonly timed: (hook: string, milliseconds: number) => void;
  readonly committed: (requests: number) => void;
  /** a line a hook, and what was counted starts anew */
  readonly tell: () => void;
};

const MOST_REASONS = 10;

/** One line a request would be thousands a second and tell less. */
export function createTally(log: Log): Tally {
  const hooks = new Map<string, HookCounts>();
  const commits = { transactions: 0, requests: 0 };
  const of = (hook: string): HookCounts => {
    const counts = hooks.get(hook) ?? newCounts();
    hooks.set(hook, counts);
    return counts;
  };
  return {
    answered: (hook, status) => {
      const counts = of(hook);
      counts.requests += 1;
      counts.answers[status] = (counts.answers[status] ?? 0) + 1;
    },
    taken: (hook, events, refused) => {
      const counts = of(hook);
      counts.events += events;
      counts.refused += refused.length;
      for (const { field, reason } of refused) countReason(counts.reasons, `${field}: ${reason}`);
    },
    timed: (hook, milliseconds) => of(hook).latencies.add(milliseconds),
    committed: (requests) => {
      commits.transactions += 1;
      commits.requests += requests;
    },
    tell: () => {
      for (const [hook, counts] of hooks) log.info('hook-taken', { hook, ...lineOf(counts) });
      if (commits.transactions > 0) log.info('hooks-committed', { ...commits });
      hooks.clear();
      commits.transactions = 0;
      commits.requests = 0;
    },
  };
}

function newCounts(): HookCounts {
  return {
    requests: 0,
    events: 0,
    refused: 0,
    reasons: new Map(),
    answers: {},
    latencies: createLatencies(),
  };
}

/** A reason may hold what a provider wrote, so there can be any number of them. */
function countReason(reasons: Map<string, number>, reason: string): void {
  const masked = maskPhonesIn(reason);
  const known = reasons.has(masked) || reasons.size < MOST_REASONS ? masked : 'other';
  reasons.set(known, (reasons.get(known) ?? 0) + 1);
}

function lineOf({
  requests,
  events,
  refused,
  reasons,
  answers,
  latencies,
}: HookCounts): Readonly<Record<string, unknown>> {
  const counts = { requests, events, refused, answers };
  const told = reasons.size === 0 ? counts : { ...counts, reasons: Object.fromEntries(reasons) };
  const p99 = latencies.quantile(0.99);
  return p99 === null ? told : { ...told, p50Ms: latencies.quantile(0.5), p99Ms: p99 };
}

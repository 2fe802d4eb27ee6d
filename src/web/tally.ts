import { maskPhonesIn } from '../core/phone-number.ts';
import type { Log } from '../log.ts';
import type { RefusedEvent } from '../providers/importer.ts';

/** What happened at one hook since the last line of the log. */
type HookCounts = {
  requests: number;
  events: number;
  refused: number;
  /** one of the refused events, for whoever looks for the reason */
  example?: string;
  answers: Record<string, number>;
};

export type Tally = {
  readonly answered: (hook: string, status: number) => void;
  readonly taken: (hook: string, events: number, refused: readonly RefusedEvent[]) => void;
  readonly committed: (requests: number) => void;
  /** a line a hook, and what was counted starts anew */
  readonly tell: () => void;
};

/** One line a request would be thousands a second and tell less. */
export function createTally(log: Log): Tally {
  const hooks = new Map<string, HookCounts>();
  const commits = { transactions: 0, requests: 0 };
  const of = (hook: string): HookCounts => {
    const counts = hooks.get(hook) ?? { requests: 0, events: 0, refused: 0, answers: {} };
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
      const [first] = refused;
      if (first !== undefined) counts.example ??= `${first.field}: ${maskPhonesIn(first.reason)}`;
    },
    committed: (requests) => {
      commits.transactions += 1;
      commits.requests += requests;
    },
    tell: () => {
      for (const [hook, counts] of hooks) log.info('hook-taken', { hook, ...counts });
      if (commits.transactions > 0) log.info('hooks-committed', { ...commits });
      hooks.clear();
      commits.transactions = 0;
      commits.requests = 0;
    },
  };
}

import { Failure } from '../core/failure.ts';

/** A chunk on its way into the database, and what the one behind it may know of it. */
export type Turn<Done> = {
  readonly done: Promise<Done>;
  /** never rejects: the rows are in, though not committed, or it is over */
  readonly added: Promise<void>;
  /** aborted when it has to begin again: what was added beside it may be in its way */
  readonly again: AbortSignal;
};

export type TurnSigns = { readonly sayAdded: () => void; readonly sayAgain: () => void };

export function startTurn<Done>(work: (signs: TurnSigns) => Promise<Done>): Turn<Done> {
  const added = Promise.withResolvers<void>();
  const again = new AbortController();
  const done = work({ sayAdded: added.resolve, sayAgain: () => again.abort() });
  // whoever awaits it sees the error; until then it must not count as unhandled
  done.catch(() => undefined).finally(added.resolve);
  return { done, added: added.promise, again: again.signal };
}

/** What came of a turn. Throws `bad-state`, to be tried again, as soon as that one has to begin again itself. */
export async function doneAtFirst<Done>({ done, again }: Turn<Done>): Promise<Done> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAgain = (): void =>
    reject(new Failure('bad-state', 'the chunk before is merged once more', { retryable: true }));
  if (again.aborted) onAgain();
  again.addEventListener('abort', onAgain);
  try {
    return await Promise.race([done, promise]);
  } finally {
    again.removeEventListener('abort', onAgain);
  }
}

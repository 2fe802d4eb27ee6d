import { judgeRadius } from '../core/cleaning/apply-radius.ts';
import { Failure } from '../core/failure.ts';
import type { Choice, ChosenRecommendation } from '../store/cleaning/choose-recommendations.ts';
import { measureRadius } from '../store/cleaning/measure-radius.ts';
import { runsOfBatch } from '../store/cleaning/runs.ts';
import type { Db } from '../store/connect.ts';
import type { FourEyes } from './decide-recommendations.ts';

type Asked = {
  readonly choice: Choice;
  readonly actor: string;
  readonly at: Temporal.Instant;
  readonly fourEyes: FourEyes;
};

/** Ids that were named must all be approved as they were seen; a filter leaves out what is over. Throws `bad-state`. */
export function approvedOf(
  rows: readonly ChosenRecommendation[],
  { choice, actor, at, fourEyes }: Asked,
): readonly ChosenRecommendation[] {
  const isOver = ({ expiresAt }: ChosenRecommendation): boolean =>
    expiresAt !== null && Temporal.Instant.compare(expiresAt, at) <= 0;
  if ('ids' in choice) {
    const seen = new Map(choice.ids.map(({ id, version }) => [id, version]));
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const [id, version] of seen) {
      const row = found.get(id);
      if (row === undefined) throw new Failure('bad-input', `recommendation ${id} does not exist`);
      const { state, decidedBy } = row;
      if (state !== 'approved')
        throw new Failure(
          'bad-state',
          `recommendation ${id} is ${state}${by(decidedBy)}; nothing was applied`,
        );
      if (row.version !== version)
        throw new Failure('bad-state', `recommendation ${id} changed since you saw it; nothing was applied`);
      if (isOver(row))
        throw new Failure('bad-state', `recommendation ${id}: its approval is over; nothing was applied`);
    }
  }
  const approved = rows.filter((row) => row.state === 'approved' && !isOver(row));
  if (approved.length === 0)
    throw new Failure(
      'bad-state',
      'nothing that was chosen is approved; `recommendations batches` tells what is under way',
    );
  const own = fourEyes === 'apply' ? approved.filter(({ decidedBy }) => decidedBy === actor).length : 0;
  if (own > 0)
    throw new Failure(
      'bad-state',
      `you approved ${own} of ${approved.length} yourself; another person applies them (FOUR_EYES=apply)`,
    );
  return approved;
}

/** Throws `bad-state` with the counts when too much of the list would go. Reads the frozen list of the batch. */
export async function checkRadius(trx: Db, batchId: number, isLargeAllowed: boolean): Promise<void> {
  const runs = await runsOfBatch(trx, batchId);
  const held = runs.find(({ state }) => state === 'held');
  if (held !== undefined)
    throw new Failure(
      'bad-state',
      `run ${held.id} is held: ${held.heldBecause ?? 'no reason stored'}; look at it, then \`recommendations release ${held.id}\``,
    );
  const verdict = judgeRadius(await measureRadius(trx, batchId), {
    isReleased: runs.every(({ state }) => state === 'released'),
    isLargeAllowed,
  });
  if (verdict.isAllowed) return;
  const open = runs.filter(({ state }) => state !== 'released').map(({ id }) => id);
  throw new Failure(
    'bad-state',
    verdict.needs === 'release'
      ? `${verdict.because}; nothing was applied; look at it, then \`recommendations release ${open.join(' ')}\``
      : `${verdict.because}; nothing was applied; say --allow-large if that is meant`,
  );
}

function by(person: string | null): string {
  return person === null ? '' : ` by ${person}`;
}

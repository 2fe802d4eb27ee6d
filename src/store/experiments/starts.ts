import type { ExperimentPlan } from '../../core/experiments/plan.ts';
import type { Db } from '../connect.ts';
import type { Row } from '../select-rows.ts';
import { loadVariants } from './load-variants.ts';
import { ANY_AGE, runFor, type View } from './view.ts';

/** Where the persons of one arm stand in time, epoch seconds. */
export type Start = {
  /** variants.id */
  readonly variant: number;
  readonly people: number;
  /** when the first of them starts to count */
  readonly firstS: number;
  /** when the last of them starts to count */
  readonly lastS: number;
  /** the same of those whose outcomes count; null = none */
  readonly lastCountedS: number | null;
  /** whose window of the primary outcome has ended */
  readonly matured: number;
};

/** `window` seconds of the primary outcome. In a test of send times everybody starts at their first message. */
export async function readStarts(
  trx: Db,
  plan: ExperimentPlan,
  view: View,
  window: number,
): Promise<readonly Start[]> {
  if (isOfSendTimes(plan)) await runFor(trx, 'start-at-sending', view);
  return (await runFor(trx, 'count-starts', view, window)).map(parseStart);
}

/**
 * Arms that were sent at different times are not equally old: the first would win by its head start. All are looked at
 * up to the age that the last person sent to in any arm has reached; 0 as long as an arm has not been sent at all.
 */
export async function commonAge(
  trx: Db,
  plan: ExperimentPlan,
  starts: readonly Start[],
  view: View,
  longest: number,
): Promise<number> {
  if (!isOfSendTimes(plan)) return ANY_AGE;
  const variants = await loadVariants(trx, view.campaign);
  const holdouts = new Set(variants.filter(({ isHoldout }) => isHoldout).map(({ id }) => id));
  const ages = starts
    .filter(({ variant }) => !holdouts.has(variant))
    .map(({ lastCountedS }) => (lastCountedS === null ? 0 : view.asOf - lastCountedS));
  const youngest = Math.max(0, Math.min(...ages));
  return youngest >= longest ? ANY_AGE : youngest;
}

function isOfSendTimes(plan: ExperimentPlan): boolean {
  return plan.tested === 'send-time';
}

function parseStart(row: Row): Start {
  const lastCounted = row['last_counted_s'];
  return {
    variant: Number(row['variant_id']),
    people: Number(row['n']),
    firstS: Number(row['first_s']),
    lastS: Number(row['last_s']),
    lastCountedS: lastCounted === null ? null : Number(lastCounted),
    matured: Number(row['matured']),
  };
}

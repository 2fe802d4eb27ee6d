import { defaultPlan } from '../../src/core/experiments/default-plan.ts';
import type { ExperimentPlan } from '../../src/core/experiments/plan.ts';
import type { Db } from '../../src/store/connect.ts';
import { assignPersons } from '../../src/store/experiments/assign-persons.ts';
import { type Counted, countTest } from '../../src/store/experiments/count-test.ts';
import { listTests } from '../../src/store/experiments/list-tests.ts';
import { loadVariants } from '../../src/store/experiments/load-variants.ts';
import { readSettled } from '../../src/store/experiments/read-settled.ts';
import { viewOf } from '../../src/store/experiments/view.ts';
import { dropWorkTables } from '../../src/store/experiments/work-tables.ts';

type Asked = {
  readonly campaignId: string;
  readonly asOf: Temporal.Instant;
  /** true = from the events that had come in by then */
  readonly isPast?: boolean;
  readonly plan?: Partial<ExperimentPlan>;
};

/** Counts one test by the default plan and what is said to differ; freezes nothing. Refresh the roll-ups first. */
export async function countOneTest(db: Db, { campaignId, asOf, isPast, plan }: Asked): Promise<Counted> {
  return readSettled(db, async (trx) => {
    const test = (await listTests(trx)).find((one) => one.campaignId === campaignId);
    if (test === undefined) throw new Error(`${campaignId} is no test`);
    const view = viewOf(test.id, asOf, isPast ?? false);
    const assigned = await assignPersons(trx, test, view);
    const arms = (await loadVariants(trx, test.id)).map((arm) => ({ ...arm, share: arm.plannedShare }));
    const unplanned = { campaignId, arms, audience: 1, trailingRate: null, primaryKind: 'purchase' };
    const counted = await countTest(trx, test, assigned, { ...defaultPlan(unplanned), ...plan }, view);
    await dropWorkTables(trx);
    return counted;
  });
}

import { defaultPlan } from '../../src/core/experiments/default-plan.ts';
import type { ExperimentPlan } from '../../src/core/experiments/plan.ts';
import type { Db } from '../../src/store/connect.ts';
import { assignPersons } from '../../src/store/experiments/assign-persons.ts';
import { type Counted, countTest, prepareCounts } from '../../src/store/experiments/count-test.ts';
import { listTests } from '../../src/store/experiments/list-tests.ts';
import { loadVariants } from '../../src/store/experiments/load-variants.ts';
import { readSettled } from '../../src/store/experiments/read-settled.ts';
import { viewOf } from '../../src/store/experiments/view.ts';
import { holdConnection } from '../../src/store/hold-connection.ts';

type Asked = {
  readonly campaignId: string;
  readonly asOf: Temporal.Instant;
  /** true = from the events that had come in by then */
  readonly isPast?: boolean;
  readonly plan?: Partial<ExperimentPlan>;
};

/** Counts one test by the default plan and what is said to differ; freezes nothing. Refresh the roll-ups first. */
export async function countOneTest(db: Db, { campaignId, asOf, isPast, plan }: Asked): Promise<Counted> {
  return holdConnection(db, async (held) => {
    const test = await held.transaction('repeatable read', async (trx) =>
      (await listTests(trx)).find((one) => one.campaignId === campaignId),
    );
    if (test === undefined) throw new Error(`${campaignId} is no test`);
    const view = viewOf(test.id, asOf, isPast ?? false);
    return readSettled(held, {
      prepare: async (trx, engine) => {
        const assigned = await assignPersons(trx, test, view, engine);
        const arms = (await loadVariants(trx, test.id)).map((arm) => ({ ...arm, share: arm.plannedShare }));
        const unplanned = { campaignId, arms, audience: 1, trailingRate: null, primaryKind: 'purchase' };
        const whole = { ...defaultPlan(unplanned), ...plan };
        return { assigned, whole, prepared: await prepareCounts(trx, whole, view, engine) };
      },
      read: (snapshot, { assigned, whole, prepared }) => countTest(snapshot, test, assigned, whole, prepared),
    });
  });
}

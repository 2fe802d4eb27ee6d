import { defaultPlan, defaultPrimary } from '../core/experiments/default-plan.ts';
import type { ExperimentPlan } from '../core/experiments/plan.ts';
import type { Db } from '../store/connect.ts';
import { type Assigned, countAudience } from '../store/experiments/assign-persons.ts';
import type { Test } from '../store/experiments/list-tests.ts';
import { loadVariants } from '../store/experiments/load-variants.ts';
import { freezePlan, type StoredPlan } from '../store/experiments/plans.ts';
import { trailingRate } from '../store/experiments/trailing-rate.ts';
import type { View } from '../store/experiments/view.ts';

type Asked = {
  readonly test: Test;
  readonly stored: StoredPlan | undefined;
  readonly assigned: Assigned;
  readonly view: View;
  /** false = for looking only */
  readonly freezes: boolean;
};

/**
 * The frozen plan of a test. The first who sees somebody assigned freezes it: what was applied, else the defaults
 * (rulings B.13). Before that, what would be frozen.
 */
export async function planOfTest(
  trx: Db,
  { test, stored, assigned, view, freezes }: Asked,
): Promise<Pick<StoredPlan, 'plan' | 'frozenAt'>> {
  if (stored !== undefined && (stored.frozenAt !== null || assigned.firstAt === null)) return stored;
  const contacts = await countAudience(trx, test, view, assigned);
  const plan = stored?.plan ?? (await unplanned(trx, test, contacts, assigned.firstAt ?? view.at));
  if (assigned.firstAt === null) return { plan, frozenAt: null };
  return freezes ? freezePlan(trx, plan, assigned.firstAt) : { plan, frozenAt: assigned.firstAt };
}

async function unplanned(
  trx: Db,
  test: Test,
  audience: number,
  before: Temporal.Instant,
): Promise<ExperimentPlan> {
  const arms = (await loadVariants(trx, test.id)).map(
    ({ variantId, label, plannedShare: share, isControl, isHoldout }) => ({
      variantId,
      label,
      share,
      isControl,
      isHoldout,
    }),
  );
  const { campaignId, primaryKind, theme } = test;
  const rate = await trailingRate(trx, defaultPrimary({ arms, primaryKind }), before);
  return defaultPlan({ campaignId, arms, audience, trailingRate: rate, primaryKind, theme });
}

import { defaultPlan } from '../core/experiments/default-plan.ts';
import { draftPlan } from '../core/experiments/draft-plan.ts';
import type { Db } from '../store/connect.ts';
import { savePlan } from '../store/experiments/plans.ts';
import type { CampaignPlan, HistoryPlan } from './history/plan.ts';

/** Contacts that a promotion of the shop reaches at scale 1, and what share of them clicks, as its planner guesses. */
const CONTACTS = 12_000;
const CLICKING = 0.06;

/** Plans what the tests of the sales are about, as `experiments plan --apply` does before a send; the others nobody planned. */
export async function planDemoTests(db: Db, { campaigns }: HistoryPlan, scale: number): Promise<number> {
  const planned = campaigns.filter(({ isTest, theme }) => isTest && theme === 'sale');
  for (const campaign of planned) await savePlan(db, planOf(campaign, scale), 'demo');
  return planned.length;
}

function planOf({ id, variants }: CampaignPlan, scale: number) {
  const usual = defaultPlan({
    campaignId: id,
    arms: variants.map((arm) => ({
      variantId: arm.id,
      label: arm.label,
      share: arm.plannedShare,
      isControl: arm.isControl,
      isHoldout: arm.isHoldout,
    })),
    audience: Math.round(CONTACTS * scale),
    trailingRate: CLICKING,
    primaryKind: 'purchase',
  });
  return draftPlan(usual, { tested: 'call-to-action-place', theme: 'link first or last' });
}

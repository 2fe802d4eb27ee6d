import { outcomeId } from '../core/experiments/outcome.ts';
import type { ExperimentPlan } from '../core/experiments/plan.ts';

/** A plan in the words of the plan file. */
export function planJson(plan: ExperimentPlan) {
  const { windows, guardrails } = plan;
  return {
    campaign: plan.campaignId,
    origin: plan.origin,
    tested: plan.tested,
    theme: plan.theme,
    primary: outcomeId(plan.primary),
    alpha: plan.alpha,
    mde: plan.mdeRelative,
    planned_contacts: plan.plannedContacts,
    planned_rate: plan.plannedRate,
    split: plan.split,
    windows: {
      click_hours: windows.click,
      conversion_hours: windows.conversion,
      opt_out_hours: windows.optOut,
      delivery_hours: windows.delivery,
    },
    guardrails: {
      harm_margin: guardrails.harmMargin,
      non_inferiority_margin: guardrails.nonInferiorityMargin,
      cost_limit: guardrails.costLimit ?? null,
      strict: guardrails.isStrict,
    },
    arms: plan.arms.map((arm) => ({
      variant_id: arm.variantId,
      label: arm.label,
      share: arm.share,
      is_control: arm.isControl,
      is_holdout: arm.isHoldout,
    })),
  };
}

import type { ExperimentPlan } from '../../experiments/plan.ts';
import type { Phrase } from '../figure.ts';
import { text } from '../figure.ts';
import { joinPhrases } from '../words.ts';

/** Longer labels would push the number out of the line. */
const LONGEST = 40;

/**
 * "Variant B", "Short CTA", or "Short CTA (v-2)" where two arms carry one label. An id the plan does not know is
 * shown as it is.
 */
export function armName(plan: ExperimentPlan, variantId: string): string {
  const arm = plan.arms.find((one) => one.variantId === variantId);
  const label = (arm?.label ?? '').trim();
  if (label === '') return `Variant ${shortened(variantId)}`;
  const isShared = plan.arms.some((one) => one.variantId !== variantId && one.label.trim() === label);
  const name = Array.from(label).length <= 2 ? `Variant ${label}` : shortened(label);
  return isShared ? `${name} (${shortened(variantId)})` : name;
}

/** "Variant A, Variant B and Short CTA". */
export function armNames(plan: ExperimentPlan, variantIds: readonly string[]): Phrase {
  return joinPhrases(variantIds.map((id): Phrase => [text(armName(plan, id))]));
}

function shortened(name: string): string {
  const characters = Array.from(name);
  return characters.length <= LONGEST ? name : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

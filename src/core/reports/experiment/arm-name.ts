import type { ExperimentPlan } from '../../experiments/plan.ts';
import { type Figure, type Phrase, text } from '../figure.ts';
import { joinPhrases } from '../words.ts';

/** Longer labels would push the number out of the line. */
const LONGEST = 40;

/**
 * "Variant B", "Short CTA", or "Short CTA (v-2)" where two arms carry one label. An id the plan does not know is
 * shown as it is.
 */
export function armName(plan: ExperimentPlan, variantId: string): Figure {
  const arm = plan.arms.find((one) => one.variantId === variantId);
  const label = (arm?.label ?? '').trim();
  if (label === '') return variant(shortened(variantId));
  const isShared = plan.arms.some((one) => one.variantId !== variantId && one.label.trim() === label);
  const name = Array.from(label).length <= 2 ? variant(label) : text(shortened(label));
  return isShared ? { kind: 'say', words: '{0} ({1})', parts: [[name], [text(shortened(variantId))]] } : name;
}

/** "Variant A, Variant B and Short CTA". */
export function armNames(plan: ExperimentPlan, variantIds: readonly string[]): Phrase {
  return joinPhrases(variantIds.map((id): Phrase => [armName(plan, id)]));
}

function variant(name: string): Figure {
  return { kind: 'say', words: 'Variant {0}', parts: [[text(name)]] };
}

function shortened(name: string): string {
  const characters = Array.from(name);
  return characters.length <= LONGEST ? name : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

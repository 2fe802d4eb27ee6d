import type { JudgedTest } from '../../experiments/judged-test.ts';
import { type Phrase, say } from '../figure.ts';
import { joinWith } from '../words.ts';
import { armName } from './arm-name.ts';
import { sayBreach } from './guardrail-words.ts';
import { sayArms } from './open-words.ts';
import { isSoFar } from './randomised.ts';
import type { Sentences, VerdictOf } from './sentences.ts';

/** Which guardrail, by how much, and what the arm brought for it. */
export function describeBreach(test: JudgedTest, verdict: VerdictOf<'guardrail_breached'>): Sentences {
  const name = armName(test.plan, verdict.arm);
  const check = test.judgement.guardrails.find(
    ({ variantId, guardrail }) => variantId === verdict.arm && guardrail === verdict.guardrail,
  );
  const breach: Phrase = check === undefined ? say`its guardrail is breached` : sayBreach(test, check);
  const harm = isSoFar(test) ? say`${name} does harm so far: ${breach}.` : say`${name} does harm: ${breach}.`;
  return {
    sentence: joinWith(' ', [harm, [...sayArms(test), '.']]),
    why: say`The harm is beyond chance, so this variant cannot win, whatever else it brings.`,
    next: say`Do not use ${name}; take another variant, or change what does the harm and test again.`,
  };
}

import type { JudgedTest } from '../../experiments/judged-test.ts';
import { text } from '../figure.ts';
import { armName } from './arm-name.ts';
import { sayBreach } from './guardrail-words.ts';
import { sayArms } from './open-words.ts';
import { soFar } from './randomised.ts';
import type { Sentences, VerdictOf } from './sentences.ts';

/** Which guardrail, by how much, and what the arm brought for it. */
export function describeBreach(test: JudgedTest, verdict: VerdictOf<'guardrail_breached'>): Sentences {
  const name = text(armName(test.plan, verdict.arm));
  const check = test.judgement.guardrails.find(
    ({ variantId, guardrail }) => variantId === verdict.arm && guardrail === verdict.guardrail,
  );
  return {
    sentence: [
      name,
      ' does harm',
      soFar(test),
      ': ',
      ...(check === undefined ? ['its guardrail is breached'] : sayBreach(test, check)),
      '. ',
      ...sayArms(test),
      '.',
    ],
    why: ['The harm is beyond chance, so this variant cannot win, whatever else it brings.'],
    next: ['Do not use ', name, '; take another variant, or change what does the harm and test again.'],
  };
}

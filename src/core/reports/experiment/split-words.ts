import type { SplitCheck } from '../../experiments/judgement.ts';
import type { ExperimentPlan } from '../../experiments/plan.ts';
import { count, type Phrase, points, pValue, rate, say } from '../figure.ts';
import { joinPhrases, joinWith } from '../words.ts';
import { armName } from './arm-name.ts';

/** "Variant A 15,600 (52.0 %, planned 50 %) and Variant B 14,400 (48.0 %, planned 50 %)". */
export function saySplit(plan: ExperimentPlan, { observed, planned }: SplitCheck): Phrase {
  const all = observed.reduce((sum, one) => sum + one, 0);
  return joinPhrases(
    observed.map((assigned, position): Phrase => {
      const arm = plan.arms[position];
      const name = armName(plan, arm?.variantId ?? String(position + 1));
      const [contacts, share] = [count(assigned), rate(planned[position] ?? 0)];
      return all === 0
        ? say`${name} ${contacts} (planned ${share})`
        : say`${name} ${contacts} (${rate(assigned / all)}, planned ${share})`;
    }),
  );
}

/** One line for every report: is the split as planned, by how much is it off, and which check says so. */
export function saySplitCheck(plan: ExperimentPlan, split: SplitCheck): Phrase {
  const off: Phrase = split.deviation === 0 ? [] : say`largest deviation ${points(split.deviation)}`;
  return [...joinWith('; ', [sayWord(plan, split), off, sayMethod(split)]), '.'];
}

function sayWord(plan: ExperimentPlan, split: SplitCheck): Phrase {
  if (split.isAlarm) return say`not as planned: ${saySplit(plan, split)}`;
  return split.isWarning ? say`as planned, with a warning: ${saySplit(plan, split)}` : say`as planned`;
}

function sayMethod({ method, p, isAlarm }: SplitCheck): Phrase {
  switch (method) {
    case 'quota':
      return say`cut by quota, so compared with the plan itself`;
    case 'chi-square':
      return p === null ? [] : say`one look, chi-square p ${pValue(p)}`;
    case 'sequential':
      return joinWith(', ', [
        isAlarm
          ? say`the check that holds at any number of looks gives the alarm`
          : say`the check that holds at any number of looks is silent`,
        p === null ? [] : say`chi-square p ${pValue(p)}`,
      ]);
  }
}

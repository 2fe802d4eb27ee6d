import type { SplitCheck } from '../../experiments/judgement.ts';
import type { ExperimentPlan } from '../../experiments/plan.ts';
import { count, type Phrase, points, pValue, rate, text } from '../figure.ts';
import { joinPhrases } from '../words.ts';
import { armName } from './arm-name.ts';

/** "Variant A 15,600 (52.0 %, planned 50 %) and Variant B 14,400 (48.0 %, planned 50 %)". */
export function saySplit(plan: ExperimentPlan, { observed, planned }: SplitCheck): Phrase {
  const all = observed.reduce((sum, one) => sum + one, 0);
  return joinPhrases(
    observed.map((assigned, position): Phrase => {
      const arm = plan.arms[position];
      const name: Phrase = arm === undefined ? [] : [text(armName(plan, arm.variantId)), ' '];
      const share: Phrase = all === 0 ? [] : [rate(assigned / all), ', '];
      return [...name, count(assigned), ' (', ...share, 'planned ', rate(planned[position] ?? 0), ')'];
    }),
  );
}

/** One line for every report: is the split as planned, by how much is it off, and which check says so. */
export function saySplitCheck(plan: ExperimentPlan, split: SplitCheck): Phrase {
  const arms: Phrase = split.isAlarm || split.isWarning ? [': ', ...saySplit(plan, split)] : [];
  const word = split.isAlarm
    ? 'not as planned'
    : split.isWarning
      ? 'as planned, with a warning'
      : 'as planned';
  const off: Phrase = split.deviation === 0 ? [] : ['; largest deviation ', points(split.deviation)];
  return [word, ...arms, ...off, ...sayMethod(split), '.'];
}

function sayMethod({ method, p, isAlarm }: SplitCheck): Phrase {
  switch (method) {
    case 'quota':
      return ['; cut by quota, so compared with the plan itself'];
    case 'chi-square':
      return p === null ? [] : ['; one look, chi-square p ', pValue(p)];
    case 'sequential':
      return [
        isAlarm
          ? '; the check that holds at any number of looks gives the alarm'
          : '; the check that holds at any number of looks is silent',
        ...(p === null ? [] : [', chi-square p ', pValue(p)]),
      ];
  }
}

import { benjaminiHochberg, holm } from '../adjust-p-values.ts';
import { type ChiSquare, chiSquareSamples } from '../chi-square.ts';
import { cochranArmitage } from '../cochran-armitage.ts';
import { readProportions, refuse } from './case-reader.ts';
import { noP, pAnswer } from './p-answer.ts';
import type { CaseAnswer, StatsMethod } from './stats-method.ts';

const NO_VARIANCE = 'nobody or everybody succeeded or an arm is empty, so there is no variance to test with';

export const MANY_RATE_METHODS: readonly StatsMethod[] = [
  {
    family: 'chisq_k_sample',
    question: 'Do several arms differ in their rate at all? For one look.',
    input: '{ x: [..], n: [..] }',
    answer: (input) => chiSquareAnswer(chiSquareSamples(readProportions(input, 2)), NO_VARIANCE),
  },
  {
    family: 'cochran_armitage',
    question: 'Does the rate rise or fall with the score of the arm (5, 10, 15 % off)? For one look.',
    input: '{ x: [..], n: [..], scores?: [..] (0, 1, 2 .. unless said) }',
    answer: (input) => {
      const arms = readProportions(input, 2);
      const scores = input.has('scores') ? input.reals('scores') : arms.map((_, place) => place);
      if (scores.length !== arms.length)
        refuse('scores', `a list as long as n, ${arms.length} entries`, scores);
      if (new Set(scores).size < 2) refuse('scores', 'two different scores at least', scores);
      const trend = cochranArmitage(arms, scores);
      if (trend === null) return { z: null, chi2: null, slope: null, ...noP('p_two_sided', NO_VARIANCE) };
      const { z, slope, logP } = trend;
      return { z, chi2: z * z, slope, ...pAnswer('p_two_sided', logP) };
    },
  },
  {
    family: 'p_adjust',
    question: 'What remains of several p values when all are looked at together?',
    input: '{ p: [..], method: "holm" | "BH" }',
    answer: (input) => {
      const p = input.reals('p', { min: 0, max: 1 });
      const method = input.word('method', ['holm', 'BH']);
      return { adjusted: method === 'holm' ? holm(p) : benjaminiHochberg(p) };
    },
  },
];

export function chiSquareAnswer(tested: ChiSquare | null, reason: string): CaseAnswer {
  if (tested === null) return { chi2: null, df: null, ...noP('p', reason) };
  return { chi2: tested.chiSquare, df: tested.df, ...pAnswer('p', tested.logP) };
}

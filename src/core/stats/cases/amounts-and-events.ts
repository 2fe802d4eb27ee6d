import { poissonRateRatio } from '../poisson-rate-ratio.ts';
import { welchT } from '../welch-t.ts';
import { noP, pAnswer } from './p-answer.ts';
import type { StatsMethod } from './stats-method.ts';
import { readConfidence } from './two-rates.ts';

export const AMOUNT_AND_EVENT_METHODS: readonly StatsMethod[] = [
  {
    family: 'welch_t',
    question: 'Do two means differ, variances unequal? From mean, variance (n - 1) and n; for one look.',
    input: '{ mean_a, var_a, n_a, mean_b, var_b, n_b, conf? }',
    answer: (input) => {
      const sample = (arm: 'a' | 'b') => ({
        mean: input.real(`mean_${arm}`),
        variance: input.real(`var_${arm}`, { min: 0 }),
        n: input.whole(`n_${arm}`, { min: 2 }),
      });
      const [a, b] = [sample('a'), sample('b')];
      const tested = welchT(a, b, readConfidence(input));
      if (tested === null) {
        const reason = 'neither arm varies, so there is no variance to test with';
        return { diff: b.mean - a.mean, t: null, df: null, ...noP('p_two_sided', reason) };
      }
      const { difference, t, df, logP, interval } = tested;
      return { diff: difference, t, df, ...pAnswer('p_two_sided', logP), ...interval };
    },
  },
  {
    family: 'poisson_rate_ratio',
    question:
      'How many times as often does it happen in b as in a? Exact; events x over exposures t; for one look.',
    input: '{ x_a, t_a, x_b, t_b, conf? }',
    answer: (input) => {
      const count = (arm: 'a' | 'b') => ({
        events: input.whole(`x_${arm}`),
        exposure: input.real(`t_${arm}`, { above: 0 }),
      });
      const tested = poissonRateRatio(count('a'), count('b'), readConfidence(input));
      if (tested === null)
        return { ratio: null, lower: null, upper: null, ...noP('p_two_sided', 'no event') };
      const { ratio, lower, upper, logP } = tested;
      const open = ratio === null ? { reason: 'a has no event, so the ratio has no upper limit' } : {};
      return { ratio, lower, upper, ...pAnswer('p_two_sided', logP), ...open };
    },
  },
];

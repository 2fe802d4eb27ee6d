import { logNegativeBinomial, negativeBinomialAtLeast } from '../negative-binomial.ts';
import type { StatsMethod } from './stats-method.ts';

export const COUNT_METHODS: readonly StatsMethod[] = [
  {
    family: 'negative_binomial',
    question: 'How usual are so few or so many events when the rate differs from one to another?',
    input: '{ x, shape, mean } (shape small = they differ widely)',
    answer: (input) => {
      const x = input.whole('x', { max: 10_000 });
      const shape = input.real('shape', { above: 0 });
      const mean = input.real('mean', { above: 0 });
      return {
        log_p: logNegativeBinomial(x, shape, mean),
        at_least: negativeBinomialAtLeast(x, shape, mean),
      };
    },
  },
];

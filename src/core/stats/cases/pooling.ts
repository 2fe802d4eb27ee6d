import { bayesArms } from '../beta-binomial.ts';
import { poolRandomEffects } from '../random-effects.ts';
import { readProportions, refuse } from './case-reader.ts';
import type { StatsMethod } from './stats-method.ts';

export const POOLING_METHODS: readonly StatsMethod[] = [
  {
    family: 'bayes',
    question:
      'Which arm is probably best, and what does choosing it cost on average? Describes, never decides.',
    input: '{ x: [..], n: [..], prior_alpha? (1), prior_beta? (1) }',
    answer: (input) => {
      const arms = readProportions(input, 2);
      const alpha = input.real('prior_alpha', { above: 0, max: 1e9, else: 1 });
      const beta = input.real('prior_beta', { above: 0, max: 1e9, else: 1 });
      // a prior is so many successes and failures seen before; bayesArms itself starts from one of each
      const seen = arms.map(({ successes, n }) => ({
        successes: successes + (alpha - 1),
        n: n + (alpha - 1) + (beta - 1),
      }));
      const answers = bayesArms(seen);
      return {
        prob_best: answers.map((arm) => arm.probabilityBest),
        expected_loss: answers.map((arm) => arm.expectedLoss),
        posterior_mean: answers.map((arm) => arm.posteriorMean),
      };
    },
  },
  {
    family: 'random_effects',
    question:
      'What do several tests of one theme say together (DerSimonian-Laird, Hartung-Knapp interval, 95 %)?',
    input: '{ estimate: [..], variance: [..] }',
    answer: (input) => {
      const estimate = input.reals('estimate');
      const variance = input.reals('variance', { above: 0 });
      if (variance.length !== estimate.length)
        refuse('variance', `a list as long as estimate, ${estimate.length} entries`, variance);
      const pooled = poolRandomEffects(
        estimate.map((one, place) => ({ estimate: one, variance: variance[place] ?? 0 })),
      );
      if (pooled === null) return { estimate: null, reason: 'there is nothing to pool' };
      const { lower, upper, tauSquared, iSquared, q } = pooled;
      return {
        estimate: pooled.estimate,
        lower,
        upper,
        tau2: tauSquared,
        i2: iSquared,
        q,
        df: estimate.length - 1,
      };
    },
  },
];

import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../src/core/failure.ts';
import { answerCase, parseCase } from '../../../../src/core/stats/cases/answer-case.ts';
import { STATS_METHODS } from '../../../../src/core/stats/cases/catalogue.ts';

/** The message of the refusal; a case that is answered fails the test. */
function refusal(family: string, json: unknown): string {
  try {
    return `answered: ${JSON.stringify(answerCase(family, json))}`;
  } catch (error) {
    return error instanceof Failure ? `${error.code}: ${error.message}` : `not a failure: ${String(error)}`;
  }
}

const TWO = { x_a: 3, n_a: 60, x_b: 4, n_b: 60 };

describe('a case that cannot be', () => {
  test.each([
    ['fewer than none', { ...TWO, x_b: -1 }, 'x_b: must be a whole number at least 0 and at most 60, is -1'],
    ['half a contact', { ...TWO, x_b: 1.5 }, 'x_b: must be a whole number at least 0 and at most 60, is 1.5'],
    [
      'more clicks than contacts',
      { ...TWO, x_b: 61 },
      'x_b: must be a whole number at least 0 and at most 60, is 61',
    ],
    [
      'somebody of nobody',
      { ...TWO, x_b: 1, n_b: 0 },
      'x_b: must be a whole number at least 0 and at most 0, is 1',
    ],
    [
      'a missing key',
      { x_a: 3, n_a: 60, x_b: 4 },
      'n_b: must be a whole number at least 0 and at most 10000000000, is missing',
    ],
    [
      'a number as text',
      { ...TWO, x_a: '3' },
      'x_a: must be a whole number at least 0 and at most 60, is "3"',
    ],
    [
      'infinitely many',
      parseCase('{"x_a":3,"n_a":1e999,"x_b":4,"n_b":60}'),
      'n_a: must be a whole number at least 0 and at most 10000000000, is null',
    ],
  ])('%s is refused by every method of two rates', (_, input, message) => {
    for (const family of [
      'two_proportion_z',
      'newcombe_hybrid_score',
      'miettinen_nurminen',
      'agresti_caffo',
      'fisher_exact',
      'relative_lift',
    ])
      expect(refusal(family, input)).toBe(`bad-input: ${message}`);
  });

  test.each([
    ['wilson', { x: 5, n: 4 }, 'x: must be'],
    ['wilson', { x: 1, n: 4, conf: 95 }, 'conf: must be a number above 0 and below 1, is 95'],
    ['wilson', { x: 1, n: 4, conf: 0.9, z: 2 }, 'z: must be given without conf'],
    ['chisq_k_sample', { x: [1], n: [4] }, 'n: must be a list of at least 2'],
    ['chisq_k_sample', { x: [1, 2, 3], n: [4, 4] }, 'x: must be a list as long as n'],
    ['chisq_k_sample', { x: [1, 5], n: [4, 4] }, 'x[1]: must be a whole number from 0 to n[1] = 4, is 5'],
    ['cochran_armitage', { x: [1, 2], n: [4, 4], scores: [1, 1] }, 'scores: must be two different scores'],
    ['srm_chisq', { observed: [5, 5], weights: [0.5, 0.6] }, 'weights: must be shares that add up to 1'],
    [
      'srm_chisq',
      { observed: [5, 5], weights: [1, 0] },
      'weights[1]: must be above 0, since 5 are counted there',
    ],
    [
      'srm_chisq',
      { observed: [5, 0], weights: [1, 0] },
      'weights: must be a list with at least two shares above 0',
    ],
    ['srm_sequential', { cumulative: [5, -5], weights: [0.5, 0.5] }, 'cumulative[1]: must be a whole number'],
    ['srm_sequential', { cumulative: [5], weights: [1] }, 'weights: must be a list with at least two'],
    [
      'srm_sequential',
      { cumulative: [5, 5], weights: [0.5, 0.5], dirichlet_alpha: [0, 1] },
      'dirichlet_alpha: must be above 0',
    ],
    [
      'p_adjust',
      { p: [0.1, 1.2], method: 'holm' },
      'p[1]: must be a number at least 0 and at most 1, is 1.2',
    ],
    ['p_adjust', { p: [0.1], method: 'none' }, 'method: must be one of holm, BH, is "none"'],
    ['p_adjust', { p: [], method: 'BH' }, 'p: must be a list with at least one entry, is []'],
    [
      'welch_t',
      { mean_a: 1, var_a: -1, n_a: 5, mean_b: 1, var_b: 1, n_b: 5 },
      'var_a: must be a number at least 0, is -1',
    ],
    [
      'welch_t',
      { mean_a: 1, var_a: 1, n_a: 1, mean_b: 1, var_b: 1, n_b: 5 },
      'n_a: must be a whole number at least 2',
    ],
    ['poisson_rate_ratio', { x_a: 1, t_a: 0, x_b: 1, t_b: 1 }, 't_a: must be a number above 0, is 0'],
    ['sample_size_two_proportions', { p1: 0.04, p2: 0.04 }, 'p2: must be another rate than p1'],
    ['sample_size_two_proportions', { p1: 4, p2: 5 }, 'p1: must be a number at least 0 and at most 1, is 4'],
    [
      'seq_mixture_critical_value',
      { information_fraction: 0 },
      'information_fraction: must be a number above 0',
    ],
    [
      'seq_mixture_critical_value',
      { information_fraction: 1, alpha: 1 },
      'alpha: must be a number above 0 and below 1',
    ],
    ['kaplan_meier', { time: [1, 2], event: [1] }, 'event: must be a list as long as time'],
    ['kaplan_meier', { time: [1, -2], event: [1, 0] }, 'time[1]: must be a number at least 0, is -2'],
    ['kaplan_meier', { time: [1, 2], event: [1, 2] }, 'event[1]: must be a whole number'],
    [
      'log_rank',
      { time: [1, 2], event: [1, 1], group: ['a', 'a'] },
      'group: must be a list with at least two',
    ],
    ['bayes', { x: [1, 9], n: [5, 5] }, 'x[1]: must be a whole number from 0 to n[1] = 5, is 9'],
    ['random_effects', { estimate: [1, 2], variance: [1, 0] }, 'variance[1]: must be a number above 0, is 0'],
    [
      'revenue_difference',
      { n_a: 2, sum_a: 10, sum_squares_a: 1, n_b: 2, sum_b: 1, sum_squares_b: 1 },
      'sum_squares_a: must be at least',
    ],
    [
      'verdict',
      {
        arms: [{ id: 'A', weight: 0.5, assigned: 'many' }],
        planned_total_n: 1,
        planned_rate: 0.1,
        mde_abs: 0.1,
      },
      'arms[0].assigned: must be a number',
    ],
    [
      'verdict',
      { planned_total_n: 1, planned_rate: 0.1, mde_abs: 0.1 },
      'arms: must be a list with at least one entry, is missing',
    ],
  ])('%s refuses %j', (family, input, message) => {
    expect(refusal(family, input)).toContain(`bad-input: ${message}`);
  });

  test.each([null, 3, 'x', [], [{}]])('a case that is %j is refused with the shape that is asked', (json) => {
    expect(refusal('wilson', json)).toContain('bad-input: a case must be a JSON object, wilson takes { x, n');
  });

  test('a case of another family is refused, of this one answered', () => {
    const input = { x: 4, n: 25 };
    expect(refusal('wilson', { family: 'bayes', input })).toBe(
      'bad-input: family: the case is of "bayes", asked was wilson',
    );
    expect(answerCase('wilson', { family: 'wilson', id: '1', input })).toEqual(answerCase('wilson', input));
    expect(refusal('wilson', { family: 'wilson', input: 5 })).toContain(
      'bad-input: input: must be an object',
    );
  });

  test('an unknown method is refused', () => {
    expect(refusal('wislon', { x: 1, n: 2 })).toContain(
      'bad-input: unknown method "wislon"; sms-reports stats --list',
    );
  });

  test.each(['', ' \n'])('nothing at all is refused', (text) => {
    expect(() => parseCase(text)).toThrow(/^standard input is empty/);
  });

  test('what is not JSON is refused in one line', () => {
    expect(() => parseCase('{"x": 1,\n n: 2}')).toThrow(/^standard input is not JSON; send one JSON case$/);
  });

  test.each(STATS_METHODS.map(({ family }) => family))('%s refuses an empty case', (family) => {
    expect(refusal(family, {})).toMatch(/^bad-input: [a-z0-9_]+: must be .*, is missing$/);
  });
});

describe('an answer', () => {
  test('names keys it did not read', () => {
    const answer = answerCase('wilson', { x: 4, n: 25, confidence: 0.99 });
    expect(answer['ignored']).toEqual(['confidence']);
  });

  test.each([
    ['two_proportion_z', { x_a: 0, n_a: 10, x_b: 0, n_b: 99 }, ['z', 'p_two_sided']],
    ['two_proportion_z', { x_a: 0, n_a: 0, x_b: 4, n_b: 60 }, ['diff', 'z', 'p_two_sided']],
    ['newcombe_hybrid_score', { x_a: 3, n_a: 60, x_b: 0, n_b: 0 }, ['diff', 'lower', 'upper']],
    ['miettinen_nurminen', { x_a: 0, n_a: 0, x_b: 4, n_b: 60 }, ['diff', 'lower', 'upper']],
    ['agresti_caffo', { x_a: 0, n_a: 0, x_b: 0, n_b: 0 }, ['diff', 'lower', 'upper']],
    ['fisher_exact', { x_a: 0, n_a: 0, x_b: 4, n_b: 60 }, ['p_two_sided']],
    ['relative_lift', { x_a: 3, n_a: 60, x_b: 0, n_b: 0 }, ['lift', 'lower', 'upper']],
    ['wilson', { x: 0, n: 0 }, ['rate', 'lower', 'upper']],
    ['chisq_k_sample', { x: [0, 4], n: [0, 60] }, ['chi2', 'df', 'p']],
    ['cochran_armitage', { x: [0, 4], n: [0, 60] }, ['z', 'p_two_sided']],
    [
      'always_valid_p',
      { x_a: 0, n_a: 0, x_b: 4, n_b: 60, planned_total_n: 99, planned_rate: 0.1 },
      ['z', 'p_always_valid'],
    ],
    [
      'revenue_difference',
      { n_a: 0, sum_a: 0, sum_squares_a: 0, n_b: 2, sum_b: 1, sum_squares_b: 1 },
      ['diff', 'z', 'p_two_sided'],
    ],
    ['chisq_k_sample', { x: [5, 9], n: [5, 9] }, ['chi2', 'p']],
    ['cochran_armitage', { x: [0, 0], n: [5, 9] }, ['z', 'p_two_sided']],
    ['welch_t', { mean_a: 1, var_a: 0, n_a: 5, mean_b: 2, var_b: 0, n_b: 5 }, ['t', 'p_two_sided']],
    ['poisson_rate_ratio', { x_a: 0, t_a: 1, x_b: 3, t_b: 1 }, ['ratio', 'upper']],
    ['srm_chisq', { observed: [0, 0], weights: [0.5, 0.5] }, ['chi2', 'p']],
    ['relative_lift', { x_a: 0, n_a: 10, x_b: 3, n_b: 10 }, ['lift', 'upper']],
    ['kaplan_meier', { time: [1, 2, 3], event: [1, 0, 0] }, ['median']],
    ['mde_two_proportions', { p1: 0.5, n_a: 3, n_b: 3 }, ['mde_abs']],
    [
      'always_valid_p',
      { x_a: 0, n_a: 9, x_b: 0, n_b: 9, planned_total_n: 99, planned_rate: 0.1 },
      ['z', 'p_always_valid'],
    ],
  ])('of %s that does not exist is null with a reason', (family, input, keys) => {
    const answer = answerCase(family, input);
    for (const key of keys) expect(answer[key]).toBeNull();
    expect(answer['reason']).toEqual(expect.any(String));
  });

  test.each([
    ['normal_two_sided', { z: 38 }, 'p_two_sided'],
    ['two_proportion_z', { x_a: 0, n_a: 1e8, x_b: 1e6, n_b: 1e8 }, 'p_two_sided'],
    ['fisher_exact', { x_a: 0, n_a: 1e5, x_b: 1e4, n_b: 1e5 }, 'p_two_sided'],
    ['chisq_k_sample', { x: [0, 1e6, 2e6], n: [1e8, 1e8, 1e8] }, 'p'],
    ['srm_chisq', { observed: [51e6, 49e6], weights: [0.5, 0.5] }, 'p'],
    ['cochran_armitage', { x: [0, 1e6], n: [1e8, 1e8] }, 'p_two_sided'],
    ['welch_t', { mean_a: 0, var_a: 1, n_a: 1e6, mean_b: 1, var_b: 1, n_b: 1e6 }, 'p_two_sided'],
    ['poisson_rate_ratio', { x_a: 0, t_a: 1, x_b: 3000, t_b: 1 }, 'p_two_sided'],
    ['always_valid_p', { z: 60, information_fraction: 1 }, 'p_always_valid'],
  ])('of %s with a p below 1e-300 says so and keeps its logarithm', (family, input, key) => {
    const answer = answerCase(family, input);
    expect(answer[key]).toBeNull();
    expect(answer['p_text']).toBe('< 1e-300');
    expect(answer['log10_p']).toBeLessThan(-300);
  });
});

import { chiSquareFit } from '../chi-square.ts';
import { dirichletEvidence } from '../dirichlet-evidence.ts';
import { type CaseReader, refuse } from './case-reader.ts';
import { chiSquareAnswer } from './many-rates.ts';
import type { StatsMethod } from './stats-method.ts';

/** statistics.md 2: prior weight of the plan, and one false alarm in a thousand. */
const CONCENTRATION = 1000;
const ALARM = Math.log(1000);
/** Expected contacts below which the chi-square p is rough. */
const SMALLEST_EXPECTED = 5;
/** Rulings A.9: shares that miss 1 by more are refused, not mended. */
const SHARES_MAY_MISS = 0.001;

export const SPLIT_METHODS: readonly StatsMethod[] = [
  {
    family: 'srm_chisq',
    question: 'Are contacts split as planned? For one look at final counts; shares add up to 1.',
    input: '{ observed: [..], weights: [..] }',
    answer: (input) => fitAnswer(readSplit(input, 'observed')),
  },
  {
    family: 'srm_sequential',
    question: 'The same at any number of looks; an alarm from a Bayes factor of 1000 on.',
    input: '{ cumulative: [..], weights: [..], dirichlet_alpha?: [..] (1000 times the share unless said) }',
    answer: (input) => {
      const { counts, shares, places } = readSplit(input, 'cumulative');
      const alpha = input.has('dirichlet_alpha')
        ? readAlpha(input, places)
        : shares.map((share) => share * CONCENTRATION);
      const logBayesFactor = dirichletEvidence(counts, shares, alpha);
      return { log_bayes_factor: logBayesFactor, is_alarm: logBayesFactor >= ALARM };
    },
  },
  {
    family: 'chisq_gof',
    question: 'Do any counts follow these shares? For one look; shares add up to 1.',
    input: '{ observed: [..], weights: [..] }',
    answer: (input) => fitAnswer(readSplit(input, 'observed')),
  },
];

/** Arms of share 0 that have nobody are left out; `places` are those that stay. */
type Split = {
  readonly counts: readonly number[];
  readonly shares: readonly number[];
  readonly places: readonly number[];
};

function readSplit(input: CaseReader, key: string): Split {
  const counts = input.wholes(key);
  const weights = input.reals('weights', { min: 0 });
  if (weights.length !== counts.length)
    refuse('weights', `a list as long as ${key}, ${counts.length} entries`, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) > SHARES_MAY_MISS + 1e-12)
    refuse('weights', `shares that add up to 1 within ${SHARES_MAY_MISS}`, weights);
  const unplanned = counts.findIndex((count, place) => count > 0 && weights[place] === 0);
  if (unplanned >= 0)
    refuse(`weights[${unplanned}]`, `above 0, since ${counts[unplanned]} are counted there`, 0);
  const places = [...weights.keys()].filter((place) => (weights[place] ?? 0) > 0);
  if (places.length < 2) refuse('weights', 'a list with at least two shares above 0', weights);
  return {
    counts: places.map((place) => counts[place] ?? 0),
    shares: places.map((place) => (weights[place] ?? 0) / total),
    places,
  };
}

function readAlpha(input: CaseReader, places: readonly number[]): readonly number[] {
  const alpha = input.reals('dirichlet_alpha', { min: 0, max: 1e12 });
  const used = places.map((place) => alpha[place] ?? 0);
  return used.every((one) => one > 0)
    ? used
    : refuse('dirichlet_alpha', 'above 0 for every share above 0', alpha);
}

function fitAnswer({ counts, shares }: Split) {
  const answer = chiSquareAnswer(chiSquareFit(counts, shares), 'nobody was counted');
  const n = counts.reduce((sum, count) => sum + count, 0);
  const isRough = n > 0 && shares.some((share) => share * n < SMALLEST_EXPECTED);
  return isRough ? { ...answer, note: 'fewer than 5 are expected in one place, so p is rough' } : answer;
}

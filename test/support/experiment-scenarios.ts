import type { ExperimentInput } from '../../src/core/reports/experiment-input.ts';
import { buildTest } from './build-judged-test.ts';
import { at, buildPerformance } from './build-performance.ts';

/** A week of tests, fresh and final; a scenario states its tests. */
export function buildExperiment(different: Partial<ExperimentInput> = {}): ExperimentInput {
  const { locale, window, days, asOf, newest, usualSilenceSeconds, staleAfterSeconds, filter, notices, run } =
    buildPerformance();
  return {
    title: 'SMS tests',
    locale,
    window,
    days,
    asOf,
    newest,
    usualSilenceSeconds,
    staleAfterSeconds,
    filter,
    notices,
    run: { ...run, reproduce: run.reproduce.replace('performance', 'experiment') },
    tests: [],
    memory: null,
    ...different,
  };
}

const SHORT = { id: 'v-2', label: 'Short CTA' };
const LONG = { id: 'v-1', label: 'Long CTA', isControl: true };

export const WINNER = buildTest({
  arms: [
    { ...LONG, counts: { assigned: 15_004, clicking: 300 } },
    {
      ...SHORT,
      counts: {
        assigned: 14_996,
        clicking: 480,
        conversions: [{ kind: 'purchase', contacts: 120, events: 125 }],
        revenue: [
          { kind: 'purchase', currency: 'EUR', contacts: 120, sumMicro: 4_800_000_000, sumSquares: 2.4e17 },
        ],
      },
    },
  ],
  plan: { theme: 'call to action first or last' },
  looks: { stored: 9, firstWinner: { look: 7, asOf: at('2026-11-19T08:00'), arm: 'v-2' } },
});

export const TOO_EARLY = buildTest({
  campaign: { id: 'c-302', name: 'VIP preview & gifts' },
  arms: [
    { id: 'v-3', label: 'A', counts: { assigned: 3_110, clicking: 61 } },
    { id: 'v-4', label: 'B', counts: { assigned: 3_090, clicking: 74 } },
  ],
  plan: { tested: 'text', plannedContacts: 30_000 },
  counts: {
    isAssignmentFinal: false,
    isClosed: false,
    matureShare: 0.62,
    lastAssignedAt: at('2026-11-22T18:00'),
  },
  looks: { stored: 2, firstWinner: null },
});

export const SPLIT_OFF = buildTest({
  campaign: { id: 'c-303', name: 'November news' },
  arms: [
    { id: 'v-5', label: 'A', counts: { assigned: 15_600, clicking: 300 } },
    { id: 'v-6', label: 'B', counts: { assigned: 14_400, clicking: 480 } },
  ],
  plan: { tested: 'link' },
});

export const GUARDRAIL = buildTest({
  campaign: { id: 'c-304', name: 'Black Friday, early' },
  arms: [
    { id: 'v-7', label: 'A', isControl: true, counts: { clicking: 300, optedOut: 45 } },
    { id: 'v-8', label: 'B', counts: { clicking: 330, optedOut: 190 } },
  ],
  plan: { tested: 'offer' },
});

export const TIE = buildTest({
  campaign: { id: 'c-305', name: 'Four ways to say it' },
  arms: [
    { id: 'v-a', counts: { clicking: 300 } },
    { id: 'v-b', counts: { clicking: 520 } },
    { id: 'v-c', counts: { clicking: 510 } },
    { id: 'v-d', counts: { clicking: 290 } },
  ],
  plan: { tested: 'text' },
});

export const HOLDOUT = buildTest({
  campaign: { id: 'c-306', name: 'Spring catalogue' },
  arms: [
    {
      id: 'mens',
      label: 'Mens e-mail',
      counts: {
        assigned: 21_307,
        clicking: 900,
        conversions: [
          { kind: 'visit', contacts: 3_894, events: 3_894 },
          { kind: 'purchase', contacts: 267, events: 267 },
        ],
      },
    },
    {
      id: 'womens',
      label: 'Womens e-mail',
      counts: {
        assigned: 21_387,
        clicking: 700,
        conversions: [
          { kind: 'visit', contacts: 3_238, events: 3_238 },
          { kind: 'purchase', contacts: 189, events: 189 },
        ],
      },
    },
    {
      id: 'none',
      label: 'No message',
      isHoldout: true,
      counts: {
        assigned: 21_306,
        conversions: [
          { kind: 'visit', contacts: 2_262, events: 2_262 },
          { kind: 'purchase', contacts: 122, events: 122 },
        ],
      },
    },
  ],
  plan: {
    tested: 'offer',
    primary: { kind: 'conversion', of: 'visit' },
    plannedRate: 0.12,
    plannedContacts: 64_000,
  },
});

/** Whole situations; the models are test/golden/experiment.<name>.json. */
export const EXPERIMENT_SCENARIOS: Readonly<Record<string, ExperimentInput>> = {
  winner: buildExperiment({ tests: [WINNER] }),
  'too-early': buildExperiment({ tests: [TOO_EARLY] }),
  'split-off': buildExperiment({ tests: [SPLIT_OFF] }),
  guardrail: buildExperiment({ tests: [GUARDRAIL] }),
  'tie-of-four': buildExperiment({ tests: [TIE] }),
  holdout: buildExperiment({ tests: [HOLDOUT] }),
  'all-at-once': buildExperiment({ tests: [TOO_EARLY, WINNER, SPLIT_OFF, GUARDRAIL, TIE, HOLDOUT] }),
  'no-tests': buildExperiment(),
};

import type { Cohort } from '../../src/core/counts.ts';
import { metricById } from '../../src/core/metrics/catalogue.ts';
import { measure } from '../../src/core/metrics/measure.ts';
import type { MailedReport } from '../../src/core/reports/mailed-report.ts';
import type { CampaignCohort, PerformanceInput } from '../../src/core/reports/performance-input.ts';
import { rulesNow } from '../../src/core/reports/report-rules.ts';
import { buildHealth, OUTAGE } from './audience-health-scenarios.ts';
import { addCohorts, type Blast, buildBlast } from './build-cohort.ts';
import { at, buildPerformance } from './build-performance.ts';
import { GUARDRAIL, SPLIT_OFF, TOO_EARLY, WINNER } from './experiment-scenarios.ts';
import { buildListHealth } from './list-health-scenarios.ts';
import { TRUTH_SCENARIOS } from './truth-scenarios.ts';

/** Campaigns of one week that add up to its total. */
function week(campaigns: Readonly<Record<string, Blast>>): Pick<PerformanceInput, 'campaigns' | 'total'> {
  const all = Object.entries(campaigns).map(
    ([name, blast], at): CampaignCohort => ({ id: `c-${501 + at}`, name, cohort: buildBlast(blast) }),
  );
  return { campaigns: all, total: addCohorts(all.map(({ cohort }) => cohort)) };
}

/** A week like those before it. */
const USUAL = week({
  'Weekend offers': { attempted: 52_000, clicking: 0.0724 },
  'New arrivals': { attempted: 50_000, clicking: 0.0711 },
});

/** Late receipts and clicks moved what last week's mail told. */
function mailedLastWeek(told: Cohort, now: Cohort): MailedReport {
  const rules = rulesNow(buildPerformance());
  const ids = ['delivery-rate', 'click-through', 'opt-out-rate'] as const;
  return {
    runId: '4690',
    window: {
      from: at('2026-11-09T00:00'),
      to: at('2026-11-16T00:00'),
      timezone: 'Europe/Oslo',
    },
    asOf: at('2026-11-16T08:00'),
    isPartial: false,
    rules,
    restated: [],
    figures: ids.map((metric) => ({
      ...measure(metricById(metric), told),
      metric,
      final: null,
      isPreliminary: false,
      rules,
    })),
    now,
  };
}

const GONE = buildBlast({ attempted: 12_400, delivered: 0, unknown: 0 });
const OLD_NUMBERS: Cohort = {
  ...GONE,
  counts: {
    ...GONE.counts,
    rejected: 0,
    expired: 0,
    undelivered: 12_400,
    failedPermanent: 12_400,
    failedTemporary: 0,
  },
};

const MANY = Object.fromEntries(
  Array.from({ length: 400 }, (_, at): readonly [string, Blast] => [
    `Store ${String(at + 1).padStart(3, '0')} – opening hours & offers`,
    { attempted: 240 + ((at * 37) % 160), clicking: 0.05 + ((at * 13) % 60) / 1000 },
  ]),
);

const SLOW_OPERATOR = week({
  'Black week opens': { attempted: 52_400, delivered: 0.829, unknown: 0.02, clicking: 0.071 },
  'New arrivals': { attempted: 50_000, clicking: 0.0711 },
});

/** What the field meets sooner or later; named as a reader would tell it. */
export const SITUATION_SCENARIOS: Readonly<Record<string, PerformanceInput>> = {
  'clear-winner': buildPerformance({ ...USUAL, tests: [WINNER] }),
  'too-early': buildPerformance({ ...USUAL, tests: [TOO_EARLY] }),
  'split-broken': buildPerformance({ ...USUAL, tests: [SPLIT_OFF] }),
  guardrail: buildPerformance({ ...USUAL, tests: [GUARDRAIL] }),
  'quiet-week': buildPerformance(USUAL),
  'first-week': buildPerformance({
    ...week({ Welcome: { attempted: 4_200, clicking: 0.081 } }),
    before: null,
    history: [],
  }),
  'missing-conversions': buildPerformance({
    ...USUAL,
    newest: { ...buildPerformance().newest, conversions: at('2026-11-17T03:00') },
    days: [
      { day: '2026-11-16', cohort: buildBlast({ attempted: 52_000, clicking: 0.0724 }) },
      { day: '2026-11-19', cohort: buildBlast({ attempted: 50_000, clicking: 0.0711, converting: 0 }) },
    ],
  }),
  outage: buildPerformance({
    ...SLOW_OPERATOR,
    audienceHealth: buildHealth({ anomalies: [OUTAGE] }),
    listHealth: buildListHealth({
      lastRun: {
        id: 12,
        asOf: at('2026-11-23T03:00'),
        heldBecause: null,
        outages: ['absent at telenor on 2026-11-20 between 09:00 and 11:00 UTC: 6120 of 7400 messages'],
      },
    }),
  }),
  'all-numbers-invalid': buildPerformance({
    total: OLD_NUMBERS,
    campaigns: [{ id: 'c-601', name: 'Win-back of 2019', cohort: OLD_NUMBERS }],
    listHealth: buildListHealth({
      lastRun: {
        id: 13,
        asOf: at('2026-11-23T03:00'),
        heldBecause: '12,400 of 54,210 reachable contacts would go, more than 5 %',
        outages: [],
      },
      waiting: [
        {
          reason: 'invalid_number',
          action: 'suppress',
          contacts: 12_400,
          savings: [{ currency: 'EUR', minMicro: 508_400_000, maxMicro: 1_016_800_000 }],
          revenueAtRisk: [],
          confidence: { least: 0.9, most: 0.95 },
        },
      ],
    }),
    reviewUrl: 'https://reports.example.com/recommendations',
  }),
  'mixed-currencies-week': buildPerformance(
    week({
      Deutschland: { attempted: 51_000, clicking: 0.072 },
      Norge: { attempted: 49_000, clicking: 0.071, currency: 'NOK', costEach: 0.48, revenueEach: 299 },
    }),
  ),
  'four-hundred-campaigns': buildPerformance(week(MANY)),
  restated: buildPerformance({
    ...USUAL,
    mailed: [
      mailedLastWeek(
        buildBlast({ attempted: 104_000, delivered: 0.912, clicking: 0.0612 }),
        buildBlast({ attempted: 104_000, clicking: 0.0716 }),
      ),
    ],
  }),
  ...TRUTH_SCENARIOS,
};

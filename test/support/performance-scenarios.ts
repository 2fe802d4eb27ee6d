import type { Cohort } from '../../src/core/counts.ts';
import { parseCondition } from '../../src/core/goals/condition.ts';
import { parseGoal } from '../../src/core/goals/goal.ts';
import type {
  CampaignCohort,
  DayCohort,
  HourCohort,
  PerformanceInput,
  SegmentCohort,
} from '../../src/core/reports/performance-input.ts';
import { addCohorts, buildBlast, buildCohort } from './build-cohort.ts';
import { at, buildPerformance, ZONE } from './build-performance.ts';
import { DETAIL_SCENARIOS } from './detail-scenarios.ts';
import { GUARDRAIL, SPLIT_OFF, TIE, TOO_EARLY, WINNER } from './experiment-scenarios.ts';
import { BUSY } from './list-health-scenarios.ts';

const AUTUMN_A = buildBlast({ attempted: 26_000, clicking: 0.088, converting: 0.0152, optingOut: 0.005 });
const AUTUMN_B = buildBlast({ attempted: 26_050, clicking: 0.101, converting: 0.0161, optingOut: 0.0052 });
const VIP = buildBlast({ attempted: 18_350, clicking: 0.0794, converting: 0.0118, optingOut: 0.0161 });
const NEWS = buildBlast({
  attempted: 48_000,
  clicking: 0.0604,
  converting: 0.0049,
  optingOut: 0.0071,
  unknown: 0.034,
  delivered: 0.94,
});

const AUTUMN = addCohorts([AUTUMN_A, AUTUMN_B]);
const TOTAL = addCohorts([AUTUMN, VIP, NEWS]);

const CAMPAIGNS: readonly CampaignCohort[] = [
  { id: 'c-301', name: 'Autumn Sale', cohort: AUTUMN },
  { id: 'c-302', name: 'VIP preview & gifts', cohort: VIP },
  { id: 'c-303', name: 'November news', cohort: NEWS },
];

const SEGMENTS: readonly SegmentCohort[] = [
  { id: 's-1', name: 'New customers', cohort: buildBlast({ attempted: 41_300, clicking: 0.094 }) },
  {
    id: 's-2',
    name: 'Loyal',
    cohort: buildBlast({ attempted: 44_100, clicking: 0.0803, optingOut: 0.0042 }),
  },
  {
    id: 's-3',
    name: 'Asleep',
    cohort: buildBlast({ attempted: 32_900, clicking: 0.058, optingOut: 0.0142 }),
  },
  { id: null, name: '', cohort: buildBlast({ attempted: 100, clicking: 0.06 }) },
];

const DAYS: readonly DayCohort[] = [
  ['2026-11-16', 0, 0],
  ['2026-11-17', 48_000, 0.0604],
  ['2026-11-18', 0, 0],
  ['2026-11-19', 52_050, 0.0945],
  ['2026-11-20', 60, 0.1],
  ['2026-11-21', 18_290, 0.0794],
].flatMap(([day, attempted, clicking]): DayCohort[] =>
  attempted === 0
    ? []
    : [
        {
          day: String(day),
          cohort: buildBlast({ attempted: Number(attempted), clicking: Number(clicking) }),
        },
      ],
);

const HOURS: readonly HourCohort[] = [
  [8, 40, 0.1],
  [9, 12_400, 0.061],
  [10, 35_600, 0.0602],
  [12, 9_300, 0.0781],
  [17, 30_150, 0.0931],
  [18, 21_900, 0.0965],
  [19, 9_010, 0.0812],
].map(([hour = 0, attempted = 0, clicking]) => ({
  hour,
  cohort: buildBlast({ attempted, clicking: clicking ?? 0 }),
}));

/** Nine weeks: weekday, hour, messages, share that clicks. */
const WEEK_HOURS: readonly HourCohort[] = [
  [0, 9, 31_000, 0.058],
  [0, 12, 4_100, 0.066],
  [1, 9, 92_400, 0.061],
  [1, 10, 61_600, 0.0602],
  [1, 12, 80, 0.1],
  [1, 17, 12_150, 0.081],
  [2, 12, 39_300, 0.0781],
  [2, 18, 2_040, 0.0931],
  [3, 7, 60, 0.02],
  [3, 10, 18_200, 0.0702],
  [3, 17, 130_150, 0.0931],
  [3, 18, 121_900, 0.0965],
  [3, 19, 29_010, 0.0812],
  [4, 11, 90, 0.05],
  [4, 16, 9_400, 0.0844],
  [4, 21, 2_600, 0.055],
  [5, 11, 18_350, 0.0794],
  [5, 12, 260, 0.13],
  [6, 19, 5_400, 0.0888],
  [6, 20, 110, 0.1],
].map(([day = 0, hour = 0, attempted = 0, clicking]) => ({
  hour: 24 * day + hour,
  cohort: buildBlast({ attempted, clicking: clicking ?? 0 }),
}));

const BUSY_WEEK: Partial<PerformanceInput> = {
  total: TOTAL,
  campaigns: CAMPAIGNS,
  variants: [
    { campaignId: 'c-301', campaign: 'Autumn Sale', id: 'v-1', label: 'A', cohort: AUTUMN_A },
    { campaignId: 'c-301', campaign: 'Autumn Sale', id: 'v-2', label: 'B', cohort: AUTUMN_B },
    { campaignId: 'c-302', campaign: 'VIP preview & gifts', id: 'v-3', label: 'A', cohort: VIP },
  ],
  segments: SEGMENTS,
  days: DAYS,
  hours: HOURS,
  weekHours: {
    window: { from: at('2026-09-21T00:00'), to: at('2026-11-23T00:00'), timezone: 'Europe/Oslo' },
    cells: WEEK_HOURS,
  },
  sendHours: { from: 8, to: 21 },
  unattributedOptOuts: 14,
};

/** Clicks rose beyond chance, opt-outs too; outcomes are not final yet. */
const clearChange = buildPerformance({
  ...BUSY_WEEK,
  total: addCohorts([TOTAL, buildCohort({ counts: { attempted: 310, inProcess: 310, parts: 310 } })]),
  outcomesCloseAt: at('2026-11-26T14:00'),
  notices: [
    [
      'Delivery by operator Nordic Mobile was slow on ',
      { kind: 'instant', at: at('2026-11-19T17:00').toString(), style: 'date' },
      ' from 17:10 to 18:40.',
    ],
  ],
});

const emptyWindow = buildPerformance({ unattributedOptOuts: 1 });

const JUST_SENT = buildCohort({
  counts: { attempted: 1_200, inProcess: 1_200, parts: 2_400 },
  money: [{ currency: 'EUR', costMicro: 98_400_000, revenueMicro: 0 }],
});
const inProcessOnly = buildPerformance({
  windowKind: 'last-hour',
  title: 'SMS hourly',
  window: { from: at('2026-11-23T06:00'), to: at('2026-11-23T07:00'), timezone: 'Europe/Oslo' },
  before: null,
  history: [],
  asOf: at('2026-11-23T07:02'),
  outcomesCloseAt: at('2026-11-29T07:00'),
  total: JUST_SENT,
  campaigns: [{ id: 'c-310', name: 'Monday reminder', cohort: JUST_SENT }],
  hours: [{ hour: 6, cohort: JUST_SENT }],
});

const KRONER = buildBlast({ attempted: 9_000, currency: 'NOK', costEach: 0.48, revenueEach: 299 });
const EURO = buildBlast({ attempted: 14_000 });
const mixedCurrencies = buildPerformance({
  total: addCohorts([EURO, KRONER]),
  campaigns: [
    { id: 'c-1', name: 'Germany', cohort: EURO },
    { id: 'c-2', name: 'Norway', cohort: KRONER },
  ],
});

/** The very first window of a small sender. */
const FIRST = buildBlast({ attempted: 76, delivered: 0.9, clicking: 0.11, converting: 0.03 });
const noPredecessor = buildPerformance({
  before: null,
  history: [],
  total: FIRST,
  campaigns: [{ id: 'c-1', name: 'Hello', cohort: FIRST }],
  run: {
    ...buildPerformance().run,
    schedule: null,
    nextRunAt: null,
    marks: ['TEST'],
    recipients: ['me@example.com'],
  },
});

/** A daily sender: silent since Saturday night, and conversions stopped on Friday. */
const SATURDAY = at('2026-11-21T22:15');
const staleSource = buildPerformance({
  ...BUSY_WEEK,
  usualSilenceSeconds: 86_400,
  days: DAYS.map(({ day, cohort }) => ({
    day,
    cohort:
      day > '2026-11-20'
        ? buildCohort({ ...cohort, counts: { ...cohort.counts, convertingContacts: 0, conversions: 0 } })
        : cohort,
  })),
  newest: {
    messages: at('2026-11-21T18:04'),
    receipts: SATURDAY,
    clicks: SATURDAY,
    conversions: at('2026-11-20T03:00'),
    'opt-outs': at('2026-11-21T20:40'),
  },
});

const NONE_DELIVERED: Cohort = buildBlast({ attempted: 1_000, delivered: 0, unknown: 0 });
const allFailed = buildPerformance({
  total: NONE_DELIVERED,
  campaigns: [{ id: 'c-9', name: 'Wrong sender id', cohort: NONE_DELIVERED }],
});

/** The busy week with five tests; the one of Autumn Sale has its rates under Variants as well. */
const withTests = buildPerformance({ ...BUSY_WEEK, tests: [TOO_EARLY, WINNER, SPLIT_OFF, GUARDRAIL, TIE] });

/** Goals of the sender: two kept, one missed, one still open, and a budget that is spent. */
const overLimits: PerformanceInput = {
  ...clearChange,
  goals: [
    parseGoal('', 'delivery-rate', 'at least 93 %'),
    parseGoal('', 'click-through', 'at least 9 %'),
    parseGoal('', 'opt-out-rate', 'at most 1 %'),
    parseGoal('', 'cost', 'at most 12000 EUR a month'),
    parseGoal('', 'revenue', 'at least 200000 EUR a month'),
  ],
  month: {
    window: { from: at('2026-11-01T00:00'), to: at('2026-11-23T00:00'), timezone: ZONE },
    total: buildBlast({ attempted: 310_000 }),
  },
  outcomesCloseAt: at('2026-11-26T14:00'),
};

/** Whole situations a report meets; the models are test/golden/performance.<name>.json. */
export const PERFORMANCE_SCENARIOS: Readonly<Record<string, PerformanceInput>> = {
  'clear-change': clearChange,
  'empty-window': emptyWindow,
  'in-process-only': inProcessOnly,
  'mixed-currencies': mixedCurrencies,
  'no-predecessor': noPredecessor,
  'stale-source': staleSource,
  'all-failed': allFailed,
  'with-tests': withTests,
  'list-to-clean': {
    ...clearChange,
    listHealth: BUSY,
    reviewUrl: 'https://reports.example.com/recommendations',
  },
  ...DETAIL_SCENARIOS,
  'over-limits': overLimits,
  alert: {
    ...overLimits,
    variant: 'alert',
    onlyIf: ['opt-out-rate above 1.2 %', 'click-through below 9 %', 'any decision'].map(parseCondition),
  },
  'in-short': {
    ...clearChange,
    variant: 'exec',
    filter: { campaigns: [], segments: [], brands: ['Nordlys'], tags: ['autumn', 'vip'] },
  },
};

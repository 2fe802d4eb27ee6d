import type { AudienceHealth, FlagCounts } from '../../src/core/findings/audience-health.ts';
import type { AnomalyFinding, Findings, SegmentFinding } from '../../src/core/findings/findings.ts';
import type { AudienceHealthInput } from '../../src/core/reports/audience-health-input.ts';
import { at, buildPerformance } from './build-performance.ts';

const COUNTS = {
  recent: { delivered: 21_400, clicked: 1_130, optedOut: 96, cells: 19 },
  baseline: { delivered: 30_200, clicked: 2_420, optedOut: 88, cells: 34 },
};

/** A segment nothing is wrong with; a scenario states what differs. */
export function buildSegment(different: Partial<SegmentFinding> = {}): SegmentFinding {
  return {
    segment: 'seg-0',
    verdict: 'ok',
    reason: 'no-trend',
    on: null,
    clicks: { ratio: 0.98, lower: 0.91, upper: 1.06, p: 0.31, adjustedP: 0.6 },
    optOuts: { ratio: 1.02, lower: 0.8, upper: 1.3, p: 0.44, adjustedP: 0.7 },
    dose: { baseline: 4.2, recent: 4.4 },
    onsetDay: null,
    textsPerWeek: null,
    counts: COUNTS,
    ...different,
  };
}

export const TIRED = buildSegment({
  segment: 'seg-1',
  verdict: 'fatigued',
  reason: 'raised-dose',
  on: 'clicks',
  clicks: { ratio: 0.67, lower: 0.59, upper: 0.76, p: 1e-9, adjustedP: 2e-8 },
  dose: { baseline: 6.1, recent: 14.2 },
  onsetDay: 20_718,
  textsPerWeek: 2,
});

const OPTING_OUT = buildSegment({
  segment: 'seg-2',
  verdict: 'fatigued',
  reason: 'high-dose',
  on: 'opt-outs',
  optOuts: { ratio: 1.62, lower: 1.3, upper: 2.02, p: 1e-5, adjustedP: 1e-4 },
  dose: { baseline: 9.4, recent: 9.4 },
  textsPerWeek: null,
});

const DECLINING = buildSegment({
  segment: 'seg-3',
  verdict: 'declining',
  reason: 'low-dose',
  on: 'clicks',
  clicks: { ratio: 0.75, lower: 0.68, upper: 0.83, p: 1e-6, adjustedP: 1e-5 },
  dose: { baseline: 2.2, recent: 2 },
  textsPerWeek: null,
});

const NEW = buildSegment({
  segment: 'seg-4',
  verdict: 'insufficient',
  reason: 'too-few-delivered',
  clicks: null,
  optOuts: null,
  dose: null,
  textsPerWeek: null,
  counts: {
    recent: { delivered: 310, clicked: 12, optedOut: 0, cells: 3 },
    baseline: { delivered: 0, clicked: 0, optedOut: 0, cells: 0 },
  },
});

export const OUTAGE: AnomalyFinding = {
  campaignId: 'c-9',
  metric: 'delivery',
  direction: 'high',
  observed: 0.151,
  expected: 0.021,
  of: 12_400,
  count: 1_872,
  z: 14.2,
  adjustedP: 1e-12,
  where: { carrier: 'telenor', code: '30003', shareOfExcess: 0.93 },
};

const BROKEN_LINK: AnomalyFinding = {
  campaignId: 'c-8',
  metric: 'clicks',
  direction: 'low',
  observed: 0.004,
  expected: 0.061,
  of: 9_800,
  count: 39,
  z: -9.1,
  adjustedP: 1e-9,
  where: null,
};

export function buildFindings(different: Partial<Findings> = {}): Findings {
  return {
    asOf: at('2026-11-23T03:40'),
    segments: [buildSegment()],
    common: [],
    windows: [
      {
        segment: null,
        verdict: 'cannot-be-known',
        reason: 'no-contrast',
        hour: null,
        lift: null,
        delivered: 0,
        clicked: 0,
      },
    ],
    anomalies: [],
    drift: [],
    ...different,
  };
}

const QUIET: FlagCounts = { persons: 48_200, fatigued: 0, watch: 0, 're-engage': 0, sunset: 0 };

export function buildHealth(
  findings: Partial<Findings> = {},
  contacts: Partial<FlagCounts> = {},
): AudienceHealth {
  return {
    findings: buildFindings(findings),
    contacts: { ...QUIET, ...contacts },
    isRecomputed: false,
    segmentNames: new Map([
      ['seg-0', 'Regulars'],
      ['seg-1', 'Flash-sale fans'],
      ['seg-2', 'Students'],
      ['seg-3', 'Old customers'],
      ['seg-4', 'New in town'],
    ]),
    campaigns: new Map([
      ['c-9', { name: 'Black week opens', sentAt: at('2026-11-20T09:00') }],
      ['c-8', { name: 'Autumn boots', sentAt: at('2026-10-02T09:00') }],
      ['c-7', { name: 'Last spring', sentAt: at('2026-04-02T09:00') }],
    ]),
  };
}

export const BUSY_AUDIENCE = buildHealth(
  {
    segments: [buildSegment(), TIRED, OPTING_OUT, DECLINING, NEW],
    common: [{ on: 'clicks', ratio: 0.84, yearRatio: 0.97, tested: 4, within: 2 }],
    windows: [
      {
        segment: null,
        verdict: 'window',
        reason: 'compared',
        hour: 18,
        lift: { ratio: 1.31, lower: 1.18, upper: 1.45 },
        delivered: 84_000,
        clicked: 4_900,
      },
    ],
    anomalies: [OUTAGE, BROKEN_LINK, { ...BROKEN_LINK, campaignId: 'c-7' }],
    drift: [{ metric: 'opt-outs', direction: 'high', sinceCampaignId: 'c-8', smoothed: 1.4, limit: 0.9 }],
    doses: [
      {
        band: 0,
        delivered: 61_200,
        clicked: 5_010,
        expectedClicked: 4_960,
        optedOut: 190,
        expectedOptedOut: 232,
      },
      {
        band: 1,
        delivered: 48_800,
        clicked: 3_760,
        expectedClicked: 3_830,
        optedOut: 201,
        expectedOptedOut: 190,
      },
      {
        band: 2,
        delivered: 20_350,
        clicked: 1_310,
        expectedClicked: 1_560,
        optedOut: 104,
        expectedOptedOut: 81,
      },
      { band: 3, delivered: 6_210, clicked: 262, expectedClicked: 447, optedOut: 57, expectedOptedOut: 25 },
    ],
  },
  { fatigued: 412, watch: 655, 're-engage': 1, sunset: 90 },
);

const SHORT = buildHealth({
  segments: [buildSegment({ ...NEW, reason: 'short-history' })],
  windows: [
    {
      segment: null,
      verdict: 'insufficient',
      reason: 'no-clicks-feed',
      hour: null,
      lift: null,
      delivered: 0,
      clicked: 0,
    },
  ],
});

function build(
  health: AudienceHealth | null,
  different: Partial<AudienceHealthInput> = {},
): AudienceHealthInput {
  const { locale, window, asOf, notices, run } = buildPerformance();
  return {
    title: 'Audience health',
    locale,
    window,
    asOf,
    notices,
    run: { ...run, reproduce: run.reproduce.replace('performance', 'audience-health') },
    health,
    ...different,
  };
}

export const AUDIENCE_HEALTH_SCENARIOS: Readonly<Record<string, AudienceHealthInput>> = {
  'never-looked': build(null),
  'nothing-found': build(buildHealth()),
  busy: build(BUSY_AUDIENCE),
  'too-short': build(SHORT),
  'old-search': build({ ...buildHealth({ asOf: at('2026-11-01T03:40') }), isRecomputed: true }),
};

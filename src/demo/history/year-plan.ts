import { type CampaignPlan, DAY_S, type HistoryPlan, type SegmentPlan, type VariantPlan } from './plan.ts';

const SEGMENTS = 20;
const BLASTS = 150;
const DRIPS = 50;
const MESSAGES = 1_000_000;
const DRIP_DAYS = 90;

/**
 * The world for measuring: 52 weeks, 200 campaigns of two variants, 20 segments, a quarter of the messages
 * in 50 drips of 90 days, and nobody gets a campaign twice. The number of campaigns does not grow with `scale`; contacts and messages do.
 */
export function yearPlan(endsAt: Temporal.Instant, scale: number): HistoryPlan {
  const endS = Math.floor(endsAt.epochMilliseconds / 1000);
  const startS = endS - 364 * DAY_S;
  return {
    contacts: Math.round(100_000 * scale),
    startS,
    endS,
    countries: [
      { country: 'NO', share: 0.4, timezone: 'Europe/Oslo' },
      { country: 'SE', share: 0.3, timezone: 'Europe/Stockholm' },
      { country: 'DK', share: 0.15, timezone: 'Europe/Copenhagen' },
      { country: 'GB', share: 0.15, timezone: 'Europe/London' },
    ],
    segments: Array.from({ length: SEGMENTS }, (_, index) => segment(index)),
    joining: 0.1,
    campaigns: [
      ...Array.from({ length: BLASTS }, (_, index) => blast(index, startS)),
      ...Array.from({ length: DRIPS }, (_, index) => drip(index, startS, scale)),
    ],
    sameNumberEvery: null,
    organicRate: 0.0001,
  };
}

function segment(index: number): SegmentPlan {
  const level = 0.7 + (0.6 * index) / SEGMENTS;
  return {
    id: `s${index + 1}`,
    name: `Segment ${index + 1}`,
    share: 1,
    newShare: 1,
    clickFactor: () => level,
    optOutFactor: () => 1,
    scanned: 0.02,
  };
}

const arm = (id: string, clickFactor: number): VariantPlan => ({
  id,
  label: `Text ${id}`,
  text: 'Measured text: https://s.example/x STOP to 2440',
  parts: 1,
  plannedShare: 0.5,
  actualShare: 0.5,
  clickFactor,
  optOutFactor: 1,
  isControl: false,
  isHoldout: false,
});

const ORDINARY = {
  kind: 'promotional',
  theme: 'measured',
  timezone: 'Europe/Oslo',
  linkCount: 1,
  variants: [arm('a', 1), arm('b', 1.1)],
  isTest: false,
  clickRate: 0.11,
  optOutRate: 0.004,
  conversionRate: 0.1,
  conversionKind: 'purchase',
  currency: 'EUR',
  costEach: null,
  trouble: null,
} as const;

/** Three hours each, to a third of three segments, spread evenly over the year at changing hours. */
function blast(index: number, startS: number): CampaignPlan {
  const day = Math.floor((index * 362) / BLASTS) + 1;
  const first = (index * 7) % SEGMENTS;
  const reach = (MESSAGES * 1.08 * 0.75) / BLASTS / (3 * (100_000 / SEGMENTS));
  return {
    ...ORDINARY,
    id: `blast-${String(index + 1).padStart(3, '0')}`,
    name: `Blast ${index + 1}`,
    sending: {
      kind: 'blast',
      startS: Math.floor(startS / DAY_S + day) * DAY_S + (7 + (index % 11)) * 3600,
      durationS: 3 * 3600,
      randomHour: false,
    },
    audience: [0, 5, 11].map((step) => ({ segment: (first + step) % SEGMENTS, reach })),
  };
}

function drip(index: number, startS: number, scale: number): CampaignPlan {
  const fromDay = Math.floor(startS / DAY_S) + 1 + Math.floor((index * (363 - DRIP_DAYS)) / DRIPS);
  return {
    ...ORDINARY,
    id: `drip-${String(index + 1).padStart(2, '0')}`,
    name: `Drip ${index + 1}`,
    sending: {
      kind: 'drip',
      fromDay,
      toDay: fromDay + DRIP_DAYS - 1,
      perDay: (MESSAGES * 1.08 * 0.25 * scale) / DRIPS / DRIP_DAYS,
      repeats: false,
    },
    audience: [0, 3, 9, 14].map((step) => ({ segment: (index + step) % SEGMENTS, reach: 1 })),
  };
}

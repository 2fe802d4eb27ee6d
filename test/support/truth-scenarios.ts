import type { Lags } from '../../src/core/metrics/lag-curve.ts';
import type { Growth } from '../../src/core/reports/growth.ts';
import type {
  CampaignCohort,
  PerformanceInput,
  SegmentCohort,
} from '../../src/core/reports/performance-input.ts';
import { addCohorts, type Blast, buildBlast } from './build-cohort.ts';
import { at, buildPerformance, ZONE } from './build-performance.ts';
import { NO_DETAILS } from './no-details.ts';

const HOUR = 3_600;

function lags(...pairs: readonly (readonly [hours: number, n: number])[]): Lags {
  return pairs.map(([hours, n]) => ({ seconds: hours * HOUR, n }));
}

/** Six complete weeks that grew alike, and a blast of the last evening. */
const GROWTH: Growth = {
  ages: [
    { ageSeconds: 110 * HOUR, counts: buildBlast({ attempted: 60_000, clicking: 0.081 }).counts },
    { ageSeconds: 13 * HOUR, counts: buildBlast({ attempted: 42_000, clicking: 0.062 }).counts },
  ],
  windows: [1, 2, 3, 4, 5, 6].map((week) => ({
    window: {
      from: at('2026-11-16T00:00').subtract({ hours: 168 * week }),
      to: at('2026-11-16T00:00').subtract({ hours: 168 * (week - 1) }),
      timezone: ZONE,
    },
    counts: buildBlast({ attempted: 98_000 + 1_000 * week, clicking: 0.07 + 0.001 * week }).counts,
    receipts: lags([0.002, 80_000], [2, 900 + 40 * week]),
    clicks: lags([0.1, 3_000], [2, 2_000 + 60 * week], [20, 1_300 - 50 * week], [60, 250]),
    conversions: lags([0.5, 600], [20, 300 + 10 * week], [60, 90]),
    optOuts: lags([0.05, 380], [6, 120], [40, 30]),
  })),
  closesAt: {
    receipts: at('2026-11-25T19:00'),
    clicks: at('2026-11-25T19:00'),
    'opt-outs': at('2026-11-25T19:00'),
    conversions: at('2026-11-28T19:00'),
  },
};

function campaigns(named: Readonly<Record<string, Blast>>): readonly CampaignCohort[] {
  return Object.entries(named).map(([name, blast], one) => ({
    id: `c-${601 + one}`,
    name,
    cohort: buildBlast(blast),
  }));
}

function segments(named: Readonly<Record<string, Blast>>): readonly SegmentCohort[] {
  return Object.entries(named).map(([name, blast], one) => ({
    id: `s-0${one + 1}`,
    name,
    cohort: buildBlast(blast),
  }));
}

const SENT = campaigns({
  'Autumn Sale': { attempted: 41_000, clicking: 0.096, costEach: 0.082 },
  'Weekend offers': { attempted: 61_000, clicking: 0.0719 },
});

/** What a report says of figures that are not final, and of what moved them. */
export const TRUTH_SCENARIOS: Record<string, PerformanceInput> = {
  'unfinished-week': buildPerformance({
    total: addCohorts([
      buildBlast({ attempted: 60_000, clicking: 0.081 }),
      buildBlast({ attempted: 42_000, clicking: 0.062 }),
    ]),
    campaigns: campaigns({
      'Weekend offers': { attempted: 60_000, clicking: 0.081 },
      'Sunday evening': { attempted: 42_000, clicking: 0.062 },
    }),
    outcomesCloseAt: GROWTH.closesAt.conversions,
    growth: GROWTH,
  }),
  'what-moved': buildPerformance({
    total: addCohorts(SENT.map(({ cohort }) => cohort)),
    campaigns: SENT,
    segments: segments({
      VIP: { attempted: 41_000, clicking: 0.0955 },
      Others: { attempted: 61_000, clicking: 0.0722 },
    }),
    beforeParts: {
      campaigns: campaigns({ 'Weekend offers': { attempted: 104_000, clicking: 0.0716 } }),
      segments: segments({
        VIP: { attempted: 20_000, clicking: 0.094 },
        Others: { attempted: 84_000, clicking: 0.0663 },
      }),
    },
    knownBad: { messages: 412, contacts: 398, costs: [{ currency: 'EUR', costMicro: 16_892_000 }] },
    details: {
      ...NO_DETAILS,
      optOuts: {
        breaches: [1, 2, 3].map((personId) => ({
          personId,
          contactId: `k-${personId}`,
          campaignId: 'c-601',
          campaign: 'Autumn Sale',
          isPromotional: true,
          isDelivered: true,
          isStopped: false,
          sentS: 1_794_900_000,
          askedS: 1_794_700_000,
          currency: 'EUR',
          costMicro: 82_000,
        })),
        isCut: false,
        times: null,
      },
    },
  }),
};

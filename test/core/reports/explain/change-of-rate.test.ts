import { describe, expect, test } from 'vitest';
import { explainRate } from '../../../../src/core/reports/explain/change-of-rate.ts';
import type { ExplainedRate } from '../../../../src/core/reports/explain/explanation.ts';
import type {
  CampaignCohort,
  PerformanceInput,
  SegmentCohort,
} from '../../../../src/core/reports/performance-input.ts';
import { readPerformance } from '../../../../src/core/reports/reading.ts';
import { addCohorts, type Blast, buildBlast } from '../../../support/build-cohort.ts';
import { at, buildPerformance } from '../../../support/build-performance.ts';
import { say } from '../../../support/say.ts';
import { binomial, seeded } from '../../../support/seeded.ts';

type Named = Readonly<Record<string, Blast>>;
type Week = { readonly campaigns: Named; readonly segments?: Named };

function campaignsOf(named: Named): readonly CampaignCohort[] {
  return Object.entries(named).map(([name, blast]) => ({ id: name, name, cohort: buildBlast(blast) }));
}

function segmentsOf(named: Named = {}): readonly SegmentCohort[] {
  return Object.entries(named).map(([name, blast]) => ({ id: name, name, cohort: buildBlast(blast) }));
}

/** A week and the week before, of these campaigns and segments; totals are those of the campaigns. */
function weeks(now: Week, before: Week, different: Partial<PerformanceInput> = {}): PerformanceInput {
  const base = buildPerformance();
  if (base.before === null) throw new Error('no week before');
  return {
    ...base,
    total: addCohorts(campaignsOf(now.campaigns).map(({ cohort }) => cohort)),
    campaigns: campaignsOf(now.campaigns),
    segments: segmentsOf(now.segments),
    before: { ...base.before, total: addCohorts(campaignsOf(before.campaigns).map(({ cohort }) => cohort)) },
    beforeParts: { campaigns: campaignsOf(before.campaigns), segments: segmentsOf(before.segments) },
    ...different,
  };
}

function linesOf(input: PerformanceInput, id: ExplainedRate = 'click-through'): readonly string[] {
  return explainRate(readPerformance(input), id).map(({ line }) => say(line));
}

const BEFORE: Week = { campaigns: { Monday: { attempted: 40_000, clicking: 0.07 } } };

describe('a clear change of a rate', () => {
  test('names the campaign that brought it, with its share and its count', () => {
    const now = {
      campaigns: {
        'Autumn Sale': { attempted: 20_000, clicking: 0.1 },
        Reminder: { attempted: 20_000, clicking: 0.071 },
      },
    };
    expect(linesOf(weeks(now, BEFORE))).toEqual([
      'Click-through, change of 1.6 points: Autumn Sale brought 1.5 points (10.0 % of 19000 contacts).',
    ]);
  });

  test('names no campaign when all of them did the same', () => {
    const now = {
      campaigns: {
        One: { attempted: 25_000, clicking: 0.08 },
        Two: { attempted: 8_000, clicking: 0.08 },
        Three: { attempted: 7_000, clicking: 0.08 },
      },
    };
    expect(linesOf(weeks(now, BEFORE))).toEqual([]);
  });

  test('names no campaign when there is only one: the headline says it', () => {
    expect(linesOf(weeks({ campaigns: { Only: { attempted: 40_000, clicking: 0.09 } } }, BEFORE))).toEqual(
      [],
    );
  });

  test('names a campaign of the window before that made it high and did not come again', () => {
    const before = {
      campaigns: {
        'Black Week': { attempted: 10_000, clicking: 0.13 },
        Monday: { attempted: 30_000, clicking: 0.07 },
      },
    };
    const now = {
      campaigns: {
        Monday: { attempted: 30_000, clicking: 0.07 },
        Tuesday: { attempted: 10_000, clicking: 0.07 },
      },
    };
    expect(linesOf(weeks(now, before))).toEqual([
      'Click-through, change of -1.5 points: before, Black Week had brought 1.5 points (13.0 % of 9500 contacts), and it was not sent this time.',
    ]);
    const again = { campaigns: { ...now.campaigns, 'Black Week': { attempted: 100, clicking: 0.07 } } };
    expect(linesOf(weeks(again, before))).toEqual([]);
  });

  test('tells other shares of the segments from what people did', () => {
    const now = {
      campaigns: BEFORE.campaigns,
      segments: { VIP: { attempted: 24_000, clicking: 0.1 }, Others: { attempted: 16_000, clicking: 0.04 } },
    };
    const before = {
      campaigns: BEFORE.campaigns,
      segments: { VIP: { attempted: 12_000, clicking: 0.1 }, Others: { attempted: 28_000, clicking: 0.04 } },
    };
    const input = weeks(
      { campaigns: { Monday: { attempted: 40_000, clicking: 0.076 } }, segments: now.segments },
      { campaigns: { Monday: { attempted: 40_000, clicking: 0.058 } }, segments: before.segments },
    );
    expect(linesOf(input)).toEqual([
      'Click-through, change of 1.8 points: 1.8 points came together with other shares of the segments (VIP: 60.0 % of the sending after 30.0 %), 0.0 points with what people of the same segments did.',
    ]);
  });

  test('names the one segment whose people did otherwise', () => {
    const input = weeks(
      {
        campaigns: { Monday: { attempted: 40_000, clicking: 0.085 } },
        segments: {
          VIP: { attempted: 10_000, clicking: 0.13 },
          Others: { attempted: 30_000, clicking: 0.07 },
        },
      },
      {
        campaigns: { Monday: { attempted: 40_000, clicking: 0.07 } },
        segments: {
          VIP: { attempted: 10_000, clicking: 0.07 },
          Others: { attempted: 30_000, clicking: 0.07 },
        },
      },
    );
    expect(linesOf(input)).toEqual([
      'Click-through, change of 1.5 points: people of VIP brought 1.5 points (13.0 % of 9500 contacts, 7.0 % of 9500 contacts before).',
    ]);
  });

  test('is explained for delivery in messages, and for opt-outs', () => {
    const lost = {
      campaigns: {
        'New list': { attempted: 20_000, delivered: 0.8, optingOut: 0.02 },
        Usual: { attempted: 20_000, delivered: 0.95, optingOut: 0.006 },
      },
    };
    const before = { campaigns: { Usual: { attempted: 40_000, delivered: 0.95, optingOut: 0.006 } } };
    expect(linesOf(weeks(lost, before), 'delivery-rate')[0]).toMatch(
      /^Delivery rate, change of -7\.5 points: New list brought -7\.5 points \(80\.0 % of 20000 messages\)\.$/,
    );
    expect(linesOf(weeks(lost, before), 'opt-out-rate')[0]).toMatch(
      /^Opt-outs, change of .* New list brought/,
    );
  });
});

describe('a fall of delivery', () => {
  const parts = (telenor: number, telia: number) => [
    { name: 'Telenor', now: { successes: telenor, n: 20_000 }, before: { successes: 19_000, n: 20_000 } },
    { name: 'Telia', now: { successes: telia, n: 19_000 }, before: { successes: 18_050, n: 19_000 } },
  ];
  const linesWith = (carriers: ReturnType<typeof parts>, delivered: number): readonly string[] => {
    const now = { campaigns: { Monday: { attempted: 40_000, delivered } } };
    const before = { campaigns: { Monday: { attempted: 40_000, delivered: 0.95 } } };
    const input = weeks(now, before);
    const { beforeParts = null } = input;
    return linesOf(
      { ...input, beforeParts: beforeParts === null ? null : { ...beforeParts, carriers } },
      'delivery-rate',
    );
  };

  test('names the carrier it is bunched at', () => {
    expect(linesWith(parts(17_000, 18_050), 0.9)).toEqual([
      'Delivery rate, change of -5.0 points: messages to Telenor brought -5.1 points (85.0 % of 20000 messages, 95.0 % of 20000 messages before).',
    ]);
  });

  test('names none when all of them delivered less', () => {
    expect(linesWith(parts(18_000, 17_100), 0.9)).toEqual([]);
  });
});

describe('nothing is explained', () => {
  const sale = {
    campaigns: {
      'Autumn Sale': { attempted: 20_000, clicking: 0.04 },
      Reminder: { attempted: 20_000, clicking: 0.07 },
    },
  };

  test('when nothing clearly changed', () => {
    const same = {
      campaigns: { One: { attempted: 20_000, clicking: 0.07 }, Two: { attempted: 20_000, clicking: 0.071 } },
    };
    expect(linesOf(weeks(same, BEFORE))).toEqual([]);
  });

  test('of a fall while clicks still come', () => {
    expect(linesOf(weeks(sale, BEFORE))).toHaveLength(1);
    expect(linesOf(weeks(sale, BEFORE, { outcomesCloseAt: at('2026-11-27T14:00') }))).toEqual([]);
  });

  test('of one campaign of many that differs as one of so many does', () => {
    const level = { delivered: 1, unknown: 0, clicking: 0.07 };
    const before = { campaigns: { Monday: { ...level, attempted: 40_000 } } };
    const many = (clicking: number): Week => ({
      campaigns: {
        Largest: { ...level, attempted: 1_000, clicking },
        ...Object.fromEntries(
          [1, 2, 3, 4, 5].map((one) => [`Usual ${one}`, { ...level, attempted: 1_000, clicking: 0.0745 }]),
        ),
      },
    });
    // 2.3 and 3.4 standard errors from the rest: of six, chance alone brings the first one time in eight
    expect(linesOf(weeks(many(0.098), before))).toEqual([]);
    expect(linesOf(weeks(many(0.11), before))).toHaveLength(1);
  });

  test('below a thousand people', () => {
    const small = {
      campaigns: { A: { attempted: 500, clicking: 0.3 }, B: { attempted: 500, clicking: 0.1 } },
    };
    expect(linesOf(weeks(small, { campaigns: { C: { attempted: 900, clicking: 0.1 } } }))).toEqual([]);
  });

  test('where the parts of the window before were not loaded', () => {
    expect(linesOf({ ...weeks(sale, BEFORE), beforeParts: null })).toEqual([]);
  });

  test('by chance: of senders whose campaigns are all alike, one in forty hears a name at most', () => {
    const random = seeded(3);
    const drawn = (rate: number, count: number): Named =>
      Object.fromEntries(
        Array.from({ length: count }, (_, one) => [
          `Campaign ${one}`,
          { attempted: 5_000, delivered: 1, unknown: 0, clicking: binomial(random, 5_000, rate) / 5_000 },
        ]),
      );
    let named = 0;
    for (let sender = 0; sender < 400; sender += 1) {
      const input = weeks({ campaigns: drawn(0.08, 6) }, { campaigns: drawn(0.07, 6) });
      if (linesOf(input).length > 0) named += 1;
    }
    expect(named).toBeLessThanOrEqual(10);
  });
});

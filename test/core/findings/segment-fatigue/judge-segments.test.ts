import { describe, expect, test } from 'vitest';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import type { SegmentFinding } from '../../../../src/core/findings/findings.ts';
import type { DoseCell, History } from '../../../../src/core/findings/history.ts';
import { commonTrends } from '../../../../src/core/findings/segment-fatigue/common-trends.ts';
import { judgeSegments } from '../../../../src/core/findings/segment-fatigue/judge-segments.ts';
import { testSegments } from '../../../../src/core/findings/segment-fatigue/test-segments.ts';
import { shuffled, shuffledHistory } from '../shuffled.ts';
import { AS_OF_DAY, account, dosesOf, type Profile, simulateHistory } from '../simulated-history.ts';

/** Many histories are made and judged; a busy machine takes its time. */
const PATIENT = { timeout: 120_000 };
const WEEKS = 30;
const late = (by: number) => (week: number) => (week >= WEEKS - 9 ? by : 0);
const ramp = (before: number, after: number) => (week: number) => (week >= WEEKS - 10 ? after : before);

const TIRED: readonly Profile[] = [
  { segment: 'strong', contacts: 800, pace: ramp(1.2, 3.4), clicks: late(-0.5), optOuts: late(0.7) },
  { segment: 'moderate', contacts: 900, pace: ramp(1.3, 2.8), clicks: late(-0.28), optOuts: late(0.4) },
  { segment: 'slow-burn', contacts: 800, pace: () => 3.3, clicks: (week) => (-0.5 * week) / WEEKS },
  { segment: 'opt-outs', contacts: 900, pace: ramp(1.3, 3.1), optOuts: late(1) },
  { segment: 'clicks', contacts: 800, pace: ramp(1.2, 3), clicks: late(-0.45) },
  { segment: 'very-small', contacts: 260, pace: ramp(1.2, 3.3), clicks: late(-0.55), optOuts: late(0.8) },
];

/** They look like it and are not. */
const ALIKE: readonly Profile[] = [
  { segment: 'tolerant', contacts: 800, pace: () => 3.4 },
  { segment: 'tripled', contacts: 800, pace: ramp(1.1, 3.3) },
  { segment: 'diluted', contacts: 900, pace: () => 1.5, newer: late(0.45) },
  {
    segment: 'other-hours',
    contacts: 900,
    pace: () => 3,
    sentAt: (week) => (week >= WEEKS - 9 || week % 3 === 0 ? 9 : 18),
    hours: (hour) => (hour === 9 ? -0.3 : 0.1),
  },
  { segment: 'poor-content', contacts: 800, pace: () => 2, alone: 0.5, aloneContent: () => -0.3 },
  {
    segment: 'recovered',
    contacts: 800,
    pace: (week) => (week > 6 && week < WEEKS - 13 ? 3.3 : 1.2),
    clicks: (week) => (week > 7 && week < WEEKS - 12 ? -0.5 : 0),
  },
];

/** They fall, and not by the number of texts. */
const FALLING: readonly Profile[] = [
  { segment: 'old-list', contacts: 2400, pace: () => 0.9, clicks: late(-0.5) },
  {
    segment: 'several-audiences',
    contacts: 1500,
    pace: ramp(0.8, 1.5),
    raised: 0.15,
    high: 0.15,
    clicks: late(-0.5),
  },
];

const NEW: Profile = { segment: 'new', contacts: 500, pace: () => 2.5, from: WEEKS - 3, newer: () => 1 };

function fitsOf({ cells }: History) {
  return { clicks: fitEngagement(cells, 'clicks'), optOuts: fitEngagement(cells, 'opt-outs') };
}

function judge(history: History, doses: readonly DoseCell[] = []): ReadonlyMap<string, SegmentFinding> {
  return new Map(
    judgeSegments(history, testSegments(history, fitsOf(history), doses)).map((one) => [one.segment, one]),
  );
}

const WORLDS = ['1', '2', '3', '4'].map((seed) => {
  const profiles = account([...TIRED, ...ALIKE, ...FALLING, NEW]);
  const history = simulateHistory({
    seed,
    weeks: WEEKS,
    profiles,
    season: (week) => 0.12 * Math.sin(week / 8),
  });
  const panelOfNew = {
    ...history,
    segments: history.segments.map((one) => (one.segment === 'new' ? { ...one, panelContacts: 0 } : one)),
  };
  return { history: panelOfNew, found: judge(panelOfNew) };
});

const verdictsOf = (segments: readonly Profile[]): readonly (string | undefined)[] =>
  WORLDS.flatMap(({ found }) => segments.map(({ segment }) => found.get(segment)?.verdict));

describe('segments that are tired of texts', () => {
  test('are found', () => {
    const verdicts = verdictsOf(TIRED);
    expect(verdicts.filter((one) => one === 'fatigued').length / verdicts.length).toBeGreaterThanOrEqual(
      0.85,
    );
  });

  test('are hardly ever others, look-alikes above all', () => {
    const wrong = [...verdictsOf(ALIKE), ...verdictsOf(FALLING), ...verdictsOf(account([]))];
    expect(wrong.filter((one) => one === 'fatigued').length).toBeLessThanOrEqual(1);
    expect(verdictsOf(ALIKE).filter((one) => one === 'ok').length).toBeGreaterThanOrEqual(
      ALIKE.length * 4 - 1,
    );
  });

  test('declining ones are told from them by the dose of most of their contacts', () => {
    const found = verdictsOf(FALLING);
    expect(found).not.toContain('fatigued');
    expect(found.filter((one) => one === 'declining').length).toBeGreaterThanOrEqual(6);
  });

  test('have the day since which it shows, within three weeks of the truth', () => {
    const onsets = WORLDS.map(({ found }) => found.get('strong')?.onsetDay ?? 0);
    for (const day of onsets) expect(Math.abs(day - (AS_OF_DAY - 9 * 7))).toBeLessThanOrEqual(21);
  });

  test('are not made of opt-outs where clicks carry it, and the other way round', () => {
    for (const { found } of WORLDS) {
      expect(found.get('opt-outs')?.on).toBe('opt-outs');
      expect(found.get('clicks')?.on).toBe('clicks');
      expect(found.get('strong')?.counts.recent.cells).toBeGreaterThan(20);
    }
  });

  test('new segments have no baseline', () => {
    for (const { found } of WORLDS)
      expect(found.get('new')).toMatchObject({
        verdict: 'insufficient',
        reason: 'short-history',
        clicks: null,
      });
  });
});

test('where nothing happens nobody is found, in a hundred segments', PATIENT, () => {
  const worlds = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) =>
    judge(simulateHistory({ seed: `null/${seed}`, weeks: WEEKS, profiles: account(ALIKE.slice(0, 5)) })),
  );
  const verdicts = worlds.flatMap((found) => [...found.values()].map(({ verdict }) => verdict));
  expect(verdicts.length).toBeGreaterThan(100);
  expect(verdicts.filter((one) => one === 'fatigued').length).toBeLessThanOrEqual(1);
});

describe('what all segments do together', () => {
  const all = account([]).map((profile) => ({ ...profile, clicks: late(-0.4) }));
  const history = simulateHistory({ seed: 'together', weeks: WEEKS, profiles: all });

  test('makes nobody tired, and is said as a level of its own', () => {
    expect([...judge(history).values()].map(({ verdict }) => verdict)).not.toContain('fatigued');
    const [clicks] = commonTrends(history, testSegments(history, fitsOf(history), []));
    expect(clicks?.on).toBe('clicks');
    expect(Math.log(clicks?.ratio ?? 1)).toBeCloseTo(-0.4, 0);
    expect(clicks?.yearRatio).toBeNull();
  });

  test('is set against the same weeks a year before where there are any', () => {
    const long = simulateHistory({
      seed: 'year',
      weeks: 60,
      profiles: account([]).map((profile) => ({
        ...profile,
        clicks: (week: number) => (week >= 52 ? -0.5 : 0),
      })),
    });
    const [clicks] = commonTrends(long, testSegments(long, fitsOf(long), []));
    expect(Math.log(clicks?.yearRatio ?? 1)).toBeLessThan(-0.25);
  });
});

test('most segments may be tired: those that get few texts are the measure', () => {
  const tired = Array.from({ length: 20 }, (_, place) => ({
    segment: `tired-${place}`,
    contacts: 700 + 30 * place,
    pace: ramp(1.3, 3),
    clicks: late(-0.45),
  }));
  const found = judge(simulateHistory({ seed: 'most', weeks: WEEKS, profiles: account(tired) }));
  const verdicts = tired.map(({ segment }) => found.get(segment)?.verdict);
  expect(verdicts.filter((one) => one === 'fatigued').length).toBeGreaterThanOrEqual(18);
  const others = account([]).map(({ segment }) => found.get(segment)?.verdict);
  expect(others.filter((one) => one === 'ok').length).toBeGreaterThanOrEqual(11);
});

describe('the same history', () => {
  const { history } = WORLDS[0] ?? { history: simulateHistory({ seed: '', weeks: 1, profiles: [] }) };
  const doses = TIRED.flatMap(({ segment }) =>
    dosesOf(
      segment,
      [1.2, 1, 0.8, 0.6].map((clicks, place) => ({ delivered: 900 + 700 * place, clicks })),
    ),
  );

  test('gives the same findings in whatever order its lists come', PATIENT, () => {
    const first = JSON.stringify(judgeSegments(history, testSegments(history, fitsOf(history), doses)));
    for (const seed of ['x', 'y']) {
      const other = shuffledHistory(history, seed);
      expect(
        JSON.stringify(judgeSegments(other, testSegments(other, fitsOf(other), shuffled(doses, seed)))),
      ).toBe(first);
    }
  });

  test('recommends a number only where two doses were sent', () => {
    const found = judge(history, doses);
    expect(found.get('strong')?.textsPerWeek).toBe(0.25);
    expect(found.get('tolerant')?.textsPerWeek).toBeNull();
  });

  test('recommends a number only where texts are the likely cause', () => {
    const everywhere = history.segments.flatMap(({ segment }) =>
      dosesOf(
        segment,
        [1.2, 1, 0.8, 0.6].map((clicks, place) => ({ delivered: 900 + 700 * place, clicks })),
      ),
    );
    const calm = [...judge(history, everywhere).values()].filter(({ verdict }) => verdict !== 'fatigued');
    expect(calm.length).toBeGreaterThan(3);
    expect(calm.filter(({ textsPerWeek }) => textsPerWeek !== null)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { ContactBin, ScoredBin } from '../../../../src/core/findings/contact-fatigue/contact-bin.ts';
import { scoreContacts } from '../../../../src/core/findings/contact-fatigue/score-contacts.ts';
import type { SegmentVerdict } from '../../../../src/core/findings/findings.ts';
import { createRandom, type Random } from '../../../../src/demo/history/random.ts';

type Person = { readonly bin: string; readonly tired: boolean };

const RATE = 0.12;
const CALM = { segment: 'calm', band: 1, texts: 14, tired: 0, lapsed: 0.03 };
const PRESSED = { segment: 'pressed', band: 3, texts: 34, tired: 0.25, lapsed: 0.03 };
const TOLERANT = { segment: 'tolerant', band: 3, texts: 34, tired: 0, lapsed: 0.03 };

describe('contacts tired by texts', () => {
  const { bins, people } = populate([CALM, PRESSED, TOLERANT], 4_000);
  const verdicts = new Map<string, SegmentVerdict>([
    ['calm', 'ok'],
    ['pressed', 'fatigued'],
    ['tolerant', 'ok'],
  ]);
  const scored = scoreContacts(bins, verdicts);
  const flags = new Map(scored.map((row) => [keyOf(row), row.flag]));
  const flagged = people.filter(({ bin }) => flags.get(bin) === 'fatigued');

  test('are found where texts are many, and most that are flagged are', () => {
    const right = flagged.filter(({ tired }) => tired).length;
    expect(flagged.length).toBeGreaterThan(200);
    expect(right / flagged.length).toBeGreaterThan(0.8);
  });

  test('are hardly seen in a segment that bears as many texts', () => {
    const wrong = flagged.filter(({ bin }) => bin.startsWith('tolerant')).length;
    expect(wrong).toBeLessThan(flagged.length / 20);
  });

  test('are never those who get few texts: those are asked again, not spared', () => {
    const calm = scored.filter(({ band }) => band < 2);
    expect(calm.some(({ flag }) => flag === 'fatigued' || flag === 'watch')).toBe(false);
  });

  test('are never those who still click half as often as others, however much they clicked before', () => {
    // a usual contact clicks 8 times; this one used to click five times as often
    const keen = { segment: 'pressed', band: 3, clickedBaseline: 30, recentStep: 8, baselineStep: 7 };
    const flagAt = (clickedRecent: number) => {
      const all = scoreContacts([...bins, { ...keen, clickedRecent, contacts: 1 }], verdicts);
      return all.at(-1);
    };
    const [still, quiet] = [flagAt(5), flagAt(2)];
    expect(still?.score).toBeGreaterThan(0.65);
    expect(still?.flag).toBe('watch');
    expect(quiet?.flag).toBe('fatigued');
  });

  test('have a silence that can be told: the chance of no click if nothing had changed', () => {
    for (const { clickedRecent, silence } of scored) expect(silence === null).toBe(clickedRecent > 0);
    const loud = scored.filter(({ flag, silence }) => flag === 'fatigued' && silence !== null);
    for (const { silence } of loud) expect(silence).toBeLessThan(0.2);
  });

  test('do not depend on the order of the bins', () => {
    const turned = scoreContacts(bins.toReversed(), verdicts).toReversed();
    for (const [place, row] of turned.entries()) {
      expect(row.flag).toBe(scored[place]?.flag);
      expect(row.score).toBeCloseTo(scored[place]?.score ?? -1, 9);
    }
  });

  test('more clicks never make somebody look more tired', () => {
    const lapsed = new Map(scored.map((row) => [keyOf(row), row.lapsed]));
    const pairs = scored
      .map((row) => ({ quieter: lapsed.get(keyOf({ ...row, clickedRecent: row.clickedRecent - 1 })), row }))
      .filter(({ quieter }) => quieter !== undefined);
    expect(pairs.length).toBeGreaterThan(20);
    expect(pairs.filter(({ quieter, row }) => row.lapsed > (quieter ?? 0) + 1e-12)).toEqual([]);
  });
});

describe('a season in which everybody clicks otherwise', () => {
  const verdicts = new Map<string, SegmentVerdict>([
    ['calm', 'ok'],
    ['pressed', 'fatigued'],
    ['tolerant', 'fatigued'],
  ]);
  const findIn = (season: number) => {
    const { bins, people } = populate([CALM, PRESSED, TOLERANT], 4_000, season);
    const flags = new Map(scoreContacts(bins, verdicts).map((row) => [keyOf(row), row]));
    const flagged = people.filter(({ bin }) => flags.get(bin)?.flag === 'fatigued');
    const tolerant = people.filter(({ bin }) => bin.startsWith('tolerant'));
    const lapsed = tolerant.map(({ bin }) => flags.get(bin)?.lapsed ?? 0);
    return {
      flagged: flagged.length,
      right: flagged.filter(({ tired }) => tired).length / flagged.length,
      lapsed: lapsed.reduce((sum, one) => sum + one, 0) / tolerant.length,
    };
  };
  const usual = findIn(1);

  test('makes nobody look lapsed when it is weak', () => {
    const weak = findIn(0.65);
    expect(weak.right).toBeGreaterThan(0.8);
    expect(weak.lapsed).toBeLessThan(0.06);
    expect(usual.lapsed).toBeLessThan(0.06);
  });

  test('hides nobody when it is strong', () => {
    const strong = findIn(1.5);
    expect(strong.right).toBeGreaterThan(0.8);
    expect(strong.flagged).toBeGreaterThan(0.8 * usual.flagged);
  });

  test('is taken to be as before where no segment is known to be well', () => {
    const { bins } = populate([PRESSED], 4_000, 0.65);
    const { bins: others } = populate([PRESSED], 4_000, 1);
    const shareOf = (some: readonly ContactBin[]): number => {
      const scored = scoreContacts(some, verdicts);
      return scored.reduce((sum, { lapsed }) => sum + lapsed, 0) / scored.length;
    };
    expect(shareOf(bins)).toBeGreaterThan(shareOf(others));
  });
});

describe('too little to tell', () => {
  test('nobody is scored where nobody ever clicked', () => {
    const silent = {
      segment: 's',
      band: 3,
      clickedRecent: 0,
      clickedBaseline: 0,
      recentStep: 4,
      baselineStep: 6,
    };
    expect(scoreContacts([{ ...silent, contacts: 500 }], new Map())).toEqual([]);
  });

  test('nobody is scored below one expected click', () => {
    const few = {
      segment: 's',
      band: 3,
      clickedRecent: 0,
      clickedBaseline: 1,
      recentStep: -4,
      baselineStep: 0,
    };
    expect(scoreContacts([{ ...few, contacts: 500 }], new Map())).toEqual([]);
  });

  test('there is nothing to say of no contacts', () => {
    expect(scoreContacts([], new Map())).toEqual([]);
  });
});

type Plan = typeof CALM;

/** Everybody's own rate is gamma around the usual one; the tired click a quarter as often in the recent window. */
function populate(
  plans: readonly Plan[],
  each: number,
  season = 1,
): { bins: readonly ContactBin[]; people: readonly Person[] } {
  const random = createRandom('score-contacts/1');
  const counts = new Map<string, ContactBin>();
  const people: Person[] = [];
  for (const plan of plans) {
    for (let n = 0; n < each; n += 1) {
      const own = (RATE * gammaOfTwo(random)) / 2;
      const tired = random.next() < plan.tired;
      const left = tired || random.next() < plan.lapsed ? 0.2 : 1;
      const row = {
        segment: plan.segment,
        band: plan.band,
        clickedRecent: Math.min(8, clicksOf(random, plan.texts * 2, own * left * season)),
        clickedBaseline: Math.min(30, clicksOf(random, plan.texts * 3, own)),
        recentStep: Math.round(4 * Math.log(plan.texts * 2 * RATE)),
        baselineStep: Math.round(4 * Math.log(plan.texts * 3 * RATE)),
      };
      const bin = keyOf(row);
      counts.set(bin, { ...row, contacts: (counts.get(bin)?.contacts ?? 0) + 1 });
      people.push({ bin, tired });
    }
  }
  return { bins: [...counts.values()], people };
}

function gammaOfTwo(random: Random): number {
  return -Math.log((1 - random.next()) * (1 - random.next()));
}

function clicksOf(random: Random, texts: number, rate: number): number {
  let clicks = 0;
  for (let n = 0; n < texts; n += 1) if (random.next() < rate) clicks += 1;
  return clicks;
}

function keyOf(row: Omit<ContactBin, 'contacts'> | ScoredBin): string {
  return [
    row.segment,
    row.band,
    row.clickedRecent,
    row.clickedBaseline,
    row.recentStep,
    row.baselineStep,
  ].join(' ');
}

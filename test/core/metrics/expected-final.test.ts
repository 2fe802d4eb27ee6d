import { expect, test } from 'vitest';
import {
  type AgeGroup,
  type ExpectedFinal,
  expectFinal,
  type Silence,
} from '../../../src/core/metrics/expected-final.ts';
import { curveOf, joinLags, type LagCurve, type Lags } from '../../../src/core/metrics/lag-curve.ts';
import { binomial, normal, seeded } from '../../support/seeded.ts';

const HOUR = 3600;

/** Clicks of a window: half within `median`, a long tail, all within 72 h. */
function lagsOf(random: () => number, n: number, median: number, spread = 1.9): Lags {
  const drawn = Array.from({ length: n }, () => median * Math.exp(spread * normal(random)))
    .filter((seconds) => seconds < 72 * HOUR)
    .toSorted((a, b) => a - b);
  return drawn.map((seconds) => ({ seconds, n: 1 }));
}

type Sender = {
  readonly windows: number;
  readonly messages: number;
  readonly rate: number;
  /** how far medians of lags differ between windows, and rates between windows (log standard deviations) */
  readonly lagSpread: number;
  readonly rateSpread: number;
  /** hours after the end of the window at which the report is made; messages go out one blast a day */
  readonly hoursAfter: number;
};

const SENDER: Sender = {
  windows: 8,
  messages: 20_000,
  rate: 0.07,
  lagSpread: 0.15,
  rateSpread: 0.12,
  hoursAfter: 8,
};

type Outcome = { readonly said: ExpectedFinal | Silence; readonly final: number };

function simulate(seed: number, different: Partial<Sender> = {}): Outcome {
  const sender = { ...SENDER, ...different };
  const random = seeded(seed);
  const medianOf = (): number => 25 * 60 * Math.exp(sender.lagSpread * normal(random));
  const rateOf = (): number => sender.rate * Math.exp(sender.rateSpread * normal(random));
  const past = Array.from({ length: sender.windows }, () => {
    const successes = binomial(random, sender.messages, rateOf());
    return { successes, n: sender.messages, lags: lagsOf(random, Math.min(successes, 300), medianOf()) };
  });
  const median = medianOf();
  const rate = rateOf();
  // truth of this window: a fine curve of its own
  const own = curveOf(lagsOf(random, 2_000, median));
  const each = Math.floor(sender.messages / 7);
  let final = 0;
  const groups = Array.from({ length: 7 }, (_, day): AgeGroup => {
    const ageSeconds = (sender.hoursAfter + 14 + 24 * day) * HOUR;
    const all = binomial(random, each, rate);
    final += all;
    return { ageSeconds, base: each, seen: binomial(random, all, own?.(ageSeconds) ?? 0) };
  });
  return { said: expectFinal(groups, pooledOf(past), curvesOf(past), past), final: final / (7 * each) };
}

type Past = readonly { readonly lags: Lags }[];

function curvesOf(past: Past): readonly LagCurve[] {
  return past.map(({ lags }) => curveOf(lags)).filter((curve) => curve !== null);
}

function pooledOf(past: Past): LagCurve {
  return curveOf(joinLags(past.map(({ lags }) => lags))) ?? (() => 0);
}

function coverage(different: Partial<Sender>, replicates: number): { covered: number; said: number } {
  let [covered, said] = [0, 0];
  for (let seed = 1; seed <= replicates; seed += 1) {
    const { said: answer, final } = simulate(seed, different);
    if (typeof answer === 'string') continue;
    said += 1;
    if (final >= answer.lower && final <= answer.upper) covered += 1;
  }
  return { covered: covered / said, said };
}

// 300 replicates: three standard errors of 90 % are 5.2 points
test.each([
  ['a report the morning after', {}],
  ['a report an hour after the last blast', { hoursAfter: -13 }],
  ['a sender whose windows differ much', { lagSpread: 0.4, rateSpread: 0.3 }],
  ['a small sender', { messages: 3_500 }],
  ['a rare outcome', { rate: 0.008 }],
  ['only four windows to learn from', { windows: 4 }],
] satisfies readonly [string, Partial<Sender>][])(
  'the 90 %% range holds the final rate 9 times in 10: %s',
  (_, different) => {
    const { covered, said } = coverage(different, 300);
    expect(said).toBeGreaterThan(240);
    expect(covered).toBeGreaterThan(0.85);
    expect(covered).toBeLessThan(0.975);
  },
  60_000,
);

test('the range of what has nearly all come is narrow and never below what was seen', () => {
  const { said } = simulate(1, { hoursAfter: 60 });
  if (typeof said === 'string') throw new Error(said);
  expect(said.share).toBeGreaterThan(0.995);
  expect(said.upper - said.lower).toBeLessThan(0.001);
  expect(said.value).toBeGreaterThanOrEqual(said.lower);
});

test.each([
  ['short-history', { windows: 3 }],
  ['too-few', { messages: 300 }],
] satisfies readonly [Silence, Partial<Sender>][])('nothing is expected: %s', (why, different) => {
  expect(simulate(5, different).said).toBe(why);
});

test('nothing is expected of what went out half a minute ago', () => {
  const past = [1, 2, 3, 4].map((seed) => ({ lags: lagsOf(seeded(seed), 500, 1_500) }));
  const groups: readonly AgeGroup[] = [{ ageSeconds: 30, base: 20_000, seen: 40 }];
  expect(expectFinal(groups, pooledOf(past), curvesOf(past), [])).toBe('too-early');
});

test('nothing is expected when earlier windows grew in quite different ways', () => {
  const groups: readonly AgeGroup[] = [{ ageSeconds: 2 * HOUR, base: 20_000, seen: 800 }];
  const past = [600, 600, 40_000, 50_000].map((median, seed) => ({
    lags: lagsOf(seeded(seed), 500, median),
  }));
  expect(expectFinal(groups, pooledOf(past), curvesOf(past), [])).toBe('unstable');
});

test('a young blast is completed by its own count and by the rate of the older ones', () => {
  const curve = curveOf([
    { seconds: 1 * HOUR, n: 50 },
    { seconds: 24 * HOUR, n: 50 },
  ]);
  if (curve === null) throw new Error('no curve');
  const groups: readonly AgeGroup[] = [
    { ageSeconds: 100 * HOUR, base: 1_000, seen: 100 },
    { ageSeconds: 1 * HOUR, base: 1_000, seen: 35 },
  ];
  const said = expectFinal(groups, curve, [curve, curve, curve, curve], []);
  // half of the second is missing: (1 - .5) 35 by its own count, (1 - .5)² 1,000 by the rate 135 / 1,500
  const final = 135 + 17.5 + 250 * (135 / 1_500);
  if (typeof said === 'string') throw new Error(said);
  expect(said.value).toBeCloseTo(final / 2_000, 12);
  expect(said.share).toBeCloseTo(135 / final, 12);
});

test('no more can come than are still open', () => {
  const curve = curveOf([{ seconds: 10 * HOUR, n: 100 }]);
  if (curve === null) throw new Error('no curve');
  const groups: readonly AgeGroup[] = [{ ageSeconds: 5 * HOUR, base: 1_000, seen: 500, open: 100 }];
  expect(expectFinal(groups, curve, [curve, curve, curve, curve], [])).toMatchObject({
    value: 0.6,
    upper: 0.6,
  });
});

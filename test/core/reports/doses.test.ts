import { expect, test } from 'vitest';
import { doseCurve } from '../../../src/core/findings/dose-curve.ts';
import type { DoseBand } from '../../../src/core/findings/findings.ts';
import { composeDoses, sayTooMany } from '../../../src/core/reports/audience-health/doses.ts';
import { AUDIENCE_HEALTH_SCENARIOS } from '../../support/audience-health-scenarios.ts';
import { say } from '../../support/say.ts';

const band = (
  at: number,
  clicked: number,
  expectedClicked: number,
  different: Partial<DoseBand> = {},
): DoseBand => ({
  band: at,
  delivered: 20_000,
  clicked,
  expectedClicked,
  optedOut: 80,
  expectedOptedOut: 80,
  ...different,
});

function healthWith(doses: readonly DoseBand[] | undefined) {
  const health = AUDIENCE_HEALTH_SCENARIOS['busy']?.health;
  if (health === null || health === undefined) throw new Error('the scenario found nothing');
  const { doses: _, ...findings } = health.findings;
  return { ...health, findings: doses === undefined ? findings : { ...findings, doses } };
}

test('clicks fall short where contacts had many texts, and the report says by how much', () => {
  const health = healthWith([band(0, 1_600, 1_600), band(1, 1_500, 1_550), band(3, 900, 1_500)]);
  const [clicks] = composeDoses(health);
  expect(clicks?.rows.map(({ label, word, tone }) => [say(label as never), word, tone])).toEqual([
    ['up to 4 texts', 'no clear difference', 'neutral'],
    ['5 to 8 texts', 'no clear difference', 'neutral'],
    ['13 texts or more', 'fewer than expected', 'bad'],
  ]);
  expect(clicks?.rows[2]?.figure).toEqual({ kind: 'relative', value: 900 / 1_500 - 1 });
  expect(say(clicks?.rows[2]?.counts ?? [])).toBe('4.5 %, 900 of 20000 messages');
  expect(say(sayTooMany(health) ?? [])).toBe(
    'After 13 texts or more in 30 days, contacts click 40 % less often than they usually do (900 clicks on 20000 messages).',
  );
});

test('the range is the one of an overdispersed count on the log scale', () => {
  const [clicks] = composeDoses(healthWith([band(0, 400, 400), band(1, 100, 200)]));
  const margin = Math.exp(1.959_963_984_540_054 * Math.sqrt(1.5 / 100));
  const range = clicks?.rows[1]?.range;
  expect(range?.kind === 'range' && range.from).toMatchObject({ kind: 'relative', value: 0.5 / margin - 1 });
});

test('more opt-outs than expected are bad, fewer are good', () => {
  const curves = composeDoses(
    healthWith([
      band(0, 1_600, 1_600, { optedOut: 60, expectedOptedOut: 120 }),
      band(2, 1_600, 1_600, { optedOut: 200, expectedOptedOut: 100 }),
    ]),
  );
  const optOuts = curves.find(({ id }) => id === 'dose-opt-outs');
  expect(optOuts?.rows.map(({ tone }) => tone)).toEqual(['good', 'bad']);
});

test('a band with few messages has no bar, and one band alone makes no curve', () => {
  const few = band(2, 8, 9, { delivered: 120 });
  const [clicks] = composeDoses(healthWith([band(0, 400, 400), band(1, 400, 420), few]));
  expect(clicks?.rows[2]).toMatchObject({ bar: null, word: '', figure: { kind: 'none', reason: 'too few' } });
  expect(composeDoses(healthWith([band(0, 400, 400), few]))).toEqual([]);
  expect(composeDoses(healthWith(undefined))).toEqual([]);
  expect(sayTooMany(healthWith(undefined))).toBeNull();
  expect(sayTooMany(healthWith([band(0, 400, 400), band(1, 390, 400)]))).toBeNull();
});

test('the bands of all segments are added up, fewest texts first', () => {
  const cell = { plainClicked: 0, ...band(1, 10, 12) };
  const curve = doseCurve([
    { ...cell, segment: 'a' },
    { ...cell, segment: 'b', band: 0 },
    { ...cell, segment: 'b' },
  ]);
  expect(curve.map((one) => [one.band, one.clicked, one.expectedClicked, one.delivered])).toEqual([
    [0, 10, 12, 20_000],
    [1, 20, 24, 40_000],
  ]);
});

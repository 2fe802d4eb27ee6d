import { describe, expect, test } from 'vitest';
import { addCounts, COUNT_KEYS, type Cohort } from '../../../src/core/counts.ts';
import { METRICS, type MetricId, metricById } from '../../../src/core/metrics/catalogue.ts';
import { sumCounts } from '../../../src/core/metrics/count-sum.ts';
import { listDefinitions } from '../../../src/core/metrics/definitions.ts';
import { measure } from '../../../src/core/metrics/measure.ts';
import { buildBlast, buildCohort, buildCounts } from '../../support/build-cohort.ts';
import { sayEither } from '../../support/say.ts';

const EMPTY = buildCohort();
const ONE = buildCohort({
  counts: {
    attempted: 1,
    delivered: 1,
    deliveredContacts: 1,
    linkedContacts: 1,
    clickingContacts: 1,
    rawClickingContacts: 1,
    readingContacts: 1,
    convertingContacts: 1,
    conversions: 1,
  },
  money: [{ currency: 'EUR', costMicro: 50_000, revenueMicro: 10_000_000 }],
  deliveryLatency: { n: 1, p50: 3, p80: 3, p95: 3 },
  clickAge: { n: 1, p50: 60, p80: 60, p95: 60 },
});

type Case = readonly [MetricId, string, Cohort, { value: number | null; reason?: string | null }];

const CASES: readonly Case[] = [
  ['delivery-rate', 'an empty cohort', EMPTY, { value: null, reason: 'no message with a final state yet' }],
  [
    'delivery-rate',
    'only messages in process',
    buildCohort({ counts: { attempted: 9, inProcess: 9 } }),
    { value: null, reason: 'no message with a final state yet' },
  ],
  [
    'delivery-rate',
    'unknown, rejected, in process and canceled messages',
    buildCohort({
      counts: { attempted: 14, delivered: 6, unknown: 2, rejected: 2, inProcess: 3, canceled: 1 },
    }),
    { value: 0.6 },
  ],
  [
    'delivery-rate-known',
    'unknown messages',
    buildCohort({
      counts: { attempted: 14, delivered: 6, unknown: 2, rejected: 2, inProcess: 3, canceled: 1 },
    }),
    { value: 0.75 },
  ],
  [
    'unknown-share',
    'unknown messages',
    buildCohort({
      counts: { attempted: 14, delivered: 6, unknown: 2, rejected: 2, inProcess: 3, canceled: 1 },
    }),
    { value: 0.2 },
  ],
  ['delivery-rate', 'all failed', buildCohort({ counts: { attempted: 5, failed: 5 } }), { value: 0 }],
  ['click-through', 'one contact', ONE, { value: 1 }],
  [
    'click-through',
    'messages without a link',
    buildCohort({ counts: { attempted: 5, delivered: 5, deliveredContacts: 5 } }),
    { value: null, reason: 'no delivered message with a link' },
  ],
  [
    'click-to-conversion',
    'more converters than clickers',
    buildCohort({ counts: { clickingContacts: 2, convertingContacts: 3 } }),
    {
      value: null,
      reason: 'more contacts converted than clicked: orders that name their message need no click',
    },
  ],
  [
    'click-to-conversion',
    'no clicks',
    buildCohort({ counts: { delivered: 9 } }),
    { value: null, reason: 'no clicks' },
  ],
  ['delivery-latency-p80', 'one message', ONE, { value: 3 }],
  ['time-to-click-median', 'no clicks', EMPTY, { value: null, reason: 'no clicks' }],
  ['cost', 'nothing charged', EMPTY, { value: null, reason: 'no cost recorded' }],
  [
    'cost-per-conversion',
    'no conversions',
    buildBlast({ attempted: 9, converting: 0 }),
    { value: null, reason: 'no conversions' },
  ],
  ['cost-per-conversion', 'one conversion', ONE, { value: 50_000 }],
  ['revenue-per-delivered', 'one message', ONE, { value: 10_000_000 }],
  ['net-roi', 'one message', ONE, { value: 199 }],
  [
    'net-roi',
    'no cost',
    buildCohort({
      counts: { attempted: 1, delivered: 1 },
      money: [{ currency: 'EUR', costMicro: 0, revenueMicro: 5 }],
    }),
    { value: null, reason: 'no cost recorded' },
  ],
  [
    'net-roi',
    'no revenue',
    buildCohort({
      counts: { attempted: 1, delivered: 1 },
      money: [{ currency: 'EUR', costMicro: 5, revenueMicro: 0 }],
    }),
    { value: -1 },
  ],
  [
    'net-roi',
    'cost and revenue in different currencies',
    buildCohort({
      counts: { attempted: 1, delivered: 1 },
      money: [
        { currency: 'EUR', costMicro: 5, revenueMicro: 0 },
        { currency: 'NOK', costMicro: 0, revenueMicro: 9 },
      ],
    }),
    { value: null, reason: 'cost in EUR, revenue in NOK' },
  ],
  [
    'cost-per-conversion',
    'cost in two currencies',
    buildCohort({
      counts: { conversions: 4 },
      money: [
        { currency: 'EUR', costMicro: 5, revenueMicro: 8 },
        { currency: 'NOK', costMicro: 7, revenueMicro: 9 },
      ],
    }),
    { value: null, reason: 'cost in EUR and NOK' },
  ],
];

describe('measure', () => {
  test.each(CASES)('%s of %s', (id, _what, cohort, wanted) => {
    const measured = measure(metricById(id), cohort);
    const near = wanted.value === null ? null : Math.round(wanted.value * 1e9);
    expect(measured.value === null ? null : Math.round(measured.value * 1e9)).toBe(near);
    expect(measured.reason === null ? null : sayEither(measured.reason)).toBe(wanted.reason ?? null);
    expect(measured.figure.kind === 'none').toBe(wanted.value === null);
  });

  test('reads inferred from replies and orders need no link to be a share of all who got a message', () => {
    const counts = { delivered: 400, deliveredContacts: 400, linkedContacts: 200, readingContacts: 260 };
    expect(measure(metricById('inferred-reads'), buildCohort({ counts })).value).toBe(0.65);
    const nobody = measure(
      metricById('inferred-reads'),
      buildCohort({ counts: { ...counts, readingContacts: 0 } }),
    );
    expect(nobody.reason).toBe('no click, reply or conversion seen');
  });

  test('says that nobody was reached before it says that a feed is missing', () => {
    const withheld = new Map([['clicks', 'no clicks recorded yet']] as const);
    const clicks = metricById('click-through');
    expect(measure(clicks, EMPTY, withheld).reason).toBe('no delivered message with a link');
    expect(measure(clicks, ONE, withheld).reason).toBe('no clicks recorded yet');
    const unanswered = new Map([['receipts', 'delivery receipts are missing']] as const);
    expect(measure(clicks, EMPTY, unanswered).reason).toBe('delivery receipts are missing');
  });

  test('gives one figure per currency and no single value', () => {
    const cohort = buildCohort({
      counts: { attempted: 4, delivered: 4 },
      money: [
        { currency: 'EUR', costMicro: 4, revenueMicro: 8 },
        { currency: 'NOK', costMicro: 8, revenueMicro: 40 },
      ],
    });
    const revenue = measure(metricById('revenue'), cohort);
    expect(revenue).toMatchObject({ value: null, currency: null, reason: null });
    expect(revenue.figure).toEqual({
      kind: 'list',
      figures: [
        { kind: 'money', currency: 'EUR', micro: 8 },
        { kind: 'money', currency: 'NOK', micro: 40 },
      ],
    });
    // the four messages are of both: neither revenue may be divided by them
    expect(sayEither(measure(metricById('revenue-per-delivered'), cohort).reason ?? '')).toBe(
      'revenue in EUR and NOK',
    );
    expect(measure(metricById('net-roi'), cohort).figure).toEqual({
      kind: 'list',
      figures: [
        { kind: 'money', currency: 'EUR', micro: 1_000_000 },
        { kind: 'money', currency: 'NOK', micro: 4_000_000 },
      ],
    });
  });

  test.each(METRICS.map(({ id }) => id))('%s of nothing is n/a with a reason, not a number', (id) => {
    const measured = measure(metricById(id), EMPTY);
    expect(measured.value).toBeNull();
    expect(measured.reason).toMatch(/^no /);
  });

  test('leaves out what needs a feed that stopped, although there are counts', () => {
    const withheld = new Map([['conversions', 'conversions are missing']] as const);
    const cohort = buildBlast({ attempted: 1_000 });
    expect(measure(metricById('conversion-rate'), cohort, withheld).reason).toBe('conversions are missing');
    expect(measure(metricById('net-roi'), cohort, withheld).value).toBeNull();
    expect(measure(metricById('click-through'), cohort, withheld).value).toBeCloseTo(0.08, 3);
  });

  test('changes nothing in its input', () => {
    const cohort = buildBlast({ attempted: 5_000 });
    const before = JSON.stringify(cohort);
    for (const { id } of METRICS) measure(metricById(id), cohort);
    expect(JSON.stringify(cohort)).toBe(before);
  });
});

/** A small generator of our own: the same 200 cohorts on every machine. */
function* randomCounts(seed: number, rounds: number): Generator<ReturnType<typeof buildCounts>> {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  for (let round = 0; round < rounds; round += 1) {
    yield buildCounts(Object.fromEntries(COUNT_KEYS.map((key) => [key, next(1_000)])));
  }
}

describe('additivity', () => {
  test('a metric of the sum of cohorts has the summed numerators and denominators', () => {
    const all = [...randomCounts(7, 200)];
    for (const metric of METRICS.filter((one) => one.unit === 'rate')) {
      for (const sum of [metric.numerator, metric.denominator]) {
        const parts = all.reduce((total, counts) => total + sumCounts(sum, counts), 0);
        expect(sumCounts(sum, addCounts(all))).toBe(parts);
      }
    }
  });

  test('a rate of a sum lies between the rates of its parts', () => {
    const cohorts = [...randomCounts(11, 200)].map((counts) =>
      buildCohort({
        counts: { ...counts, clickingContacts: Math.min(counts.clickingContacts, counts.linkedContacts) },
      }),
    );
    const metric = metricById('click-through');
    const rates = cohorts.flatMap((cohort) => measure(metric, cohort).value ?? []);
    const total = measure(
      metric,
      buildCohort({ counts: addCounts(cohorts.map((cohort) => cohort.counts)) }),
    ).value;
    expect(total).toBeGreaterThan(Math.min(...rates));
    expect(total).toBeLessThan(Math.max(...rates));
  });
});

describe('catalogue', () => {
  test('every metric has its own id, label and a sentence that ends', () => {
    const definitions = listDefinitions();
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
    expect(new Set(definitions.map(({ label }) => label)).size).toBe(definitions.length);
    for (const { definition } of definitions) expect(definition).toMatch(/^[A-Z].*\.$/);
  });

  test('says what divides by what', () => {
    const formulas = Object.fromEntries(listDefinitions().map(({ id, formula }) => [id, formula]));
    expect(formulas).toMatchObject({
      'delivery-rate': 'delivered / (attempted - canceled - in process)',
      'click-through': 'clicking contacts / linked contacts',
      'time-to-click-p80': '80th percentile of first human click minus delivery',
      'cost-per-conversion': 'cost / conversions',
      'net-roi': '(revenue - cost) / cost',
    });
  });
});

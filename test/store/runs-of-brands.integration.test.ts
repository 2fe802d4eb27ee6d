import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWithin } from '../../src/pipelines/own-brands.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import type { Db } from '../../src/store/connect.ts';
import { listRuns } from '../../src/store/runs.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { freshDatabase } from '../support/database.ts';

/** Names that a careless comparison takes for each other, or that break out of JSON or SQL. */
const NAMES = [
  'Acme',
  'acme',
  'Acme 2',
  'Acm',
  'A"b\\c',
  "O'Neil",
  'Ørn',
  'ørn',
  'Ørn ',
  '100 %',
  '_cme',
  'null',
  '[]',
  '😀',
];

let db: Db;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
  const now = instant('2026-11-23T07:00:05Z');
  await applied(db, instant('2026-11-20T12:00Z'), 'weekly');
  await planReports(db, now, TZDB);
  const [row] = await db('report_runs').select();
  const { id: _id, options, ...rest } = row;
  const known: unknown = typeof options === 'string' ? JSON.parse(options) : options;
  const { brands: _brands, ...others } = known as Readonly<Record<string, unknown>>;
  const pairs = NAMES.flatMap((one, at) => NAMES.slice(at + 1).map((other) => [one, other]));
  const all = [null, [], ...NAMES.map((one) => [one]), ...pairs, [...NAMES]];
  const runs = all.map((brands, at) => ({
    ...rest,
    occurrence: `b${at}`,
    options: JSON.stringify({ ...others, brands }),
  }));
  // planned before there were brands
  await db('report_runs').insert([...runs, { ...rest, occurrence: 'old', options: JSON.stringify(others) }]);
});
afterAll(() => drop?.());

describe('runs of brands', () => {
  it('are those limited to these brands and to no other, whatever the names are', async () => {
    const everything = await listRuns(db, { limit: 1_000 });
    expect(everything.length).toBe(NAMES.length + (NAMES.length * (NAMES.length - 1)) / 2 + 5);
    const asked = [
      [],
      ...NAMES.map((one) => [one]),
      ['Acme', 'ørn'],
      ['A"b\\c', "O'Neil", 'null'],
      NAMES,
      ['none'],
    ];
    for (const own of asked) {
      const found = await listRuns(db, { limit: 1_000, brands: own });
      const right = everything.filter(({ options }) => isWithin(own, options.brands));
      expect([own, found.map(({ id }) => id)]).toEqual([own, right.map(({ id }) => id)]);
    }
  });
});

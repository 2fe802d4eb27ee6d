import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JudgedTest } from '../../src/core/experiments/judged-test.ts';
import type { PairComparison } from '../../src/core/experiments/judgement.ts';
import type { ExperimentPlan } from '../../src/core/experiments/plan.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { judgeTests } from '../../src/pipelines/judge-tests.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { freezePlan, savePlan } from '../../src/store/experiments/plans.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type HillstromFiles, hillstromFiles } from '../support/hillstrom.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';

/** K. Hillstrom's test of 2008 as published: arm, assigned, visitors, buyers, revenue in USD. */
const PUBLISHED = [
  ['mens', 21_307, 3_894, 267, 30_311.69],
  ['womens', 21_387, 3_238, 189, 23_038.11],
  ['holdout', 21_306, 2_262, 122, 13_908.33],
] as const;

let files: HillstromFiles;
let fresh: FreshDatabase;
let applied: Readonly<Record<string, number>>;
let visits: JudgedTest;
let purchases: JudgedTest;

const TWO_WEEKS = 336;
const arm = (variantId: string, isHoldout = false) => ({
  variantId,
  label: variantId,
  share: 1 / 3,
  isControl: false,
  isHoldout,
});
const PLAN: ExperimentPlan = {
  campaignId: 'hillstrom',
  arms: [arm('mens'), arm('womens'), arm('holdout', true)],
  tested: 'offer',
  theme: 'merchandise',
  primary: { kind: 'conversion', of: 'visit' },
  alpha: 0.05,
  mdeRelative: 0.1,
  plannedContacts: 64_000,
  plannedRate: 0.12,
  windows: { click: TWO_WEEKS, conversion: TWO_WEEKS, optOut: TWO_WEEKS, delivery: 72 },
  guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
  split: 'random',
  origin: 'applied',
};

async function judge(): Promise<JudgedTest> {
  const [test] = await judgeTests(fresh.db, { campaignIds: ['hillstrom'], asOf: Temporal.Now.instant() });
  if (test === undefined) throw new Error('the published test was not judged');
  return test;
}

beforeAll(async () => {
  files = hillstromFiles();
  fresh = await freshDatabase();
  await savePlan(fresh.db, PLAN, 'test');
  const imported = await importFiles({ db: fresh.db, secretKey: IMPORT_SECRET, paths: [files.folder] });
  applied = Object.fromEntries(imported.map((file) => [file.kind, file.applied]));
  await refreshRollups(fresh.db, { chunk: 50_000 });
  visits = await judge();
  const other = { ...PLAN, primary: { kind: 'conversion', of: 'purchase' } as const, plannedRate: 0.006 };
  await fresh.db('experiment_plans').delete();
  await freezePlan(fresh.db, other, Temporal.Instant.from('2008-03-03T15:00:00Z'));
  purchases = await judge();
});

afterAll(async () => {
  await fresh.drop();
  files.drop();
});

describe('the published test with a holdout arm', () => {
  it('is imported whole', () => {
    expect(applied).toMatchObject({
      contacts: 64_000,
      assignments: 64_000,
      messages: 42_694,
      conversions: 9_972,
    });
  });

  it.each(PUBLISHED)('shows what was published for %s', (id, assigned, visitors, buyers, revenue) => {
    const found = visits.counts.arms.find(({ variantId }) => variantId === id);
    expect(found?.assigned).toBe(assigned);
    expect(found?.conversions.find(({ kind }) => kind === 'visit')?.contacts).toBe(visitors);
    expect(found?.conversions.find(({ kind }) => kind === 'purchase')?.contacts).toBe(buyers);
    const [money] = found?.revenue.filter(({ kind }) => kind === 'purchase') ?? [];
    expect(money?.currency).toBe('USD');
    expect(money?.sumMicro).toBe(Math.round(revenue * 1e6));
  });

  it('leaves nobody in two arms', () => {
    expect(visits.counts.crossedOver).toBe(0);
  });

  it('freezes the plan that was applied before the people came', () => {
    expect(visits.plan).toEqual(PLAN);
    expect(visits.planFrozenAt).toEqual(visits.counts.firstAssignedAt);
    expect(visits.counts.isClosed).toBe(true);
  });

  it('finds the split as planned', () => {
    expect(visits.judgement.split).toMatchObject({ isAlarm: false, isWarning: false });
  });

  it('finds mens better than womens on visits', () => {
    expect(visits.judgement.verdict).toMatchObject({ id: 'winner', arm: 'mens' });
  });

  it('finds both mailings better than no mailing, on visits and on purchases', () => {
    const better = (test: JudgedTest, outcome: string, id: string): PairComparison | undefined =>
      test.judgement.incrementality
        .find(({ variantId }) => variantId === id)
        ?.comparisons.find((pair) => pair.outcome === outcome);
    for (const id of ['mens', 'womens']) {
      expect(better(visits, 'conversion:visit', id)?.better).toBe(id);
      expect(better(purchases, 'conversion:purchase', id)?.better).toBe(id);
    }
    expect(Math.abs(better(visits, 'conversion:visit', 'mens')?.difference ?? 0)).toBeCloseTo(0.0766, 4);
    expect(Math.abs(better(visits, 'conversion:visit', 'womens')?.difference ?? 0)).toBeCloseTo(0.0452, 4);
  });
});

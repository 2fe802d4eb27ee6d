import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { type Experiment, loadExperiments } from '../../src/store/experiments.ts';
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
let experiment: Experiment | undefined;

beforeAll(async () => {
  files = hillstromFiles();
  fresh = await freshDatabase();
  const imported = await importFiles({ db: fresh.db, secretKey: IMPORT_SECRET, paths: [files.folder] });
  applied = Object.fromEntries(imported.map((file) => [file.kind, file.applied]));
  await refreshRollups(fresh.db, { chunk: 50_000 });
  [experiment] = await loadExperiments(fresh.db, { campaignIds: ['hillstrom'], windowDays: 14 });
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

  it.each(PUBLISHED)('shows what was published for %s', (arm, assigned, visitors, buyers, revenue) => {
    const found = experiment?.arms.find(({ variantId }) => variantId === arm);
    expect(found?.assigned).toBe(assigned);
    expect(found?.conversions.find(({ kind }) => kind === 'visit')?.contacts).toBe(visitors);
    expect(found?.conversions.find(({ kind }) => kind === 'purchase')?.contacts).toBe(buyers);
    const [money] = found?.revenue.filter(({ kind }) => kind === 'purchase') ?? [];
    expect(money?.currency).toBe('USD');
    expect(money?.sumMicro).toBe(Math.round(revenue * 1e6));
  });

  it('leaves nobody in two arms', () => {
    expect(experiment?.crossedOver).toBe(0);
  });
});

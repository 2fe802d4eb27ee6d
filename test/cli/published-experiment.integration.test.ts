import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerExperiments } from '../../src/cli/commands/experiments.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { type HillstromFiles, hillstromFiles } from '../support/hillstrom.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

type Comparison = {
  readonly metric: string;
  readonly first: string;
  readonly second: string;
  readonly difference: number;
  readonly better: string | null;
};

let files: HillstromFiles;
let fresh: FreshDatabase;
let redis: FreshRedis;
let answer: ReturnType<typeof JSON.parse>;

beforeAll(async () => {
  files = hillstromFiles();
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  await importFiles({ db: fresh.db, secretKey: IMPORT_SECRET, paths: [files.folder] });
  await refreshRollups(fresh.db, { chunk: 50_000 });
  const { stdout } = await runCommand(
    workerApp(fresh, redis),
    [registerExperiments],
    ['experiments', '--json', '--window-days', '14'],
  );
  [answer] = JSON.parse(stdout).experiments;
}, 120_000);
afterAll(async () => {
  await redis.drop();
  await fresh.drop();
  files.drop();
});

function against(holdout: string, metric: string, mailing: string): Comparison | undefined {
  const comparisons: readonly Comparison[] = answer.incrementality.flatMap(
    (one: { comparisons: readonly Comparison[] }) => one.comparisons,
  );
  return comparisons.find((one) => one.metric === metric && one.first === holdout && one.second === mailing);
}

describe('the published test on the command line', () => {
  it('has a split as planned', () => {
    expect(answer.srm).toMatchObject({ alarm: false, warning: false });
    expect(answer.crossed_over).toBe(0);
  });

  it.each([
    ['mens', 'conversion:visit', 0.0766],
    ['womens', 'conversion:visit', 0.0452],
    ['mens', 'conversion:purchase', 0.0068],
    ['womens', 'conversion:purchase', 0.0031],
  ])('says that %s beats the holdout on %s, by %d', (mailing, metric, difference) => {
    const found = against('holdout', metric, mailing);
    expect(found?.better).toBe(mailing);
    expect(found?.difference).toBeCloseTo(difference, 4);
  });

  it('says that mens beats womens on visits', () => {
    const pairs: readonly Comparison[] = answer.pairs;
    const visits = pairs.find(({ metric }) => metric === 'conversion:visit');
    expect(visits).toMatchObject({ first: 'mens', second: 'womens', better: 'mens' });
    expect(visits?.difference).toBeCloseTo(3_238 / 21_387 - 3_894 / 21_307, 12);
  });
});

import type { App } from '../app.ts';
import { importFiles } from '../pipelines/import-files.ts';
import { judgeTests } from '../pipelines/judge-tests.ts';
import { proposeCleaning } from '../pipelines/propose-cleaning.ts';
import { refreshRollups } from '../pipelines/refresh-rollups.ts';
import { countRecommendations } from '../store/cleaning/count-recommendations.ts';
import { writeHistory } from './history.ts';
import { listLine } from './list-line.ts';
import { planDemoTests } from './plan-tests.ts';
import { count, type Steps } from './steps.ts';
import { testsLine } from './tests-line.ts';

type HistoryRequest = {
  readonly seed: string;
  readonly endsAt: Temporal.Instant;
  readonly scale: number;
};

/** The first count of everything: larger transactions than a worker's look at fewer messages twice. */
const CHUNK = 50_000;

/** A history written, imported, counted, judged and searched, with the product's own parts; files go to `folder`. */
export async function fillDatabase(
  request: HistoryRequest,
  steps: Steps,
  app: App,
  folder: string,
): Promise<void> {
  const { seed, endsAt, scale } = request;
  const percent = (share: number): string => `${Math.floor(share * 100)} %`;
  const { plan: world } = await steps.run(
    'history',
    (progress) =>
      writeHistory({
        seed,
        endsAt,
        scale,
        folder,
        onProgress: (share) => progress(`written ${percent(share)}`),
      }),
    ({ plan, rows }) =>
      `26 weeks: ${count(rows.messages)} messages, ${plan.campaigns.length} campaigns, ${plan.segments.length} segments, ${count(rows.contacts)} contacts`,
  );
  await planDemoTests(app.db, world, scale);
  await steps.run(
    'import',
    (progress) =>
      importFiles({
        db: app.db,
        secretKey: app.phoneKey,
        paths: [folder],
        onProgress: ({ kind, share }) => progress(`${kind} ${percent(share)}`),
      }),
    (files) => {
      const sum = (of: (file: (typeof files)[number]) => number): string =>
        count(files.reduce((total, file) => total + of(file), 0));
      return `${sum(({ read }) => read)} rows read, ${sum(({ applied }) => applied)} applied, ${sum(({ rejected }) => rejected)} refused`;
    },
  );
  await steps.run(
    'roll-up',
    (progress) =>
      refreshRollups(app.db, {
        chunk: CHUNK,
        onProgress: ({ messages }) => progress(`${count(messages)} messages counted`),
      }),
    ({ messages, ticks }) => `${count(messages)} messages counted in ${ticks} transactions`,
  );
  await judgeAndSearch(steps, app);
}

async function judgeAndSearch(steps: Steps, app: App): Promise<void> {
  await steps.run(
    'tests',
    async () => judgeTests(app.db, { asOf: await app.now() }),
    (tests) => testsLine(tests),
  );
  await steps.run(
    'list',
    async () => {
      const { db, now, refresh, phoneKey, cleaning: settings } = app;
      const run = await proposeCleaning(
        { db, now, refresh, secretKey: phoneKey, owner: 'demo' },
        { settings },
      );
      return { run, counts: await countRecommendations(db, { state: 'proposed' }) };
    },
    ({ run, counts }) => listLine(run, counts),
  );
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportAsked } from '../../src/pipelines/compose-needs.ts';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import { connectMysql } from '../../src/store/connect.ts';
import { loadUnattributedOptOuts } from '../../src/store/counts/load-unattributed-opt-outs.ts';
import { buildPerformance } from '../support/build-performance.ts';
import { HISTORY_ENDS_AT, type ImportedHistory, importedHistory } from '../support/history.ts';

let history: ImportedHistory;

beforeAll(async () => {
  history = await importedHistory();
}, 60_000);
afterAll(() => history.drop());

const { run } = buildPerformance();
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const asked = (report: ReportAsked['report']): ReportAsked => ({
  report,
  title: 'SMS',
  locale: 'en-GB',
  window: { from: instant('2026-10-01T00:00Z'), to: instant('2026-11-23T00:00Z'), timezone: 'UTC' },
  windowKind: 'custom',
  asOf: HISTORY_ENDS_AT,
  staleAfterSeconds: 7_200,
  run,
});

describe('reports at once', () => {
  it.each([1, 2])(
    'all come out of a pool of %d: none holds a connection and waits for another',
    async (poolSize) => {
      const db = connectMysql(history.url, { poolSize });
      // the last one waits for all before it: as long as the machine needs, and not ten seconds
      db.client.pool.acquireTimeoutMillis = 100_000;
      try {
        const kinds = ['experiment', 'performance', 'experiment', 'performance', 'experiment'] as const;
        const models = await Promise.all(
          kinds.map((kind) =>
            readFromCubes(db, loadUnattributedOptOuts, (cubes) => composeReport(cubes, asked(kind))),
          ),
        );
        const texts = models.map((model) => JSON.stringify(model));
        expect(texts.filter((text) => text.includes('"kind":"test"')).length).toBeGreaterThanOrEqual(3);
        expect(texts[2]).toBe(texts[0]);
        expect(texts[3]).toBe(texts[1]);
      } finally {
        await db.destroy();
      }
    },
  );

  it('gives the connection back when a report fails, before or after its snapshot', async () => {
    const db = connectMysql(history.url, { poolSize: 1 });
    const { window } = asked('performance');
    try {
      for (const steps of [0, 1, 2]) {
        const failing = readFromCubes(db, loadUnattributedOptOuts, async (cubes) => {
          if (steps > 0) await cubes.loadTests(window, undefined, HISTORY_ENDS_AT);
          if (steps > 1) await cubes.loadTotal({ window });
          throw new Error('no report');
        });
        await expect(failing).rejects.toThrow('no report');
      }
      // refused while a transaction is open
      await db.raw('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    } finally {
      await db.destroy();
    }
  });

  it('refuses tests once its snapshot is open, which would lock rows for them', async () => {
    const { window } = asked('performance');
    const late = readFromCubes(history.db, loadUnattributedOptOuts, async (cubes) => {
      await cubes.loadTotal({ window });
      return cubes.loadTests(window, undefined, HISTORY_ENDS_AT);
    });
    await expect(late).rejects.toMatchObject({ code: 'internal' });
  });

  it('counts a test once, however many windows ask for it', async () => {
    const { window } = asked('performance');
    const year = { ...window, from: window.from.subtract({ hours: 24 * 300 }) };
    const [first, second] = await readFromCubes(history.db, loadUnattributedOptOuts, async (cubes) => [
      await cubes.loadTests(window, undefined, HISTORY_ENDS_AT),
      await cubes.loadTests(year, undefined, HISTORY_ENDS_AT),
    ]);
    const ids = (first ?? []).map(({ campaign }) => campaign.id);
    expect(ids.length).toBeGreaterThan(0);
    const again = (second ?? []).filter(({ campaign }) => ids.includes(campaign.id));
    expect(again.map((test) => first?.includes(test))).toEqual(ids.map(() => true));
    expect(second?.length).toBeGreaterThan(ids.length);
  });
});

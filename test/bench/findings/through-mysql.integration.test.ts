import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInWorld } from '../../../bench/findings/find-in-world.ts';
import { readFound } from '../../../bench/findings/read-found.ts';
import { scoreWorld } from '../../../bench/findings/score/score-world.ts';
import { historyOfWorld } from '../../../bench/findings/world/history-of-world.ts';
import { buildWorld } from '../../../bench/findings/world/send.ts';
import { writeWorld } from '../../../bench/findings/world/write-world.ts';
import { registerFindings } from '../../../src/cli/commands/findings.ts';
import type { Cell } from '../../../src/core/findings/history.ts';
import { findFindings } from '../../../src/pipelines/find-findings.ts';
import { importFiles } from '../../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import { findBounds } from '../../../src/store/findings/bounds.ts';
import { loadNames } from '../../../src/store/findings/names.ts';
import { readCells } from '../../../src/store/findings/read-cells.ts';
import { readHistory } from '../../../src/store/findings/read-history.ts';
import {
  type FreshDatabase,
  type FreshRedis,
  freshDatabase,
  freshRedisPrefix,
} from '../../support/database.ts';
import { type CommandRun, runCommand } from '../../support/run-command.ts';
import { workerApp } from '../../support/worker-app.ts';

// some messages whose truth is known: counted and judged twice, by MySQL and by loops over the messages themselves
const world = buildWorld({ seed: 3, size: 'small', isNull: false, contacts: 50 });
const asOf = Temporal.Instant.fromEpochMilliseconds(world.plan.asOfDay * 86_400_000);
let fresh: FreshDatabase;
let redis: FreshRedis;
let app: ReturnType<typeof workerApp>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'findings-world-'));
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  app = workerApp(fresh, redis);
  try {
    writeWorld(world, folder);
    await importFiles({ db: fresh.db, secretKey: app.secretKey, paths: [folder] });
    await refreshRollups(fresh.db, { now: asOf.add({ hours: 1 }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
afterAll(async () => {
  await redis.drop();
  await fresh.drop();
});

describe('a planted world through MySQL', { timeout: 300_000 }, () => {
  it('is counted as its messages say', async () => {
    const bounds = await findBounds(fresh.db, asOf);
    const names = await loadNames(fresh.db);
    const counted = await readHistory(fresh.db, bounds, names, () => readCells(fresh.db, bounds, names, {}));
    const own = historyOfWorld(world);
    expect({ asOfDay: counted.asOfDay, firstDay: counted.firstDay }).toEqual({
      asOfDay: own.asOfDay,
      firstDay: own.firstDay,
    });
    expect(counted.cells.map(withoutOptOuts).sort()).toEqual(own.cells.map(withoutOptOuts).sort());
    expect(counted.hours.map(textOf).sort()).toEqual(own.hours.map(textOf).sort());
    expect(counted.failures.map(textOf).sort()).toEqual(own.failures.map(textOf).sort());
    const [found, planted] = [counted.cells, own.cells].map((cells) =>
      cells.reduce((sum, { optedOut }) => sum + optedOut, 0),
    );
    expect(planted).toBeGreaterThan(40);
    expect(Math.abs((found ?? 0) - (planted ?? 0))).toBeLessThan(3);
  });

  it('gives by the command line what the core finds in it', async () => {
    const run = (...words: readonly string[]): Promise<CommandRun> =>
      runCommand(app, [registerFindings], ['findings', ...words]);
    const search = await run('--json', '--as-of', asOf.toString());
    expect(search.failure).toBeNull();
    // flags are of a search that is kept
    await findFindings(fresh.db, { asOf, kind: 'kept', sendHours: { from: 8, to: 21 } });
    const listed = await run('contacts', '--csv');
    expect(listed.failure).toBeNull();
    const found = readFound(search.stdout, listed.stdout);
    const own = findInWorld(world);
    expect(found.segments).toEqual(own.segments.map(({ segment, verdict }) => ({ segment, verdict })));
    expect(found.windows).toEqual(
      own.windows.map(({ segment, verdict, hour }) => ({ segment, verdict, hour })),
    );
    expect(found.anomalies).toEqual(
      own.anomalies.map(({ campaignId, metric, direction }) => ({ campaignId, metric, direction })),
    );
    const tired = (flags: ReadonlyMap<number, string>): readonly number[] =>
      [...flags].flatMap(([person, flag]) => (flag === 'fatigued' ? [person] : [])).sort((a, b) => a - b);
    expect(tired(found.flags)).toEqual(tired(own.flags));
  });

  it('finds what was planted and nothing else where there are enough of them', () => {
    const large = buildWorld({ seed: 3, size: 'small', isNull: false });
    const { segments, anomalies, windows } = scoreWorld(large, findInWorld(large));
    expect(segments.kinds.get('strong-ramp')).toMatchObject({ fatigued: 1 });
    expect(segments.fatigued.wrong).toBe(0);
    expect(anomalies.hits.wrong).toBe(0);
    expect(anomalies.plants.get('outage')).toMatchObject({ missed: 0 });
    expect(anomalies.plants.get('broken-link')).toMatchObject({ missed: 0 });
    expect([anomalies.immature, anomalies.storms]).toEqual([0, 0]);
    expect([windows.worlds, windows.right]).toEqual([1, 1]);
  });
});

function textOf(row: object): string {
  return JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Who left twice and came back once is counted by MySQL alone: a START takes back all before it. */
function withoutOptOuts(cell: Cell): string {
  return textOf({ ...cell, optedOut: null });
}

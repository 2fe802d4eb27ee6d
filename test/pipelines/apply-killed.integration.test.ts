import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { CrashPoint } from '../../src/core/crash-points.ts';
import { applyRecommendations, resumeBatches, undoBatch } from '../../src/pipelines/apply-recommendations.ts';
import { exportSuppressions } from '../../src/pipelines/export-suppressions.ts';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import { APPROVED } from '../support/apply-on.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench, NOW } from '../support/cleaning-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
/** one more than goes in one transaction */
const LARGE = 10_001;

let bench: CleaningBench;
beforeAll(async () => {
  bench = await cleaningBench();
  await bench.plant(LARGE + 9);
  await bench.plantRun({ id: 1, state: 'released' });
  const columns = { expires_at: new Date('2099-01-01T00:00:00Z') };
  const large = Array.from({ length: LARGE }, (_, at) => ({ ...APPROVED, contact: at + 1, columns }));
  await bench.recommend(large);
  const when = new Date('2026-11-20T10:00:00Z');
  for (const contact of [1, LARGE + 5])
    await bench.db('opt_outs').insert({
      event_id: `o${contact}`,
      contact_id: contact,
      event: 'opt_out',
      occurred_at: when,
      received_at: when,
    });
});
afterAll(() => bench.drop());

/** As a person types it; null = killed. */
async function recommendations(words: readonly string[], faultPoint?: string): Promise<number | null> {
  const child = spawn(NODE, ['src/cli/main.ts', 'recommendations', ...words], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: bench.url,
      REDIS_URL: inject('redisUrl'),
      SECRET_KEY: CLEANING_SECRET,
      ...(faultPoint === undefined ? {} : { FAULT_POINT: faultPoint }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  return code;
}

const APPLY = ['apply', '--all', '--allow-large'];

async function undoWords(): Promise<readonly string[]> {
  const [row] = await bench.db('apply_batches').where({ kind: 'apply' }).max({ id: 'id' });
  return ['undo', '--batch', String(row?.id)];
}

/** What the sending platform would get; as of one moment, so that only the numbers count. */
async function exported(): Promise<string> {
  let text = '';
  await exportSuppressions(
    { db: bench.db, secretKey: CLEANING_SECRET },
    {
      query: { since: null, sender: null, isLifted: false },
      format: 'csv',
      options: { phone: 'e164', group: null },
      out: {
        write: async (piece) => {
          text += piece;
        },
      },
      actor: 'test',
    },
  );
  return text;
}

async function states(): Promise<Readonly<Record<string, number>>> {
  const rows = await bench
    .db('recommendations')
    .groupBy('state')
    .select('state', bench.db.raw('COUNT(*) AS n'));
  return Object.fromEntries(rows.map((row) => [String(row.state), Number(row.n)]));
}

/** As if a minute had gone by: nobody holds the batch any more. */
async function resume(): Promise<void> {
  await bench.db('apply_batches').update({ lease_until: new Date('2020-01-01T00:00:00Z') });
  expect(await resumeBatches(needs())).toHaveLength(1);
}

function needs() {
  return {
    db: bench.db,
    owner: randomBytes(4).toString('hex'),
    reach: () => undefined,
    fourEyes: 'off' as const,
  };
}

/** Approved again, as if nothing had been; `few` leaves a batch that goes in one transaction. */
async function startOver(few: number | null): Promise<void> {
  for (const table of ['suppressions', 'apply_batches', 'apply_items', 'recommendation_events', 'audit_log'])
    await bench.db(table).delete();
  await bench.db('recommendations').update({ state: 'rejected', is_open: null, version: 1, batch_id: null });
  const query = bench.db('recommendations');
  if (few !== null) void query.where('id', '<=', few);
  await query.update({ state: 'approved', is_open: 1 });
}

async function isWhole(): Promise<void> {
  expect((await verifyAudit(bench.db, null)).broken).toBeNull();
  const open = await bench.db('apply_batches').whereNull('settled_at').select('id');
  expect(open).toEqual([]);
}

type Kill = {
  readonly point: CrashPoint;
  readonly nth: number;
  readonly holds: boolean;
  readonly few?: number;
};

const APPLY_KILLS: readonly Kill[] = [
  { point: 'rec.apply_begun', nth: 1, holds: false },
  { point: 'rec.apply_chunk', nth: 4, holds: false },
  { point: 'rec.apply_before_commit', nth: 1, holds: false },
  { point: 'rec.apply_after_commit', nth: 1, holds: true },
  { point: 'rec.apply_settled_half', nth: 3, holds: true },
];

const UNDO_KILLS: readonly Kill[] = [
  { point: 'rec.undo_begun', nth: 1, holds: false },
  { point: 'rec.undo_half', nth: 4, holds: false },
  { point: 'rec.undo_before_commit', nth: 1, holds: false },
  { point: 'rec.undo_after_commit', nth: 1, holds: true },
  { point: 'rec.undo_settled_half', nth: 3, holds: true },
];

describe('a large batch whose process is killed with kill -9', () => {
  let before = '';
  beforeEach(async () => {
    await startOver(null);
    before = await exported();
  });

  it.each(APPLY_KILLS.map((kill, at) => [kill, UNDO_KILLS[at] as Kill] as const))(
    'shows all or nothing, then and after it went on: %o, %o',
    async (applyKill, undoKill) => {
      expect(await recommendations(APPLY, `${applyKill.point}:${applyKill.nth}`)).toBeNull();
      const left = await exported();
      expect(left === before).toBe(!applyKill.holds);
      expect(left.split('\r\n')).toHaveLength(applyKill.holds ? LARGE + 3 : 4);
      expect((await verifyAudit(bench.db, null)).broken).toBeNull();
      await resume();
      const after = await exported();
      expect(after.split('\r\n')).toHaveLength(LARGE + 3);
      expect(await states()).toEqual({ applied: LARGE });
      await isWhole();

      expect(await recommendations(await undoWords(), `${undoKill.point}:${undoKill.nth}`)).toBeNull();
      expect(await exported()).toBe(undoKill.holds ? before : after);
      await resume();
      expect(await exported()).toBe(before);
      expect(await states()).toEqual({ undone: LARGE });
      await isWhole();
    },
    120_000,
  );

  it('is left to the process that still holds it', async () => {
    expect(await recommendations(APPLY, 'rec.apply_chunk:2')).toBeNull();
    expect(await resumeBatches(needs())).toEqual([]);
    expect(await exported()).toBe(before);
    expect(await states()).toEqual({ applying: LARGE });
    await bench.db('apply_batches').update({ lease_until: new Date('2020-01-01T00:00:00Z') });
    expect(await recommendations(['batches', '--resume'])).toBe(0);
    expect(await states()).toEqual({ applied: LARGE });
  }, 60_000);

  it('is taken back as a whole by what can never succeed', async () => {
    expect(await recommendations(APPLY, 'rec.apply_chunk:3:throw')).toBe(70);
    expect(await exported()).toBe(before);
    expect(await states()).toEqual({ apply_failed: LARGE });
    expect(await bench.db('suppressions').count({ n: '*' })).toEqual([{ n: 0 }]);
    await isWhole();
  }, 60_000);
});

describe('a batch of one transaction whose process is killed with kill -9', () => {
  const FEW = 3;
  let before = '';
  beforeEach(async () => {
    await startOver(FEW);
    before = await exported();
  });

  function apply() {
    const choice = { filter: { state: 'approved' } } as const;
    return applyRecommendations(needs(), { choice, actor: 'test', isLargeAllowed: true, at: NOW });
  }

  it.each(['rec.apply_begin', 'rec.apply_chunk', 'rec.apply_before_commit'])(
    'is as if it had never begun: %s',
    async (point) => {
      expect(await recommendations(APPLY, point)).toBeNull();
      expect(await exported()).toBe(before);
      expect(await bench.db('apply_batches').select('id')).toEqual([]);
      expect(await states()).toMatchObject({ approved: FEW });
      expect((await apply()).states).toEqual({ applied: FEW });
      await isWhole();
    },
    60_000,
  );

  it('is there as a whole once it was committed', async () => {
    expect(await recommendations(APPLY, 'rec.apply_after_commit')).toBeNull();
    expect((await exported()).split('\r\n')).toHaveLength(FEW + 3);
    expect(await states()).toMatchObject({ applied: FEW });
    await isWhole();
  }, 60_000);

  it('is undone as a whole or not at all', async () => {
    const { batchId } = await apply();
    const after = await exported();
    const undo = await undoWords();
    for (const point of ['rec.undo_begin', 'rec.undo_half', 'rec.undo_before_commit']) {
      expect(await recommendations(undo, point)).toBeNull();
      expect(await exported()).toBe(after);
      expect(await states()).toMatchObject({ applied: FEW });
    }
    await undoBatch(needs(), { what: { batchId }, actor: 'test', note: null, at: NOW });
    expect(await exported()).toBe(before);
    await isWhole();
  }, 60_000);
});

describe('a fault point', () => {
  it('is refused in production', async () => {
    const child = spawn(NODE, ['src/cli/main.ts', 'recommendations', 'list'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        DATABASE_URL: bench.url,
        REDIS_URL: inject('redisUrl'),
        SECRET_KEY: CLEANING_SECRET,
        FAULT_POINT: 'rec.apply_chunk',
      },
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    expect((await once(child, 'close'))[0]).toBe(78);
  });
});

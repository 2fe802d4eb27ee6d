import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHistory } from '../../src/demo/history.ts';
import { type ImportedFile, importFiles } from '../../src/pipelines/import-files.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { contentOf, IMPORT_SECRET } from '../support/import-bench.ts';

const TABLES = [
  'segments',
  'contacts',
  'campaigns',
  'variants',
  'assignments',
  'messages',
  'receipts',
  'clicks',
  'conversions',
  'opt_outs',
] as const;

const folder = mkdtempSync(join(tmpdir(), 'import-history-'));
const endsAt = Temporal.Instant.from('2026-11-23T00:00:00Z');
const latest = endsAt.add({ hours: 24 });
let straight: FreshDatabase;
let files: readonly ImportedFile[];
let rows: Readonly<Record<string, number>>;

beforeAll(async () => {
  ({ rows } = await writeHistory({ seed: 'import', endsAt, folder, scale: 0.01 }));
  straight = await freshDatabase();
  files = await importFiles({ db: straight.db, secretKey: IMPORT_SECRET, paths: [folder], latest });
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await straight.drop();
});

describe('a folder of files', () => {
  it('is imported whole, every row accounted for', async () => {
    for (const file of files) {
      expect(file).toMatchObject({
        state: 'done',
        read: rows[file.kind],
        applied: rows[file.kind],
        rejected: 0,
      });
    }
    for (const table of TABLES) {
      const [{ count }] = (await straight.db(table).count({ count: '*' })) as [{ count: number }];
      expect({ table, count }).toEqual({ table, count: rows[table === 'receipts' ? 'messages' : table] });
    }
  });

  it('imported again is known and not read again', async () => {
    const again = await importFiles({ db: straight.db, secretKey: IMPORT_SECRET, paths: [folder], latest });
    for (const file of again) {
      expect(file).toMatchObject({
        state: 'known',
        read: rows[file.kind],
        duplicate: rows[file.kind],
        applied: 0,
      });
    }
  });

  it('with other bytes and the same rows changes nothing and touches nothing', async () => {
    const before = await Promise.all(TABLES.map((table) => contentOf(straight.db, table)));
    const other = mkdtempSync(join(tmpdir(), 'import-other-'));
    for (const name of readdirSync(folder)) {
      const [header = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
      writeFileSync(join(other, name), `${header}\r\n${lines.toReversed().join('\r\n')}`);
    }
    const again = await importFiles({
      db: straight.db,
      secretKey: IMPORT_SECRET,
      paths: [other],
      latest,
      chunkRows: 333,
    });
    rmSync(other, { recursive: true });
    for (const file of again) {
      expect(file).toMatchObject({ state: 'done', read: rows[file.kind], duplicate: rows[file.kind] });
    }
    expect(await Promise.all(TABLES.map((table) => contentOf(straight.db, table)))).toEqual(before);
    for (const table of ['rollup_touched', 'rollup_touched_contacts']) {
      expect(await straight.db(table).select('*')).toEqual([]);
    }
  });

  it('whose import is killed in the middle goes on there and ends the same', async () => {
    const killed = await freshDatabase();
    try {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, '../support/import-some.ts'), killed.url, folder, String(latest)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      child.stdout.once('data', () => child.kill('SIGKILL'));
      await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      const rest = await importFiles({ db: killed.db, secretKey: IMPORT_SECRET, paths: [folder], latest });
      const messages = rest.find(({ kind }) => kind === 'messages');
      expect(messages?.resumedAfter).toBeGreaterThanOrEqual(300);
      expect(messages?.resumedAfter).toBeLessThan(rows.messages ?? 0);
      expect(messages).toMatchObject({ read: rows.messages, applied: rows.messages });
      for (const table of TABLES) {
        expect(await withoutIds(killed, table)).toEqual(await withoutIds(straight, table));
      }
    } finally {
      await killed.drop();
    }
  });

  it('is only checked in a dry run', async () => {
    const empty = await freshDatabase();
    const checked = await importFiles({
      db: empty.db,
      secretKey: IMPORT_SECRET,
      paths: [folder],
      latest,
      dryRun: true,
    });
    expect(checked.map(({ state, read }) => [state, read])).toEqual(
      files.map(({ read }) => ['checked', read]),
    );
    expect(await empty.db('imports').select('*')).toEqual([]);
    expect(await empty.db('segments').select('*')).toEqual([]);
    await empty.drop();
  });
});

/** Chunks of other sizes leave other gaps between ids. */
async function withoutIds({ db }: FreshDatabase, table: string): Promise<readonly string[]> {
  const columns = [
    'message_id',
    'contact_id',
    'click_id',
    'conversion_id',
    'event_id',
    'campaign_id',
    'segment_id',
    'occurred_at',
  ];
  const rows: Record<string, unknown>[] = await db(table).select('*');
  return rows
    .map((row) =>
      JSON.stringify(
        columns.map((column) => (typeof row[column] === 'number' ? null : (row[column] ?? null))),
      ),
    )
    .sort();
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
});
afterAll(() => bench.drop());

const HEADER = 'message_id,contact_id,campaign_id,sent_at,status\n';
const ROWS = Array.from({ length: 3_000 }, (_, n) => `m${n},c${(n % 3) + 1},p1,2026-11-20T07:00:00Z,sent\n`);

function save(name: string, rows: readonly string[]): string {
  const path = join(bench.folder, name);
  writeFileSync(path, HEADER + rows.join(''));
  return path;
}

const run = (path: string) =>
  importFiles({ db: bench.db, secretKey: IMPORT_SECRET, paths: [path], chunkRows: 250 });

describe('imports at the same time', () => {
  it('of files that overlap store each row once and account for all of them', async () => {
    const paths = [
      save('messages-1.csv', ROWS),
      save('messages-2.csv', ROWS.toReversed()),
      save('messages-3.csv', ROWS.slice(500, 2_500)),
    ];
    const files = (await Promise.all(paths.map(run))).flat();
    expect(files.map(({ read }) => read)).toEqual([3_000, 3_000, 2_000]);
    expect(files.reduce((sum, { applied }) => sum + applied, 0)).toBe(3_000);
    expect(files.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(5_000);
    for (const table of ['messages', 'receipts']) {
      expect(await bench.db(table).count({ count: '*' })).toEqual([{ count: 3_000 }]);
    }
  });

  it('of one file let one go on and stop the other', async () => {
    await bench.reset();
    const path = save('messages-4.csv', ROWS);
    const outcomes = await Promise.allSettled([run(path), run(path)]);
    const told = outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'done'));
    expect(told).toContain('done');
    // Two that start in the same moment may each begin an import of their own: then the rows of one are duplicates.
    for (const text of told) expect(text).toMatch(/^done$|another process is importing the same file/);
    expect(await bench.db('messages').count({ count: '*' })).toEqual([{ count: 3_000 }]);
    expect(await bench.db('receipts').count({ count: '*' })).toEqual([{ count: 3_000 }]);
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';

const EXAMPLES = join(import.meta.dirname, '../../docs/examples/interchange');

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const latest = Temporal.Instant.from('2026-11-23T00:00:00Z');

describe('the examples of the documentation', () => {
  it('are imported without a refusal or a warning', async () => {
    const files = await importFiles({ db: fresh.db, secretKey: IMPORT_SECRET, paths: [EXAMPLES], latest });
    expect(files).toHaveLength(11);
    for (const file of files) expect(file).toMatchObject({ rejected: 0, warnings: [], applied: file.read });
  });
});

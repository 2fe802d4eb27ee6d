import { importFiles } from '../../src/pipelines/import-files.ts';
import { connectMysql } from '../../src/store/connect.ts';

// A process for a test to kill: many small chunks, and a line after each.
const [url = '', folder = '', latest = ''] = process.argv.slice(2);
const db = connectMysql(url);
await importFiles({
  db,
  secretKey: 'a secret for imports in tests, 40 characters',
  paths: [folder],
  latest: Temporal.Instant.from(latest),
  chunkRows: 100,
  onProgress: ({ kind, rows }) => process.stdout.write(`${kind} ${rows}\n`),
});
await db.destroy();

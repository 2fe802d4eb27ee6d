import { writeSync } from 'node:fs';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { connectMysql } from '../../src/store/connect.ts';

// A process for a test to kill: when 300 messages are stored it says so, and does nothing any more.
const [url = '', folder = '', latest = ''] = process.argv.slice(2);
const db = connectMysql(url);
await importFiles({
  db,
  secretKey: 'a secret for imports in tests, 40 characters',
  paths: [folder],
  latest: Temporal.Instant.from(latest),
  chunkRows: 100,
  onProgress: ({ kind, rows }) => {
    if (kind !== 'messages' || rows < 300) return;
    writeSync(1, 'stored\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  },
});
await db.destroy();

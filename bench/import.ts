import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeHistory } from '../src/demo/history.ts';
import { importFiles } from '../src/pipelines/import-files.ts';
import type { PrivateServers } from '../src/servers/private-servers.ts';
import { connectMysql } from '../src/store/connect.ts';
import { migrateUp } from '../src/store/migrate.ts';
import { END_S } from './data/plan.ts';
import { residentIn } from './resident.ts';
import type { Figure } from './results.ts';

export type ImportRequest = {
  readonly messages: number;
  readonly seed: number;
  readonly engine: 'mariadb' | 'mysql';
  /** where the CSV files are kept for the next run */
  readonly folder: string;
  readonly tell: (line: string) => void;
};

/** Messages a second, each with its receipt in the same row. */
const ASKS = { mariadb: { at1M: 40_000, at10M: 25_000 }, mysql: { at1M: 28_000, at10M: 17_500 } };

/** The product's own import of generated CSV files into an empty database: once, because it takes minutes. */
export async function benchImport(
  servers: PrivateServers,
  request: ImportRequest,
): Promise<readonly Figure[]> {
  const { messages, seed, engine, tell } = request;
  const folder = join(request.folder, `bench-csv-${messages}-${seed}`);
  if (!existsSync(join(folder, 'opt_outs.csv'))) {
    const endsAt = Temporal.Instant.fromEpochMilliseconds(END_S * 1000);
    await writeHistory({ seed, endsAt, folder, scale: messages / 1_000_000, world: 'year' });
  }
  const url = new URL(servers.databaseUrl);
  url.pathname = '/bench_import';
  const server = connectMysql(servers.databaseUrl, { poolSize: 1 });
  await server.raw('DROP DATABASE IF EXISTS bench_import');
  await server.raw('CREATE DATABASE bench_import CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  const db = connectMysql(url.href);
  await migrateUp(db);
  const { answer: files, halves } = await residentIn(() =>
    importFiles({ db, secretKey: servers.secretKey, paths: [folder] }),
  );
  const memory = `the whole import held at most ${halves.map((mb) => `${mb.toFixed(0)} MB`).join(' and ')} in the halves of its time`;
  await db.destroy();
  await server.raw('DROP DATABASE bench_import');
  await server.destroy();
  const asked = messages >= 5_000_000 ? ASKS[engine].at10M : ASKS[engine].at1M;
  return files
    .filter(({ read }) => read > 1000)
    .map(({ kind, read, applied, seconds }): Figure => {
      const rate = read / seconds;
      tell(`import: ${kind} ${read} rows, ${Math.round(rate)} a second`);
      const isAsked = kind === 'messages';
      return {
        name: `import: ${kind}`,
        oursMs: seconds * 1000,
        rawMs: null,
        duckMs: null,
        ratio: `${Math.round(rate)} rows/s`,
        ask: isAsked ? `${asked} rows/s (issue)` : '',
        isMet: isAsked ? rate >= asked : null,
        note: `${read} rows read, ${applied} applied; once${isAsked ? `; ${memory}` : ''}`,
      };
    });
}

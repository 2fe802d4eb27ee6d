import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHistory } from '../../src/demo/history.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import type { Db } from '../../src/store/connect.ts';

export type WorkerProcess = {
  readonly pid: number;
  /** whole lines of its log that hold this */
  readonly lines: (part: string) => number;
  readonly end: () => Promise<void>;
};

/** As `npm start` sets them. */
const LIMITS = ['--max-semi-space-size=8', '--max-old-space-size=1024'];

/** The shop of the demo: 40 campaigns, 26 weeks up to `endsAt`; 1 = some 300,000 messages. */
export async function fillHistory(
  db: Db,
  request: {
    readonly seed: number;
    readonly scale: number;
    readonly endsAt: Temporal.Instant;
    readonly secretKey: string;
  },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-worker-'));
  const { seed, scale, endsAt, secretKey } = request;
  try {
    await writeHistory({ seed, scale, folder, endsAt });
    await importFiles({ db, secretKey, paths: [folder], latest: endsAt.add({ hours: 24 }) });
    await refreshRollups(db, { now: endsAt });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A worker as it runs in production, on this database and mail server. */
export async function startWorkerProcess(
  servers: PrivateServers,
  settings: Readonly<Record<string, string>>,
): Promise<WorkerProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...LIMITS, join(import.meta.dirname, '../../src/worker.ts')],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        REDIS_URL: servers.redisUrl,
        SECRET_KEY: servers.secretKey,
        HTTP_PORT: '0',
        // an hour's load comes from one program, and goes to three people
        MAIL_PER_RECIPIENT_DAY: '0',
        REQUESTS_PER_HOUR: '0',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const closed = once(child, 'close');
  const counts = new Map<string, number>();
  let rest = '';
  const { promise: started, resolve, reject } = Promise.withResolvers<void>();
  child.stdout?.on('data', (bytes: Buffer) => {
    const parts = (rest + bytes.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      const [, event = ''] = /"event":"([^"]+)"/.exec(line) ?? [];
      counts.set(event, (counts.get(event) ?? 0) + 1);
      if (event === 'worker-started') resolve();
      if (/"level":"error"/.test(line)) process.stderr.write(`${line.slice(0, 300)}\n`);
    }
  });
  child.on('close', () => reject(new Error('the worker ended before it began')));
  await started;
  const { pid } = child;
  if (pid === undefined) throw new Error('the worker has no process id');
  return {
    pid,
    lines: (event) => counts.get(event) ?? 0,
    end: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

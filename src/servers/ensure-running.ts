import {
  type InstanceSecrets,
  type RunningServer,
  type RunningServers,
  readRunning,
  readSecrets,
  writeRunning,
} from './instance-files.ts';
import { type LocateRequest, locateDatabase, locateRedis } from './locate-servers.ts';
import { endProcess, isAlive } from './process-identity.ts';
import type { Engine } from './server-version.ts';
import { isDatabase, startDatabase } from './start-database.ts';
import { isRedis, startRedis } from './start-redis.ts';

export type EnsureRequest = {
  /** of the instance */
  readonly folder: string;
  readonly locate: LocateRequest;
  readonly needsDatabase: boolean;
  readonly needsRedis: boolean;
  readonly bufferPoolMb: number;
  readonly isDisposable: boolean;
};

const NOTHING: RunningServers = { engine: null, database: null, redis: null, keeper: null };

/** Leaves what runs and serves, ends what runs and does not serve, starts what is missing. Under the lock. */
export async function ensureRunning(request: EnsureRequest): Promise<RunningServers> {
  const results = await Promise.allSettled([ensureDatabase(request), ensureRedis(request)]);
  for (const result of results) {
    if (result.status === 'rejected') throw result.reason;
  }
  return readRunning(request.folder) ?? NOTHING;
}

/** Changes `running.json` at once, so that a crash of ours right after leaves a trace of the new process. */
export function noteRunning(folder: string, change: Partial<RunningServers>): void {
  writeRunning(folder, { ...(readRunning(folder) ?? NOTHING), ...change });
}

async function ensureDatabase(request: EnsureRequest): Promise<void> {
  const { folder, locate, needsDatabase, bufferPoolMb, isDisposable } = request;
  const found = readRunning(folder);
  const serves = (server: RunningServer): Promise<boolean> => isDatabase(server.port);
  if (!needsDatabase || (found !== null && (await isServing(found.database, serves)))) return;
  noteRunning(folder, { database: null });
  const program = await locateDatabase(locate);
  const engine: Engine = program.product === 'mysql' ? 'mysql' : 'mariadb';
  await startDatabase({
    folder,
    program,
    bufferPoolMb,
    isDisposable,
    onBorn: (database) => noteRunning(folder, { engine, database }),
  });
}

async function ensureRedis({ folder, locate, needsRedis }: EnsureRequest): Promise<void> {
  const { redisPassword }: InstanceSecrets = readSecrets(folder);
  const found = readRunning(folder);
  const serves = (server: RunningServer): Promise<boolean> => isRedis(server.port, redisPassword);
  if (!needsRedis || (found !== null && (await isServing(found.redis, serves)))) return;
  noteRunning(folder, { redis: null });
  const program = await locateRedis(locate);
  await startRedis({ folder, program, onBorn: (redis) => noteRunning(folder, { redis }) });
}

async function isServing(
  server: RunningServer | null,
  answers: (server: RunningServer) => Promise<boolean>,
): Promise<boolean> {
  if (server === null || !isAlive(server)) return false;
  if (await answers(server)) return true;
  await endProcess(server, 30_000);
  return false;
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './find-program.ts';
import {
  type RunningServer,
  readLastPorts,
  readSecrets,
  writeLastPorts,
  writePrivately,
} from './instance-files.ts';
import { launch } from './launch.ts';
import { firstAnswer, onFreePort } from './loopback.ts';

export type RedisRequest = {
  readonly folder: string;
  readonly program: Program;
  readonly onBorn: (server: RunningServer) => void;
};

/** Starts Redis on a free port of 127.0.0.1 with a password; the queue survives a restart (append-only file). */
export function startRedis(request: RedisRequest): Promise<RunningServer> {
  return onFreePort(readLastPorts(request.folder).redis, (port) => startOn(port, request));
}

async function startOn(port: number, { folder, program, onBorn }: RedisRequest): Promise<RunningServer> {
  const data = join(folder, 'redis');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const config = join(folder, 'redis.conf');
  const { redisPassword } = readSecrets(folder);
  writePrivately(
    config,
    redisConfig({ data, port, password: redisPassword, pidFile: join(folder, 'redis.pid') }),
  );
  const { version } = program;
  const server = await launch({
    program,
    args: [config],
    logFile: join(folder, 'redis.log'),
    onBorn: (identity) => onBorn({ ...identity, port, version }),
    isReady: () => isRedis(port, redisPassword),
    patienceMs: 30_000,
  });
  writeLastPorts(folder, { redis: port });
  return { ...server, port, version };
}

/** `-LOADING` while the append-only file is read is no readiness. */
export async function isRedis(port: number, password: string): Promise<boolean> {
  const answer = await firstAnswer(port, `AUTH ${password}\r\nPING\r\n`);
  return answer !== null && answer.toString('latin1').includes('+OK');
}

function redisConfig(of: { data: string; port: number; password: string; pidFile: string }): string {
  return [
    'bind 127.0.0.1',
    `port ${of.port}`,
    `requirepass ${of.password}`,
    `dir "${of.data}"`,
    `pidfile "${of.pidFile}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // A queue must never lose keys to make room.
    'maxmemory-policy noeviction',
    'databases 256',
    'daemonize no',
  ].join('\n');
}

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../src/core/failure.ts';
import { inspectPrivateServers } from '../src/servers/inspect-servers.ts';
import { instanceFolder, startPrivateServers, stopPrivateServers } from '../src/servers/private-servers.ts';
import type { Engine } from '../src/servers/server-version.ts';

const FOLDER = join(import.meta.dirname, '../.local');
const USAGE =
  'use: npm run servers -- start|stop|status [--engine mariadb|mysql] [--instance default] [--mysql-dir folder] [--json]';

type Choice = {
  readonly engine: Engine | undefined;
  readonly instance: string;
  readonly mysqlDir: string | undefined;
  readonly json: boolean;
};

/** Private servers that stay until they are stopped, for work by hand. */
async function main(args: readonly string[]): Promise<void> {
  const { verb, choice } = readArgs(args);
  switch (verb) {
    case 'start':
      return start(choice);
    case 'stop':
      return stop(choice);
    default:
      return status(choice);
  }
}

async function start({ engine, instance, mysqlDir, json }: Choice): Promise<void> {
  const startedAt = performance.now();
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const servers = await startPrivateServers({ folder: FOLDER, engine, instance, mysqlDir, keep: true, tell });
  const { stop: _, secretKey: _key, ...shown } = servers;
  const ms = Math.round(performance.now() - startedAt);
  print(json, { ...shown, ms }, [
    `${shown.engine} ${shown.version} and Redis ${shown.redisVersion} serve (${ms} ms), data in ${shown.folder}`,
    `DATABASE_URL=${shown.databaseUrl}`,
    `REDIS_URL=${shown.redisUrl}`,
  ]);
}

async function stop({ engine, instance, json }: Choice): Promise<void> {
  const holders = await stopPrivateServers(instanceFolder({ folder: FOLDER, instance, engine }));
  const line =
    holders.length === 0 ? 'stopped' : `still needed by ${holders.length} process(es): ${holders.join(', ')}`;
  print(json, { stopped: holders.length === 0, holders }, [line]);
}

function status({ engine, instance, json }: Choice): void {
  const folder = instanceFolder({ folder: FOLDER, instance, engine });
  const seen = inspectPrivateServers(folder);
  const line = (name: string, server: { port: number; version: string } | null): string =>
    server === null ? `${name}: not running` : `${name} ${server.version} on 127.0.0.1:${server.port}`;
  print(json, { folder, ...seen }, [
    line(seen.engine ?? 'database', seen.database),
    line('redis', seen.redis),
    `held by ${seen.holders.length === 0 ? 'nobody' : seen.holders.join(', ')}`,
  ]);
}

function print(json: boolean, data: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(data)}\n` : `${lines.join('\n')}\n`);
}

function readArgs(args: readonly string[]): { readonly verb: string; readonly choice: Choice } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      engine: { type: 'string' },
      instance: { type: 'string', default: 'default' },
      'mysql-dir': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const verb = positionals[0] ?? 'status';
  const { engine, instance } = values;
  if (!['start', 'stop', 'status'].includes(verb))
    throw new Failure('bad-input', `${verb} is unknown; ${USAGE}`);
  if (!/^[a-z0-9-]{1,40}$/.test(instance))
    throw new Failure('bad-input', '--instance must be 1-40 of a-z 0-9 -');
  if (engine !== undefined && engine !== 'mariadb' && engine !== 'mysql') {
    throw new Failure('bad-input', `--engine ${engine} is unknown; mariadb or mysql`);
  }
  return { verb, choice: { engine, instance, mysqlDir: values['mysql-dir'], json: values.json } };
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const failure = error instanceof Failure ? error : new Failure('bad-input', `${String(error)}; ${USAGE}`);
  process.stderr.write(`error: ${failure.code}: ${failure.message}\n`);
  process.exitCode = failure.exitCode;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import { withOwnDatabase } from '../worker/own-database.ts';
import type { FoundInWorld } from './find-in-world.ts';
import { readFound } from './read-found.ts';
import type { World } from './world/send.ts';
import { writeWorld } from './world/write-world.ts';

/** The world as files, imported, searched and listed by the command line, each command a process of its own. */
export async function findByCommands(
  servers: PrivateServers,
  world: World,
  tell: (line: string) => void,
): Promise<FoundInWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'findings-world-'));
  try {
    writeWorld(world, folder);
    return await withOwnDatabase(
      servers,
      `bench_findings_${world.plan.seed}_${world.plan.isNull ? 'empty' : 'planted'}`,
      async ({ url }) => {
        const run = async (...words: readonly string[]): Promise<string> => {
          const startedMs = performance.now();
          const printed = await runCommand(servers, url, words);
          tell(`  ${words.slice(0, 2).join(' ')}: ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
          return printed;
        };
        await run('import', folder);
        const json = await run('findings', '--json');
        const csv = await run('findings', 'contacts', '--csv');
        await run('recommendations', 'propose');
        return readFound(json, csv, await run('recommendations', 'list', '--json'));
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runCommand(
  servers: PrivateServers,
  databaseUrl: string,
  words: readonly string[],
): Promise<string> {
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--max-old-space-size=1024', main, ...words],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: databaseUrl,
        REDIS_URL: servers.redisUrl,
        SECRET_KEY: servers.secretKey,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const pieces: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => pieces.push(bytes));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`sms-reports ${words[0]} ended with ${code}`);
  return Buffer.concat(pieces).toString();
}

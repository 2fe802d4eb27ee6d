import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SETTINGS } from '../src/config.ts';
import { writeHistory } from '../src/demo/history.ts';
import { type Catcher, startCatcher } from '../src/mail/catcher.ts';
import { type FreshDatabase, freshDatabase } from './support/database.ts';

const ROOT = join(import.meta.dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** `npm run demo` has a test of its own (test/demo), and `npm test` is this. */
const ELSEWHERE = ['npm run demo', 'npm test'];

const blocks = (language: string): readonly string[] =>
  [...README.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)\\n *\`\`\`$`, 'gm'))].map((match) =>
    (match[2] ?? '').replaceAll(new RegExp(`^${match[1] ?? ''}`, 'gm'), ''),
  );

const lines = blocks('sh').flatMap((block) => block.split('\n'));
const commands = lines.filter((line) => !line.startsWith('export ') && !ELSEWHERE.includes(line));

let folder: string;
let database: FreshDatabase;
let catcher: Catcher;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
  database = await freshDatabase({ migrated: false });
  catcher = await startCatcher({ folder: join(folder, 'mails') });
  await writeHistory({
    seed: 7,
    scale: 0.01,
    folder: join(folder, 'export'),
    endsAt: Temporal.Now.instant(),
  });
  writeFileSync(join(folder, 'schedules.yaml'), blocks('yaml')[0] ?? '');
});

afterAll(async () => {
  worker?.kill('SIGKILL');
  await catcher.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    REDIS_URL: inject('redisUrl'),
    SMTP_URL: catcher.url,
    SECRET_KEY: 'a key for generated numbers only, 48 characters',
    QUEUE_PREFIX: `readme-${process.pid}`,
    HTTP_PORT: '0',
  };
}

/** The words of the README, with its example files in the test's folder. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, bare]) => quoted ?? bare ?? '')
    .map((word) =>
      ['./export', 'schedules.yaml', 'report.html'].includes(word) ? join(folder, word) : word,
    );
}

async function run(command: string): Promise<string> {
  const [program = '', ...words] = wordsOf(command);
  return new Promise((resolve, reject) => {
    const options = { cwd: ROOT, env: environment(), maxBuffer: 2 ** 24 };
    execFile(program, ['--silent', ...words], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(`${command}: exit ${String(error.code)}\n${stdout}${stderr}`));
    });
  });
}

async function startTheWorker(): Promise<void> {
  worker = spawn('npm', ['start', '--silent'], { cwd: ROOT, env: environment(), detached: true });
  const ready = new Promise<void>((resolve, reject) => {
    let seen = '';
    worker?.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('worker-started')) resolve();
    });
    worker?.on('exit', () => reject(new Error(`the worker ended: ${seen}`)));
  });
  await ready;
}

/** npm hands no signal down reliably: the whole group gets it, as from a terminal or a service manager. */
async function stopTheWorker(): Promise<void> {
  if (worker?.pid === undefined) return;
  const ended = once(worker, 'exit');
  process.kill(-worker.pid, 'SIGTERM');
  await ended;
  worker = null;
}

describe('the commands of the README', () => {
  it('name only settings that exist', () => {
    const names = lines
      .filter((line) => line.startsWith('export '))
      .flatMap((line) => [...line.matchAll(/(?:^export |\s)([A-Z_]+)=/g)].map((match) => match[1]));
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !SETTINGS.some((setting) => setting.name === name))).toEqual([]);
  });

  it('all run, in order, from an empty database to a delivered report', { timeout: 600_000 }, async () => {
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      if (command === 'npm start') await startTheWorker();
      else await run(command);
    }
    await stopTheWorker();
    const subjects = (await catcher.mails()).map((mail) => mail.subject);
    expect(subjects.filter((subject) => subject.startsWith('[TEST] SMS weekly'))).toHaveLength(1);
    // on a Monday at half past seven the example is due itself
    expect(subjects.filter((subject) => !subject.includes('SMS weekly'))).toHaveLength(1);
  });
});

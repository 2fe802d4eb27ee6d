import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');

export type WorkerProcess = {
  readonly pid: number;
  /** everything it wrote to standard output */
  readonly output: () => string;
  /** ends it and gives the exit code; null = killed */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
};

/** A worker as it runs in production: a process of its own. */
export function startWorkerProcess(settings: Readonly<Record<string, string>>): WorkerProcess {
  const child: ChildProcess = spawn(NODE, ['src/worker.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: join(ROOT, '.local/compile-cache'),
      SECRET_KEY: '0123456789abcdef'.repeat(2),
      HTTP_PORT: '0',
      TZ: 'America/New_York',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let output = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await closed;
      return code;
    },
  };
}

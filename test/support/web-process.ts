import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');

export type WebProcess = {
  /** of the hooks; waits until they are taken */
  readonly url: () => Promise<string>;
  readonly output: () => string;
  readonly kill: (signal: 'SIGTERM' | 'SIGKILL') => void;
  /** exit code, null = killed */
  readonly ended: Promise<number | null>;
};

/** `sms-reports web` as it runs in production: a process of its own. */
export function startWebProcess(hooks: string, settings: Readonly<Record<string, string>>): WebProcess {
  const child: ChildProcess = spawn(NODE, ['src/cli/main.ts', 'web', '--hooks', hooks], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      SECRET_KEY: '0123456789abcdef'.repeat(2),
      REDIS_URL: 'redis://127.0.0.1:1',
      WEB_PORT: '0',
      TZ: 'America/New_York',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const started = Promise.withResolvers<string>();
  const read = (bytes: Buffer): void => {
    output += bytes.toString();
    const [, url] = /"event":"web-started".*?"url":"([^"]+)"/.exec(output) ?? [];
    if (url !== undefined) started.resolve(url);
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  void ended.then(() => started.reject(new Error(`the web process ended: ${output}`)));
  started.promise.catch(() => undefined);
  return { url: () => started.promise, output: () => output, kill: (signal) => child.kill(signal), ended };
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
const SECRET = 'link-secret-0123456789abcdef';

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

/** What a container runs, here: the words of compose.yaml, with our hooks.yaml and a free port. */
function service(): { readonly words: readonly string[]; readonly health: readonly string[] } {
  const { services } = parse(readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8'), { merge: true });
  const [, ...words]: readonly string[] = services.web.command;
  const [, , ...health]: readonly string[] = services.web.healthcheck.test;
  return {
    words: words.map((word) => (word === '/run/hooks.yaml' ? join(ROOT, 'deploy/hooks.yaml') : word)),
    health,
  };
}

it('web starts as compose.yaml says, is healthy, takes a report and ends clean', async () => {
  const { words, health } = service();
  const child = spawn(NODE, words, {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: fresh.url,
      REDIS_URL: inject('redisUrl'),
      SECRET_KEY: randomBytes(32).toString('hex'),
      SMTP_URL: 'smtp://127.0.0.1:1',
      HOOK_SECRETS: `link=${SECRET}`,
      SOURCE_DATABASE_URL: '',
      PUBLIC_URL: '',
      WEB_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (bytes: Buffer) => {
        output += bytes.toString();
        const [, found] = /"event":"web-started".*?"url":"([^"]+)"/.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
      void ended.then(() => reject(new Error(`it ended: ${output}`)));
    });
    const script = health.map((word) => word.replace('http://127.0.0.1:9465', url));
    const probe = spawn(NODE, script, { stdio: 'ignore' });
    expect(await once(probe, 'close')).toEqual([0, null]);
    const answer = await fetch(`${url}/hooks/link_mobility`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Hook-Secret': SECRET },
      body: JSON.stringify({ id: 'd1', resultCode: 1001, timestamp: '2026-11-20T10:01:00Z' }),
    });
    expect(answer.status).toBe(200);
    expect(await fresh.db('parked_events').pluck('provider_message_id')).toEqual(['d1']);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toEqual([0, null]);
});

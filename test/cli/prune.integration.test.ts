import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerPrune } from '../../src/cli/commands/prune.ts';
import { readConfig } from '../../src/config.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runCommand } from '../support/run-command.ts';

let fresh: FreshDatabase;
let app: App;
beforeAll(async () => {
  fresh = await freshDatabase();
  const environment = {
    DATABASE_URL: fresh.url,
    REDIS_URL: inject('redisUrl'),
    SECRET_KEY: randomBytes(24).toString('hex'),
    KEEP_DAYS: 'refused=7',
  };
  app = await openApp({ config: readConfig(environment, 'no-such-file.yaml'), schema: 'must-match' });
});
afterAll(async () => {
  await app.close();
  await fresh.drop();
});

const prune = (...words: readonly string[]) => runCommand(app, [registerPrune], ['prune', ...words]);

it('says what would go, takes it away, and then finds nothing', async () => {
  await fresh.db('refused_events').insert({
    event_hash: Buffer.alloc(16, 1),
    hook: 'sinch',
    field: 'status',
    reason: 'unknown',
    said: '{}',
    seen: 1,
    first_at: fresh.db.raw('UTC_TIMESTAMP(3) - INTERVAL 9 DAY'),
    last_at: fresh.db.raw('UTC_TIMESTAMP(3) - INTERVAL 8 DAY'),
  });
  expect((await prune('--dry-run')).stdout).toContain('refused events, older than 7 days: 1 would go\n');
  const { stdout } = await prune();
  expect(stdout).toContain('refused events, older than 7 days: 1 gone\n');
  expect(stdout).toContain('parts of mails, older than 30 days: 0 gone\n');
  expect(JSON.parse((await prune('--json')).stdout)).toEqual({
    mails: 0,
    dispatches: 0,
    reports: 0,
    requests: 0,
    parked: 0,
    refused: 0,
    findings: 0,
  });
  expect(await fresh.db('refused_events')).toEqual([]);
});

it('is refused in one line when its setting is wrong', () => {
  expect(() => readConfig({ KEEP_DAYS: 'mails=1' }, 'no-such-file.yaml')).toThrow(
    'KEEP_DAYS: mails=1 must be days from 7 to 36500',
  );
});

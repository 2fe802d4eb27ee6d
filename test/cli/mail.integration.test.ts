import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerAudit } from '../../src/cli/commands/audit.ts';
import { registerMail } from '../../src/cli/commands/mail.ts';
import { readConfig } from '../../src/config.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runCommand } from '../support/run-command.ts';

let fresh: FreshDatabase;
let app: App;
beforeAll(async () => {
  fresh = await freshDatabase();
  const SECRET_KEY = randomBytes(24).toString('hex');
  const environment = { DATABASE_URL: fresh.url, REDIS_URL: inject('redisUrl'), SECRET_KEY };
  app = await openApp({ config: readConfig(environment, 'no-such-file.yaml'), schema: 'must-match' });
});
afterAll(async () => {
  await app.close();
  await fresh.drop();
});

const mail = (...words: readonly string[]) => runCommand(app, [registerMail, registerAudit], words);

it('is stopped and started by one command, which the audit log remembers', async () => {
  expect((await mail('mail', 'status')).stdout).toBe('mails go out\n');
  expect((await mail('mail', 'resume')).stdout).toBe('mails were not paused\n');
  const paused = await mail('mail', 'pause', '--reason', 'wrong figures');
  expect(paused.stdout).toMatch(/^mails are paused since \S+Z by cli:\S+ \(wrong figures\)\n$/);
  const again = await mail('mail', 'pause', '--reason', 'me too');
  expect(again.stdout).toBe(paused.stdout);
  expect(again.stderr).toContain('it was paused already');
  const status: unknown = JSON.parse((await mail('mail', 'status', '--json')).stdout);
  expect(status).toMatchObject({ paused: true, reason: 'wrong figures', by: expect.stringMatching(/^cli:/) });
  expect((await mail('mail', 'resume')).stdout).toBe('mails go out\n');
  expect(JSON.parse((await mail('mail', 'status', '--json')).stdout)).toEqual({
    paused: false,
    since: null,
    by: null,
    reason: null,
  });
  const actions = await fresh.db('audit_log').orderBy('id').pluck('action');
  expect(actions).toEqual(['mail-pause', 'mail-resume']);
  expect((await mail('audit', 'verify')).failure).toBeNull();
});

it.each([
  ['x'.repeat(201), 'at most 200 characters'],
  ['two\nlines', 'must be one line'],
])('refuses a reason that is no line', async (reason, words) => {
  const { failure } = await mail('mail', 'pause', '--reason', reason);
  expect(failure).toMatchObject({ code: 'bad-input', message: expect.stringContaining(words) });
});

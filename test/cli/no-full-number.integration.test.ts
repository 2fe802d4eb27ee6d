import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerAudit } from '../../src/cli/commands/audit.ts';
import { registerContact } from '../../src/cli/commands/contact.ts';
import { registerRecommendations } from '../../src/cli/commands/recommendations.ts';
import { registerSuppressions } from '../../src/cli/commands/suppressions.ts';
import { readConfig } from '../../src/config.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench, phoneOf } from '../support/cleaning-bench.ts';
import { type FreshRedis, freshRedisPrefix } from '../support/database.ts';
import { textOfRedis } from '../support/numbers-in-text.ts';
import { runCommand } from '../support/run-command.ts';

const REGISTERS = [registerAudit, registerContact, registerRecommendations, registerSuppressions];
const PHONE = phoneOf(1);
const folder = mkdtempSync(join(tmpdir(), 'no-number-'));

let bench: CleaningBench;
let redis: FreshRedis;
let app: App;
beforeAll(async () => {
  bench = await cleaningBench();
  redis = freshRedisPrefix();
  const environment = {
    DATABASE_URL: bench.url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    SECRET_KEY: CLEANING_SECRET,
  };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
  await bench.plant(100);
  await bench.plantRun({ id: 1 });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
  await redis.drop();
  await bench.drop();
});

describe('a review from its beginning to its end', () => {
  it('tells no number in full, but in the file that was asked for', async () => {
    const columns = { expires_at: new Date('2099-01-01T00:00:00Z') };
    const [one = 0, two = 0] = await bench.recommend([
      { contact: 1, columns },
      { contact: 4, columns },
    ]);
    const file = join(folder, 'numbers.txt');
    const note = ['--note', `called ${PHONE} and 47 91 00 00 01`];
    const steps: readonly (readonly string[])[] = [
      ['recommendations', 'list', '--text', PHONE],
      ['recommendations', 'list', '--state', 'all', '--json'],
      ['recommendations', 'approve', `${one}`, ...note],
      ['recommendations', 'reject', '--text', PHONE, ...note],
      ['recommendations', 'approve', PHONE],
      ['recommendations', 'approve', `${two}`, `${one}`],
      ['recommendations', 'apply', '--all'],
      ['recommendations', 'show', `${one}`],
      ['recommendations', 'show', `${one}`, '--json'],
      ['recommendations', 'export', '--state', 'all'],
      ['suppressions', 'export', '--out', file, '--format', 'txt'],
      ['suppressions', 'export', '--out', file],
      ['suppressions', 'check', '--since', PHONE],
      ['contact', 'show', 'c1'],
      ['contact', 'show', PHONE],
      ['recommendations', 'undo', `${one}`, ...note],
      ['recommendations', 'release', '1', ...note],
      ['audit', 'list'],
      ['audit', 'list', '--json'],
      ['audit', 'verify'],
    ];
    let told = '';
    for (const words of steps) {
      const { stdout, stderr, failure } = await runCommand(app, REGISTERS, words);
      told += `${stdout}${stderr}${failure?.message ?? ''}\n`;
    }
    expect(readFileSync(file, 'utf8')).toContain(PHONE);
    const audit = JSON.stringify(await bench.db('audit_log').select('actor', 'action', 'object', 'detail'));
    const notes = JSON.stringify(await bench.db('recommendations').select('note'));
    const batches = JSON.stringify(await bench.db('apply_batches').select('selection', 'failure'));
    expect(audit).toContain('recommendation-undo');
    for (const [place, text] of Object.entries({
      told,
      audit,
      notes,
      batches,
      // other files of tests plant the same number in theirs
      redis: await textOfRedis(redis.url, redis.prefix),
    }))
      for (const trace of [PHONE.slice(1), PHONE.slice(3), '91 00 00 01'])
        expect(`${place}: ${text.includes(trace)}`).toBe(`${place}: false`);
  });
});

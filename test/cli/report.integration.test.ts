import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { registerReport } from '../../src/cli/commands/report.ts';
import { type FreshRedis, freshRedisPrefix } from '../support/database.ts';
import { type ImportedHistory, importedHistory } from '../support/history.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

let history: ImportedHistory;
let redis: FreshRedis;
let app: App;
let campaign: string;

beforeAll(async () => {
  history = await importedHistory();
  redis = freshRedisPrefix();
  app = workerApp(history, redis);
  const row = await history.db('campaigns').first('campaign_id as id');
  campaign = String(row?.id);
}, 60_000);
afterAll(async () => {
  await redis.drop();
  await history.drop();
});

function report(...words: readonly string[]): Promise<CommandRun> {
  const window = ['--as-of', '2026-11-23T09:00:00Z', '--tz', 'Europe/Oslo'];
  return runCommand(app, [registerReport], ['report', 'performance', ...window, ...words]);
}

describe('the report command', () => {
  it('counts the last week before --as-of, as it is known now', async () => {
    const { stdout, failure } = await report();
    expect(failure).toBeNull();
    expect(stdout).toContain('Mon 16 Nov – Sun 22 Nov 2026');
    expect(stdout).toMatch(/You sent \d+ campaigns with [\d,]+ messages/);
    // the counts hold what came in after that Monday, so they are not dated back to it
    expect(stdout).not.toContain('Data as of Mon 23 Nov');
  });

  it('says what it is limited to', async () => {
    const { stdout } = await report('--campaign', campaign);
    expect(stdout).toContain('Note: This report counts only the campaign ');
  });

  it.each([
    ['--campaign', 'campaign'],
    ['--segment', 'segment'],
  ])('refuses an unknown %s instead of reporting silence', async (flag, kind) => {
    const { stdout, failure } = await report(flag, 'no-such-id');
    expect(stdout).toBe('');
    expect(failure).toMatchObject({ code: 'bad-input', message: `${flag}: there is no ${kind} no-such-id` });
  });
});

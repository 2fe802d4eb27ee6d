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
  return make('performance', ...words);
}

function make(type: string, ...words: readonly string[]): Promise<CommandRun> {
  const window = ['--as-of', '2026-11-23T09:00:00Z', '--tz', 'Europe/Oslo'];
  return runCommand(app, [registerReport], ['report', type, ...window, ...words]);
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

  it('is written in the language of --locale, in English where there is none', async () => {
    const norwegian = await report('--locale', 'nb-NO');
    expect(norwegian.failure).toBeNull();
    expect(norwegian.stdout).toMatch(/Du sendte \d+ kampanjer med [\d\s]+ meldinger/);
    expect(norwegian.stdout).toContain('Du ba om denne rapporten fra kommandolinjen.');
    expect(norwegian.stdout).not.toMatch(/delivered|Delivery|Own median/);
    expect((await report('--locale', 'de-DE')).stdout).toContain('You sent');
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

describe('a part of the report', () => {
  it('in short has the scorecard and none of the tables', async () => {
    const { stdout, failure } = await report('--variant', 'exec');
    expect(failure).toBeNull();
    expect(stdout).toContain('Scorecard');
    expect(stdout).not.toContain('How we counted');
    expect(stdout).toMatch(/--variant exec --out report\.html/);
  });

  it.each([
    ['--variant', 'short', '--variant: short is not one of full, exec, analyst, alert'],
    ['--brand', 'Nrod', '--brand: no campaign has the brand Nrod'],
    ['--tag', 'a|b', '--tag: no campaign has the tag a|b'],
  ])('is refused with %s %s', async (flag, value, message) => {
    const { stdout, failure } = await report(flag, value);
    expect(stdout).toBe('');
    expect(failure).toMatchObject({ code: 'bad-input', message });
  });

  it.each([
    ['list-health', '--brand', 'Nord', '--brand: it tells of the whole list'],
    ['audience-health', '--tag', 'sale', '--tag: segments are judged against each other'],
    ['experiment', '--variant', 'alert', '--variant: the report experiment has one form'],
  ])('is none of %s with %s %s', async (type, flag, value, message) => {
    const { failure } = await make(type, flag, value);
    expect(failure?.message).toContain(message);
  });
});

describe('the report on tests', () => {
  const month = ['--window', 'last-month'];
  let tests: readonly string[];

  beforeAll(async () => {
    const rows = await history
      .db('campaigns as c')
      .join('variants as v', 'v.campaign_id', 'c.id')
      .groupBy('c.id', 'c.campaign_id')
      .havingRaw('COUNT(*) > 1')
      .orderBy('c.id')
      .select('c.campaign_id as campaign');
    tests = rows.map(({ campaign: id }) => String(id));
  });

  it('has a verdict and what to do for each test of the window', async () => {
    const { stdout, failure } = await make('experiment', ...month);
    expect(failure).toBeNull();
    expect(stdout).toMatch(/(^|\n)SMS tests\n/);
    expect(stdout).toMatch(/\d+ tests: |The test in /);
    expect(stdout).toContain('What to do: ');
    expect(stdout).toContain('How we decide');
  });

  it('tells of the asked campaign alone', async () => {
    const [only = ''] = tests;
    const from = ['--from', '2026-01-01', '--to', '2026-11-23'];
    const { stdout, failure } = await make('experiment', ...from, '--campaign', only);
    expect(failure).toBeNull();
    expect(stdout).toContain('This report counts only the campaign ');
    expect(stdout.match(/^What to do: /gm)).toHaveLength(1);
  });

  it('says that nothing was tested in an hour at night', async () => {
    const night = ['--from', '2020-01-01', '--to', '2020-01-02'];
    const { stdout } = await make('experiment', ...night);
    expect(stdout).toContain('No test was live or finished in this period.');
  });

  it('refuses a campaign that is no test, an unknown one and a segment', async () => {
    const others = await history
      .db('campaigns')
      .whereNotIn('campaign_id', [...tests])
      .orderBy('id');
    const assigned = new Set(await history.db('assignments').distinct('campaign_id').pluck('campaign_id'));
    const plain = String(others.find(({ id }) => !assigned.has(id))?.campaign_id);
    const refused = await make('experiment', '--campaign', plain);
    expect(refused.stdout).toBe('');
    expect(refused.failure).toMatchObject({
      code: 'bad-input',
      message: `campaign ${plain} is not a test: it needs assignments or at least two variants`,
    });
    const unknown = await make('experiment', '--campaign', 'no-such-id');
    expect(unknown.failure).toMatchObject({ message: '--campaign: there is no campaign no-such-id' });
    const segment = await make('experiment', '--segment', 's-1');
    expect(segment.failure).toMatchObject({
      code: 'bad-input',
      message: '--segment: a test is decided on all its contacts; the report experiment takes no segments',
    });
  });

  it('stands in the performance report as well', async () => {
    const { stdout, failure } = await make('performance', ...month);
    expect(failure).toBeNull();
    expect(stdout).toMatch(/\n\nTests\n\n/);
  });
});

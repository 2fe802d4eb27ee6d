import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { registerExperiments } from '../../src/cli/commands/experiments.ts';
import { type FreshRedis, freshRedisPrefix } from '../support/database.ts';
import { type ImportedHistory, importedHistory } from '../support/history.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

let history: ImportedHistory;
let redis: FreshRedis;
let app: App;
let folder: string;

beforeAll(async () => {
  history = await importedHistory();
  redis = freshRedisPrefix();
  app = workerApp(history, redis);
  folder = mkdtempSync(join(tmpdir(), 'plans-'));
  const { db } = history;
  const [spring] = await db('campaigns').insert({
    campaign_id: 'spring',
    name: 'Spring sale',
    theme: 'season',
  });
  await db('campaigns').insert({ campaign_id: 'single', name: 'One text' });
  await db('variants').insert([
    { campaign_id: spring, variant_id: 'a', label: 'Whole sentence', planned_share: 0.5 },
    { campaign_id: spring, variant_id: 'b', label: 'Link first', planned_share: 0.5 },
  ]);
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await redis.drop();
  await history.drop();
});

function experiments(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerExperiments], ['experiments', ...words]);
}

function planFile(text: string): string {
  const path = join(folder, 'plan.yaml');
  writeFileSync(path, text);
  return path;
}

const storedPlans = async (): Promise<readonly unknown[]> =>
  history.db('experiment_plans').where({ campaign_id: 'spring' }).select('plan');

describe('experiments plan', () => {
  it('answers pure numbers without a server', async () => {
    const away = (): never => {
      throw new Error('no server was to be asked');
    };
    const { stdout, failure } = await runCommand(
      { ...app, refresh: away, now: away },
      [registerExperiments],
      ['experiments', 'plan', '--audience', '40000', '--rate', '0.02'],
    );
    expect(failure).toBeNull();
    expect(stdout).toMatch(/\+20 % +2\.0 % to 2\.4 % +40,421 +80,842 +no, 2\.0 times it +21,109/);
    expect(stdout).toContain('The smallest difference this audience can find is +29 %');
  });

  it('takes the rate of the account and says so, and a usual one where there is no history', async () => {
    const known = await experiments('plan', '--audience', '1000', '--json');
    expect(JSON.parse(known.stdout)).toMatchObject({ rate_from: 'trailing', audience_from: 'said' });
    const usual = await experiments('plan', '--audience', '1000', '--outcome', 'revenue:signup');
    expect(usual.stdout).toMatch(/Revenue scatters more than the share of buyers/);
  });

  it.each([
    [['--audience', '0', '--rate', '0.02'], '--audience: 0 is not a whole number above 0'],
    [['--rate', '0.02'], '--audience: say how many contacts there are, or name a --campaign'],
    [['--audience', '100', '--rate', '0'], 'rate: 0 must be between 0 and 1'],
    [['--audience', '100', '--rate', '1'], 'rate: 1 must be between 0 and 1'],
    [['--audience', '100', '--rate', 'NaN'], '--rate: NaN is not a number'],
    [['--audience', '100', '--rate', '0.1', '--mde', '0'], 'lift: 0 must be above 0'],
    [['--audience', '100', '--rate', '0.1', '--arms', '1'], '--arms: one arm is no test'],
    [['--audience', '100', '--rate', '0.1', '--shares', '0.5,0.4'], '--shares: add up to 0.9000'],
    [
      ['--audience', '100', '--rate', '0.1', '--shares', '0.5,0.5', '--arms', '3'],
      '--shares: has 2 shares for 3',
    ],
    [['--audience', '100', '--rate', '0.1', '--outcome', 'opens'], '--outcome: opens is not click, opt-out'],
    [['--audience', '100', '--rate', '0.1', '--apply'], '--apply: needs --campaign'],
    [['--campaign', 'nowhere'], '--campaign: there is no campaign nowhere'],
    [['--campaign', '+4791234567'], '--campaign: there is no campaign +47******67'],
    [['--campaign', 'single', '--apply'], 'campaign single is no test: it has no variants'],
    [['--campaign', 'spring', '--shares', '0.2,0.3,0.5', '--apply'], 'there are 3 shares for 2 arms'],
    [['--campaign', 'spring', '--mde', '0', '--apply'], 'plan.mdeRelative must be above 0'],
    [['--campaign', 'spring', '--tested', 'colour', '--apply'], '--tested: colour is not one of text'],
    [['--plan', 'x.yaml', '--theme', 'y'], '--plan: cannot stand beside --theme; a plan has one source'],
    [['--plan', '/no/such/file.yaml'], '/no/such/file.yaml: cannot be read (ENOENT)'],
  ])('refuses %j and stores nothing', async (words, message) => {
    const { failure } = await experiments('plan', ...words);
    expect(failure).toMatchObject({ code: 'bad-input', exit: 2 });
    expect(failure?.message).toContain(message);
    expect(failure?.message.split('\n')).toHaveLength(1);
    expect(await storedPlans()).toEqual([]);
  });

  it('stores a plan once it is asked to, again without change, and replaces it before the first contact', async () => {
    const words = [
      'plan',
      '--campaign',
      'spring',
      '--tested',
      'call-to-action',
      '--theme',
      'link first or last',
    ];
    const dry = await experiments(...words);
    expect(dry.stdout).toContain('Plan of Spring sale (spring): not stored');
    expect(await storedPlans()).toEqual([]);
    const applied = await experiments(...words, '--planned-contacts', '40000', '--apply');
    expect(applied.failure).toBeNull();
    expect(applied.stdout).toContain(
      'applied: the plan of spring is frozen when its first contact is assigned',
    );
    const again = await experiments(...words, '--apply');
    expect(again.stdout).toContain('nothing to apply');
    const file = planFile('campaign: spring\nmde: 0.2\nshares: { a: 0.8, b: 0.2 }\n');
    const changed = await experiments('plan', '--plan', file, '--apply', '--json');
    expect(JSON.parse(changed.stdout)).toMatchObject({
      applied: true,
      audience: 40_000,
      plan: {
        theme: 'link first or last',
        mde: 0.2,
        arms: [{ share: 0.8 }, { share: 0.2 }],
      },
    });
    expect(await storedPlans()).toHaveLength(1);
    const audit = await history.db('audit_log').where({ action: 'experiment-plan', object: 'spring' });
    expect(audit).toHaveLength(2);
  });

  it('refuses a change once the first contact is assigned', async () => {
    const { db } = history;
    const [campaign, variant, contact] = await Promise.all([
      db('campaigns').where({ campaign_id: 'spring' }).first('id'),
      db('variants').where({ variant_id: 'a', label: 'Whole sentence' }).orderBy('id', 'desc').first('id'),
      db('contacts').first('id'),
    ]);
    const assigned = { campaign_id: campaign.id, variant_id: variant.id, contact_id: contact.id };
    await db('assignments').insert({ ...assigned, assigned_at: new Date() });
    const before = await storedPlans();
    const { failure } = await experiments('plan', '--campaign', 'spring', '--mde', '0.3', '--apply');
    expect(failure).toMatchObject({ code: 'bad-state', exit: 3 });
    expect(failure?.message).toContain('a change is a new test');
    expect(await storedPlans()).toEqual(before);
    await db('assignments').where(assigned).delete();
  });
});

describe('experiments', () => {
  it('shows every test with its verdict', async () => {
    const { stdout, failure } = await experiments();
    expect(failure).toBeNull();
    expect(stdout).toMatch(/\(promo-18\): /);
    expect(stdout).toContain('Why');
  });

  it.each([
    [['--campaign', 'nowhere'], 'campaign nowhere is not a test'],
    [['--campaign', '+4791234567'], 'campaign +47******67 is not a test'],
    [['--window-days', '0'], '--window-days: 0 is not a whole number of days from 1 to 366'],
    [['--as-of', 'soon'], '--as-of: soon is not a time'],
    [['--as-of', '2999-01-01T00:00:00Z'], '--as-of: 2999-01-01T00:00:00Z is in the future'],
  ])('refuses %j', async (words, message) => {
    const { failure, stdout } = await experiments(...words);
    expect(failure).toMatchObject({ code: 'bad-input', exit: 2 });
    expect(failure?.message).toContain(message);
    expect(stdout).toBe('');
  });
});

describe('experiments memory', () => {
  it('pools the tests of a theme and names those it leaves out', async () => {
    const { stdout } = await experiments('memory', '--json');
    const { themes } = JSON.parse(stdout);
    expect(themes.length).toBeGreaterThan(0);
    for (const { comparisons } of themes) {
      for (const { tests, wins, losses, ties, harmful } of comparisons)
        expect(wins + losses + ties + harmful).toBe(tests);
    }
    const text = await experiments('memory', '--theme', themes[0].theme);
    expect(text.stdout).toMatch(/Link first against Whole sentence: \d+ tests?, \d+ wins?, \d+ loss/);
  });

  it('names the themes there are when asked for another', async () => {
    const { failure } = await experiments('memory', '--theme', 'colours');
    expect(failure?.message).toContain('--theme: no test has the theme colours; there are: ');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { App } from '../../src/app.ts';
import { registerFindings } from '../../src/cli/commands/findings.ts';
import { registerReport } from '../../src/cli/commands/report.ts';
import { type FreshRedis, freshRedisPrefix } from '../support/database.ts';
import { HISTORY_SECRET_KEY, type ImportedHistory, importedHistory } from '../support/history.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

const SCHEMA = z.fromJSONSchema(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/findings.schema.json'), 'utf8')),
);

/** Too near to be validated on whatever day the test runs. */
const LAST_WEEK = Temporal.Now.instant()
  .subtract({ hours: 7 * 24 })
  .toString({ smallestUnit: 'second' });

let history: ImportedHistory;
let redis: FreshRedis;
let app: App;

beforeAll(async () => {
  history = await importedHistory();
  redis = freshRedisPrefix();
  app = { ...workerApp(history, redis), phoneKey: HISTORY_SECRET_KEY };
}, 60_000);
afterAll(async () => {
  await redis.drop();
  await history.drop();
});

function findings(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerFindings], ['findings', ...words]);
}

describe('findings', () => {
  it('searches now, shows what was found and keeps it', async () => {
    const run = await findings();
    expect(run.failure).toBeNull();
    expect(run.stdout).toContain('Segments (recent 8 weeks against before');
    expect(run.stdout).toMatch(/^families {2,}/m);
    expect(await history.db('finding_runs').where({ state: 'done' }).count({ n: '*' })).toEqual([{ n: 1 }]);
  });

  it('answers as JSON, of single segments too', async () => {
    const run = await findings('--json', '--segment', 'families');
    const answer = JSON.parse(run.stdout);
    expect(SCHEMA.safeParse(answer).error?.issues).toBeUndefined();
    expect(answer.known).toBe('now');
    expect(answer.segments.map((one: { segment_id: string }) => one.segment_id)).toEqual(['families']);
  });

  it('recomputes a moment in the past and keeps nothing of it', async () => {
    const before = await history.db('finding_runs').count({ n: '*' });
    const run = await findings('--as-of', '2026-11-01T00:00:00Z', '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ as_of: '2026-11-01T00:00:00Z', known: 'occurred' });
    expect(await history.db('finding_runs').count({ n: '*' })).toEqual(before);
  });

  it('lists flagged contacts as CSV without a number', async () => {
    const run = await findings('contacts', '--csv');
    expect(run.failure).toBeNull();
    const [head = '', ...lines] = run.stdout.trimEnd().split('\r\n');
    expect(head).toMatch(/^contact_id,segment_id,flag,action,texts_per_week,score,/);
    const [stored] = await history.db('finding_runs').orderBy('id', 'desc').limit(1);
    const counts = typeof stored.contacts === 'string' ? JSON.parse(stored.contacts) : stored.contacts;
    const columns = head.split(',');
    const cells = lines.map((line) => line.split(','));
    const column = (name: string) => cells.map((row) => row[columns.indexOf(name)] ?? 'no such column');
    const flagged = column('flag').filter((flag) => flag !== '');
    expect(flagged).toHaveLength(counts.fatigued + counts.watch + counts['re-engage'] + counts.sunset);
    expect(column('fatigue_flag').filter((flag) => flag === '1')).toHaveLength(counts.fatigued);
    expect(new Set(column('dose30').map((dose) => /^\d*$/.test(dose)))).toEqual(new Set([true]));
    const bad = await history
      .db('recommendations as r')
      .join('contacts as c', 'c.id', 'r.contact_id')
      .where({ 'r.reason': 'invalid_number', 'r.action': 'suppress' })
      .select('c.contact_id');
    const invalid = column('contact_id').filter((_, row) => column('invalid')[row] === '1');
    expect(bad.length).toBeGreaterThan(0);
    expect(invalid).toEqual(expect.arrayContaining(bad.map((row) => row.contact_id)));
    expect(new Set(column('contact_id')).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(0);
    expect(run.stdout).not.toMatch(/\+?\d{8,}/);
    const watched = await findings('contacts', '--csv', '--flag', 'sunset');
    expect(watched.stdout.trimEnd().split('\r\n')).toHaveLength(counts.sunset + 1);
  });

  it('are told by the report on the audience', async () => {
    const window = ['--window', 'last-week', '--tz', 'Europe/Oslo'];
    const run = await runCommand(app, [registerReport], ['report', 'audience-health', ...window]);
    expect(run.failure).toBeNull();
    expect(run.stdout).toContain('Audience health');
    expect(run.stdout).toContain('Verdict: Too little to say');
    const refused = await runCommand(
      app,
      [registerReport],
      ['report', 'audience-health', ...window, '--segment', 'families'],
    );
    expect(refused.failure).toMatchObject({
      exit: 2,
      message: expect.stringContaining('takes no segments'),
    });
  });

  it('validates flags of a past moment and leaves nothing', async () => {
    const before = await history.db('finding_runs').select('id').orderBy('id');
    const run = await findings(
      'validate',
      '--as-of',
      '2026-09-20T00:00:00Z',
      '2026-10-01T00:00:00Z',
      '--json',
    );
    expect(run.failure).toBeNull();
    const { validations } = JSON.parse(run.stdout);
    expect(validations).toMatchObject([
      { as_of: '2026-09-20T00:00:00Z', known: 'occurred', flagged: 0, clicks: null },
      { as_of: '2026-10-01T00:00:00Z' },
    ]);
    expect(await history.db('finding_runs').select('id').orderBy('id')).toEqual(before);
  });

  it.each([
    [['validate', '--as-of', LAST_WEEK], /less than 35 days ago/],
    [['contacts', '--flag', 'tired'], /tired is not one of fatigued/],
    [['--as-of', 'yesterday'], /not a time like/],
    [['--as-of', '2036-01-01T00:00:00Z'], /in the future/],
    [['--segment', 'nobody'], /there is no segment nobody/],
  ])('refuses %j', async (words, message) => {
    const run = await findings(...words);
    expect(run.failure).toMatchObject({ exit: 2, message: expect.stringMatching(message) });
  });
});

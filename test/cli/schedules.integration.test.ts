import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { registerEnqueue } from '../../src/cli/commands/enqueue.ts';
import { registerRecipients } from '../../src/cli/commands/recipients.ts';
import { registerRuns } from '../../src/cli/commands/runs.ts';
import { registerSchedules } from '../../src/cli/commands/schedules.ts';
import { unsubscribeToken } from '../../src/mail/unsubscribe-token.ts';
import { leaveReport } from '../../src/pipelines/leave-report.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { loadDispatchesOf } from '../../src/store/dispatches.ts';
import { findRun, listRuns } from '../../src/store/runs.ts';
import { TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;
let app: App;
let folder: string;

const FILE = `
allow: ['@partner.example']
schedules:
  sms-weekly:
    title: SMS weekly
    when: weekly on monday at 07:30
    timezone: Europe/Oslo
    window: last-week
    recipients: [lead@example.com, { to: crm@example.com, locale: nb-NO }]
  sms-daily:
    title: SMS daily
    when: 15 7 * * 1-5
    timezone: America/New_York
    window: last-day
    recipients: [crm@example.com]
    catch_up: latest
`;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  app = workerApp(fresh, redis);
  folder = await mkdtemp(join(tmpdir(), 'schedules-'));
  await writeFile(join(folder, 'schedules.yaml'), FILE);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await redis.drop();
  await fresh.drop();
});

const REGISTERS = [registerSchedules, registerRuns, registerEnqueue, registerRecipients];

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, REGISTERS, words);
}

describe('schedules', () => {
  it('apply shows the plan and changes nothing until it is told to', async () => {
    const file = join(folder, 'schedules.yaml');
    const asked = await run('schedules', 'apply', file);
    expect(asked.stdout).toContain('+ sms-weekly: next due ');
    expect(asked.stdout).toContain('    performance of last-week, weekly on Monday at 07:30 Europe/Oslo\n');
    expect(asked.stdout).toContain('+ allow @partner.example\n');
    expect(asked.failure).toMatchObject({ code: 'bad-state', exit: 3 });
    expect((await run('schedules', 'list')).stderr).toMatch(/^no schedules yet/);

    expect((await run('schedules', 'apply', file, '--dry-run')).failure).toBeNull();
    const applied = await run('schedules', 'apply', file, '--yes');
    expect(applied.stdout.endsWith('applied\n')).toBe(true);
    const again = await run('schedules', 'apply', file, '--yes');
    expect(again).toMatchObject({
      failure: null,
      stdout: '  sms-weekly: no change\n  sms-daily: no change\n',
    });
  });

  it('goals and bound recipients are applied with the file and listed', async () => {
    const file = join(folder, 'goals.yaml');
    await writeFile(
      file,
      "goals: {cost: at most 5000 EUR a month, brands: {Nord: {click-through: at least 8%}}}\npeople: {'@nord.example': {brands: [Nord]}}\nschedules: {}\n",
    );
    const dry = await run('schedules', 'apply', file, '--dry-run');
    expect(dry.stdout).toMatch(
      /^\+ only for @nord\.example: Nord\n\+ goal cost: at most 5000 EUR a month\n\+ goal of Nord, click-through: at least 8 %\n/,
    );
    expect((await run('schedules', 'goals')).stderr).toContain('none yet');
    await run('schedules', 'apply', file, '--yes');
    expect(JSON.parse((await run('schedules', 'goals', '--json')).stdout)).toEqual([
      { brand: null, metric: 'cost', side: 'at-most', amount: '5000 EUR', period: 'month' },
      { brand: 'Nord', metric: 'click-through', side: 'at-least', amount: '8 %', period: null },
    ]);
    expect((await run('schedules', 'goals')).stdout).toContain('click-through  at least 8 %');
    expect((await run('recipients', 'bound')).stdout).toBe('@nord.example  only Nord\n');
    expect(JSON.parse((await run('recipients', 'bound', '--json')).stdout)).toEqual([
      { pattern: '@nord.example', brands: ['Nord'] },
    ]);
    await writeFile(file, 'goals: {}\npeople: {}\nschedules: {}\n');
    await run('schedules', 'apply', file, '--yes');
    expect((await run('recipients', 'bound')).stderr).toContain('every recipient may see all brands');
  });

  it('preview says whether the condition of the schedule is met', async () => {
    const file = join(folder, 'watching.yaml');
    await writeFile(
      file,
      "schedules: {watching: {title: W, when: daily at 08:00, timezone: UTC, window: last-day, recipients: [crm@example.com], only_if: ['opt-out-rate above 1.5 %']}}\n",
    );
    const applied = await run('schedules', 'apply', file, '--yes');
    expect(applied.stdout).toContain('+ watching');
    const { stdout, stderr } = await run('schedules', 'preview', 'watching');
    expect(stderr).toMatch(/^condition (not met|unknown): .*\n/);
    expect(stdout).toContain('Subject: ');
    await run('schedules', 'remove', 'watching');
  });

  it('list and next tell when and what', async () => {
    const list = JSON.parse((await run('schedules', 'list', '--json')).stdout);
    expect(list.map((one: { key: string }) => one.key)).toEqual(['sms-daily', 'sms-weekly']);
    expect(list[1]).toMatchObject({
      when: 'weekly on monday at 07:30',
      state: 'active',
      catch_up: 'all',
      recipients: ['lead@example.com', 'crm@example.com'],
      recipient_locales: [{ to: 'crm@example.com', locale: 'nb-NO' }],
      variant: 'full',
      only_if: [],
      heartbeat: 'weekly',
      brands: null,
      tags: null,
    });
    const next = JSON.parse((await run('schedules', 'next', '--count', '7', '--json')).stdout);
    expect(next).toHaveLength(7);
    const times = next.map((one: { due_at: string }) => one.due_at);
    expect(times).toEqual(times.toSorted((left: string, right: string) => (left < right ? -1 : 1)));
    const one = await run('schedules', 'next', 'sms-weekly', '--count', '1');
    expect(one.stdout).toMatch(
      /07:30 Europe\/Oslo {2}sms-weekly {2}\d{4}-\d\d-\d\d 00:00 to \d{4}-\d\d-\d\d 00:00\n$/,
    );
  });

  it('pause, resume and remove answer, and refuse what makes no sense', async () => {
    expect(await run('schedules', 'pause', 'sms-daily')).toMatchObject({ stdout: 'sms-daily: paused\n' });
    expect((await run('schedules', 'pause', 'sms-daily')).failure).toEqual({
      code: 'bad-state',
      exit: 3,
      message: 'schedule sms-daily is paused already',
    });
    expect((await run('schedules', 'list')).stdout).toMatch(/^sms-daily .* paused {2}/m);
    expect(await run('schedules', 'resume', 'sms-daily')).toMatchObject({ failure: null });
    expect(await run('schedules', 'remove', 'sms-daily')).toMatchObject({ failure: null });
    expect((await run('schedules', 'remove', 'sms-daily')).failure?.message).toBe(
      'schedule: sms-daily does not exist; there are sms-weekly',
    );
    const audit = await fresh.db('audit_log').orderBy('id').select('action', 'object', 'prev_hash', 'hash');
    expect(audit.map(({ action }) => action)).toEqual([
      'schedule-create',
      'schedule-create',
      'recipients-allow',
      'goals-change',
      'people-change',
      'goals-change',
      'people-change',
      'schedule-create',
      'schedule-remove',
      'schedule-pause',
      'schedule-resume',
      'schedule-remove',
    ]);
    for (const [index, row] of audit.entries()) {
      const before = audit[index - 1]?.hash ?? Buffer.alloc(32);
      expect(row.prev_hash.equals(before)).toBe(true);
    }
  });

  it('preview writes the report marked as a test', async () => {
    const out = join(folder, 'preview.txt');
    const preview = await run('schedules', 'preview', 'sms-weekly', '--out', out);
    expect(preview.failure).toBeNull();
    expect(preview.stderr).toContain('[TEST]');
    expect(await readFile(out, 'utf8')).toContain('SMS weekly');
    await run('schedules', 'preview', 'sms-weekly', '--out', out, '--locale', 'nb-NO');
    const norwegian = await readFile(out, 'utf8');
    expect(norwegian).toContain('[TEST] En test: sendt for å prøve ut rapporten.');
    expect(norwegian).toContain('Plan: hver mandag kl. ');
  });

  it.each([
    [['schedules', 'apply', '/nope.yaml'], 'bad-input', '/nope.yaml: cannot be read (ENOENT)'],
    [['schedules', 'next', 'nope'], 'bad-input', 'schedule: nope does not exist; there are sms-weekly'],
    [['schedules', 'next', '+4791234567'], 'bad-input', 'schedule: +47******67 does not exist; there are'],
    [['schedules', 'pause', '\u001b[2J\n'], 'bad-input', 'schedule: ?[2J? does not exist; there are'],
    [['schedules', 'next', '--count', '0'], 'bad-input', '--count: 0 is not 1-1000'],
    [['runs', 'show', 'x'], 'bad-input', 'run: x is not a number such as 12'],
    [['runs', 'show', '99'], 'bad-input', 'run: 99 does not exist'],
    [['runs', 'show', '9007199254740993'], 'bad-input', 'run: 900***********93 is not a number such as 12'],
    [['runs', 'show', '0'], 'bad-input', 'run: 0 is not a number such as 12'],
    [['runs', 'show', '1.5'], 'bad-input', 'run: 1.5 is not a number such as 12'],
    [['runs', 'list', '--limit', ''], 'bad-input', '--limit: (empty) is not 1-1000'],
    [
      ['runs', 'list', '--schedule', 'nope'],
      'bad-input',
      'schedule: nope does not exist; there are sms-weekly',
    ],
    [['runs', 'retry', '99'], 'bad-input', 'run: 99 does not exist'],
    [['runs', 'resend', 'x'], 'bad-input', 'run: x is not a number such as 12'],
    [['runs', 'settle', '99'], 'bad-input', '--as: is needed, sent or again'],
    [['runs', 'settle', '99', '--as', 'sent'], 'bad-state', 'dispatch 99 is not held'],
    [['schedules', 'apply', '/'], 'bad-input', '/: cannot be read (EISDIR)'],
    [['schedules', 'pause', 'nope'], 'bad-input', 'schedule: nope does not exist; there are sms-weekly'],
    [
      ['schedules', 'preview', 'sms-weekly', '--out', 'x.exe'],
      'bad-input',
      '--out: x.exe must end with .html',
    ],
    [
      ['schedules', 'preview', 'sms-weekly', '--locale', 'norsk bokmål'],
      'bad-input',
      '--locale: norsk bokmål is not a locale such as en-GB or nb-NO',
    ],
    [['schedules', 'preview', 'sms-weekly', '--mail-to', 'x'], 'bad-input', '--mail-to: "x" has no @'],
    [
      ['schedules', 'preview', 'sms-weekly', '--mail-to', 'a@example.com'],
      'bad-config',
      'SMTP_URL: is required',
    ],
    [['recipients', 'allow', '@'], 'bad-input', 'has no valid domain'],
    [
      ['recipients', 'allow', '*@example.com'],
      'bad-input',
      'address: *@example.com has a *; write @example.com',
    ],
    [['enqueue', 'performance', '--tz', 'local'], 'bad-input', 'tz: local is not an IANA zone'],
    [['enqueue', 'performance', '--window', 'x'], 'bad-input', '--window: x is not one of last-hour'],
    [
      ['enqueue', 'performance', '--from', '2026-02-30', '--to', '2026-03-01'],
      'bad-input',
      'from: 2026-02-30 is not',
    ],
    [
      ['enqueue', 'performance', '--from', '2026-03-02', '--to', '2026-03-01'],
      'bad-input',
      'to: 2026-03-01 is not after',
    ],
    [
      ['enqueue', 'performance', '--from', '2016-03-01', '--to', '2026-03-01'],
      'bad-input',
      'at most 1096 are allowed',
    ],
    [
      ['enqueue', 'performance', '--timeout', '0'],
      'bad-input',
      '--timeout: 0 is not a whole number of seconds',
    ],
    [
      ['enqueue', 'performance', '--mail-to', '+4791234567'],
      'bad-input',
      'recipients[0]: "+47******67" has no @',
    ],
    [
      ['enqueue', 'performance', '--campaign', 'a\nb'],
      'bad-input',
      'campaignIds[0]: there is no campaign a?b',
    ],
    [['recipients', 'allow', 'a@x.no, b@x.no'], 'bad-input', 'address: "a@x.no, b@x.no"'],
    [
      ['recipients', 'remove', 'nobody@example.org'],
      'bad-state',
      'nobody@example.org is not on the allow-list',
    ],
    [['enqueue', 'nope'], 'bad-input', 'report: must be one of performance'],
    [['enqueue', 'performance', '--tz', 'Europe/Olso'], 'bad-input', 'tz: Europe/Olso is not an IANA zone'],
    [['enqueue', 'performance', '--from', '2026-11-16'], 'bad-input', 'from'],
    [
      ['enqueue', 'performance', '--mail-to', 'evil@example.org'],
      'bad-input',
      'recipients[0]: evil@example.org is not on',
    ],
    [
      ['enqueue', 'performance', '--reply-to', 'evil@example.org'],
      'bad-input',
      'replyTo: evil@example.org is not on',
    ],
    [
      ['enqueue', 'performance', '--campaign', 'c-404'],
      'bad-input',
      'campaignIds[0]: there is no campaign c-404',
    ],
    [['enqueue', 'performance', '--request-id', 'a:b'], 'bad-input', 'requestId: must be 1-64 of'],
  ])('%j is one clear line', async (words, code, message) => {
    const { failure } = await run(...words);
    expect(failure?.code).toBe(code);
    expect(failure?.message).toContain(message);
    expect(failure?.message).not.toContain('\n');
  });
});

describe('enqueue and runs', () => {
  it('stores the request first; the same id is the same run, with other data an error', async () => {
    const words = [
      'enqueue',
      'performance',
      '--window',
      'last-day',
      '--mail-to',
      'lead@example.com',
      '--reply-to',
      'lead@example.com',
      '--request-id',
      'r-1',
    ];
    const first = await run(...words, '--json');
    expect(first.stderr).toMatch(/^accepted as run \d+\n$/);
    const id = JSON.parse(first.stdout).id;
    expect((await findRun(fresh.db, id))?.options.replyTo).toBe('lead@example.com');
    expect(JSON.parse(first.stdout)).toMatchObject({ state: 'planned', recipients: ['lead@example.com'] });
    expect((await run(...words)).stderr).toBe(`the same request was accepted before as run ${id}\n`);
    expect((await run(...words, '--tz', 'Europe/Oslo')).failure).toMatchObject({
      code: 'bad-state',
      exit: 3,
    });
  });

  it('retry makes a failed run again; resend sends the stored report marked', async () => {
    await run('enqueue', 'performance', '--request-id', 'r-2');
    const now = await app.now();
    const [failed, sent] = await listRuns(fresh.db, { limit: 2 });
    if (failed === undefined || sent === undefined) throw new Error('two runs were asked for');
    const broken = { render: async () => Promise.reject(new Error('broken template')) };
    await produceReport(produceNeeds(fresh.db, now, broken), failed.id);
    const show = await run('runs', 'show', String(failed.id));
    expect(show.stdout).toContain(`run ${failed.id}: failed (internal: broken template)`);
    expect(show.stdout).toMatch(new RegExp(`  window    2.* \\(.*, zone data ${TZDB}\\)\n`));
    expect(await run('runs', 'retry', String(failed.id))).toMatchObject({ failure: null });
    expect((await run('runs', 'retry', String(failed.id))).failure?.message).toContain('only a failed run');

    await produceReport(produceNeeds(fresh.db, now), sent.id);
    expect((await run('runs', 'resend', String(sent.id))).failure?.message).toContain(
      'name recipients with --mail-to',
    );
    const resend = await run('runs', 'resend', String(sent.id), '--mail-to', 'cfo@partner.example');
    const again = Number(/^run (\d+) sends/.exec(resend.stdout)?.[1]);
    // due since it was asked for, however long the commands before it took
    await produceReport(produceNeeds(fresh.db, await app.now()), again);
    const json = JSON.parse((await run('runs', 'show', String(again), '--json')).stdout);
    expect(json).toMatchObject({
      state: 'rendered',
      dispatches: [{ recipient: 'cfo@partner.example', state: 'queued' }],
    });
    expect(JSON.parse((await run('runs', 'show', String(again), '--model')).stdout)).toMatchObject({
      marks: ['RE-SENT'],
    });
    expect(await loadDispatchesOf(fresh.db, sent.id)).toHaveLength(1);
    expect((await run('runs', 'list', '--state', 'rendered')).stdout.split('\n')).toHaveLength(4);
  });

  it('lists those who left, and puts one back', async () => {
    expect(await run('schedules', 'left')).toMatchObject({
      stdout: '',
      stderr: 'nobody has left a report\n',
    });
    const token = unsubscribeToken(app.secretKey, 'sms-weekly', 'crm@example.com');
    await leaveReport(app, token, 'one-click', await app.now());
    expect((await run('schedules', 'left')).stdout).toMatch(/sms-weekly {2}crm@example\.com {2}\d{4}-/);
    expect(JSON.parse((await run('schedules', 'left', '--json')).stdout)).toMatchObject([
      { schedule: 'sms-weekly', recipient: 'crm@example.com' },
    ]);
    const again = await run('schedules', 'apply', join(folder, 'schedules.yaml'), '--dry-run');
    expect(again.stdout).toContain(
      '  note: crm@example.com has left sms-weekly and gets nothing of it (schedules put-back sms-weekly crm@example.com)',
    );
    const back = ['schedules', 'put-back', 'sms-weekly', 'CRM@example.com'] as const;
    expect((await run(...back)).stdout).toBe('sms-weekly: CRM@example.com gets it again\n');
    expect((await run(...back)).failure).toMatchObject({
      code: 'bad-state',
      message: 'crm@example.com has not left sms-weekly',
    });
    expect((await run('schedules', 'put-back', 'nowhere', 'crm@example.com')).failure?.code).toBe(
      'bad-input',
    );
    expect((await run('schedules', 'put-back', 'sms-weekly', 'crm')).failure?.code).toBe('bad-input');
  });
});

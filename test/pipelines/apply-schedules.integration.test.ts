import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSchedules } from '../../src/files/schedules-file.ts';
import { applyPlan, planApply } from '../../src/pipelines/apply-schedules.ts';
import { manageSchedule } from '../../src/pipelines/manage-schedules.ts';
import { watermarkAt } from '../../src/pipelines/plan-draft.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { listBoundRecipients } from '../../src/store/bound-recipients.ts';
import type { Db } from '../../src/store/connect.ts';
import { listGoals } from '../../src/store/goals.ts';
import { listAllowedRecipients, notAllowed } from '../../src/store/recipients.ts';
import { listRuns } from '../../src/store/runs.ts';
import { findSchedule } from '../../src/store/schedules.ts';
import { pauseSchedule, removeSchedule, resumeSchedule } from '../../src/store/schedules-write.ts';
import { applied, instant, scheduleFile, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let db: Db;
const now = instant('2026-11-20T12:00Z');

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

describe('applying schedules.yaml', () => {
  it('shows a plan, applies it once, and then has nothing to do', async () => {
    const file = scheduleFile('twice');
    const first = await planApply({ db, now, tzdb: TZDB }, file);
    expect(first.changes).toMatchObject([{ key: 'twice', kind: 'create' }]);
    expect(String(first.changes[0]?.nextDueAt)).toBe('2026-11-23T07:00:00Z');
    expect(first.allow).toEqual(['crm@example.com']);
    expect(await findSchedule(db, 'twice')).toBeNull();

    await applyPlan({ db, now, tzdb: TZDB }, first, 'test');
    const second = await planApply({ db, now, tzdb: TZDB }, file);
    expect(second).toMatchObject({ changes: [{ kind: 'same', differences: [] }], allow: [] });
  });

  it('says what differs', async () => {
    await applied(db, now, 'differs');
    const file = scheduleFile('differs', { when: 'daily at 9:00'.replace('9', '09'), catch_up: 'latest' });
    const plan = await planApply({ db, now, tzdb: TZDB }, file);
    expect(plan.changes[0]?.differences).toEqual([
      'rule: weekly on monday at 08:00 -> daily at 09:00',
      'catchUp: all 31 -> latest 31',
    ]);
    expect(plan.kept).toContain('twice');
  });

  it('says whose language is another one', async () => {
    await applied(db, now, 'tongues');
    const recipients = ['CRM@example.com', { to: 'lead@example.com', locale: 'nb-no' }];
    const plan = await planApply({ db, now, tzdb: TZDB }, scheduleFile('tongues', { recipients }));
    expect(plan.changes[0]?.differences).toEqual([
      'recipients: crm@example.com -> CRM@example.com, lead@example.com',
      'recipientLocales: none -> lead@example.com nb-NO',
    ]);
    const stored = await applied(db, now, 'tongues', { recipients });
    expect(stored).toMatchObject({
      recipients: ['CRM@example.com', 'lead@example.com'],
      recipientLocales: [{ to: 'lead@example.com', locale: 'nb-NO' }],
    });
    const again = await planApply({ db, now, tzdb: TZDB }, scheduleFile('tongues', { recipients }));
    expect(again.changes).toMatchObject([{ kind: 'same' }]);
  });

  it('plans what was due by the old rule before it changes the rule', async () => {
    const schedule = await applied(db, now, 'edited', { when: 'daily at 08:00', window: 'last-day' });
    const later = instant('2026-11-22T09:00Z');
    const changed = await applied(db, later, 'edited', { when: 'daily at 18:00', window: 'last-day' });
    const runs = await listRuns(db, { scheduleId: schedule.id, limit: 10 });
    expect(runs.map(({ occurrence }) => occurrence)).toEqual(['2026-11-22T08:00', '2026-11-21T08:00']);
    expect(String(changed.nextDueAt)).toBe('2026-11-22T17:00:00Z');
    expect(changed.version).toBe(2);
  });

  it('refuses a plan that is older than the last change', async () => {
    await applied(db, now, 'stale');
    const plan = await planApply({ db, now, tzdb: TZDB }, scheduleFile('stale', { title: 'Mine' }));
    await applied(db, now, 'stale', { title: 'Theirs' });
    await expect(applyPlan({ db, now, tzdb: TZDB }, plan, 'test')).rejects.toMatchObject({
      code: 'bad-state',
    });
    expect((await findSchedule(db, 'stale'))?.title).toBe('Theirs');
  });

  it('fills the allow-list with recipients, extra addresses and domains', async () => {
    const content = `
allow: ['@Partner.example', boss@other.example]
schedules:
  allowing: {title: T, when: daily at 08:00, timezone: UTC, window: last-day, recipients: [Lead@Example.com]}`;
    const needs = { db, now, tzdb: TZDB };
    await applyPlan(needs, await planApply(needs, parseSchedules(content, 'schedules.yaml')), 'test');
    const patterns = (await listAllowedRecipients(db)).map(({ pattern }) => pattern);
    expect(patterns).toEqual(
      expect.arrayContaining(['@partner.example', 'boss@other.example', 'lead@example.com']),
    );
    expect(
      await notAllowed(db, [
        'anyone@partner.example',
        'lead@example.com',
        'evil@example.org',
        'x@sub.partner.example',
      ]),
    ).toEqual(['evil@example.org', 'x@sub.partner.example']);
  });

  it('refuses several faults at once and writes nothing', async () => {
    const file = scheduleFile('faulty', {
      when: '0 25 * * *',
      timezone: 'UTC',
    });
    const content = {
      ...file,
      schedules: {
        ...file.schedules,
        lost: { ...file.schedules.faulty, when: 'daily at 08:00', timezone: 'Europe/Olso' },
        fan: {
          ...file.schedules.faulty,
          when: 'daily at 08:00',
          recipients: ['a@x.example, evil@x.example'],
        },
        words: { ...file.schedules.faulty, when: 'daily at 08:00', locale: '+4791234567' },
        tongues: {
          ...file.schedules.faulty,
          when: 'daily at 08:00',
          recipients: [
            { to: 'a@x.example', locale: 'norsk' },
            'b@x.example',
            { to: 'c@x.example, d@x.example', locale: 'nb-NO' },
            { to: 'B@x.example', locale: 'nb-NO' },
          ],
        },
      } as typeof file.schedules,
    };
    await expect(planApply({ db, now, tzdb: TZDB }, content)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(
        /^schedules\.faulty\.hour: 25 is not 0-23 in "0 25 \* \* \*"\nschedules\.lost\.tz: Europe\/Olso is not an IANA zone\nschedules\.fan\.recipients\[0\]: .*one address.*\nschedules\.words\.locale: \+47\*{6}67 is not a locale.*\nschedules\.tongues\.recipients\[0\]\.locale: norsk is not a locale.*\nschedules\.tongues\.recipients\[2\]\.to: .*one address.*\nschedules\.tongues\.recipients\[3\]: b@x\.example is there before with the locale en-GB$/,
      ),
    });
    expect(await findSchedule(db, 'faulty')).toBeNull();
  });
});

describe('a schedule', () => {
  it('has a row for all that was due before somebody pauses it, however much', async () => {
    const schedule = await applied(db, now, 'minutely', { when: '* * * * *', window: 'last-hour' });
    const later = now.add({ hours: 48 });
    await manageSchedule({ db, now: later, tzdb: TZDB, actor: 'test' }, 'pause', 'minutely');
    const [counted] = await db('report_runs').where({ schedule_id: schedule.id }).count({ n: '*' });
    expect(Number(counted?.n)).toBe(48 * 60);
  });

  it('misses nothing while it is paused, and goes on from where it is resumed', async () => {
    const schedule = await applied(db, now, 'paused', { when: 'daily at 08:00', window: 'last-day' });
    expect(await pauseSchedule(db, schedule, now)).toBe(true);
    await planReports(db, instant('2026-11-25T12:00Z'), TZDB);
    expect(await listRuns(db, { scheduleId: schedule.id, limit: 10 })).toEqual([]);

    const paused = await findSchedule(db, 'paused');
    const resumedAt = instant('2026-11-26T12:00Z');
    expect(paused).not.toBeNull();
    if (paused === null) return;
    await resumeSchedule(db, paused, watermarkAt(paused.rule, paused.timezone, resumedAt), resumedAt);
    await planReports(db, instant('2026-11-27T08:00Z'), TZDB);
    const runs = await listRuns(db, { scheduleId: schedule.id, limit: 10 });
    expect(runs.map(({ occurrence }) => occurrence)).toEqual(['2026-11-27T08:00']);
  });

  it('comes back under its key after it was removed', async () => {
    const schedule = await applied(db, now, 'removed');
    expect(await removeSchedule(db, schedule, now)).toBe(true);
    const again = await applied(db, instant('2026-12-20T00:00Z'), 'removed');
    expect(again).toMatchObject({ id: schedule.id, removedAt: null });
    expect(String(again.nextDueAt)).toBe('2026-12-21T07:00:00Z');
  });
});

describe('goals and people of schedules.yaml', () => {
  const needs = { tzdb: TZDB, now };
  const SCHEDULE =
    'title: T, when: daily at 08:00, timezone: UTC, window: last-day, recipients: [anna@nord.example]';
  const plan = (yaml: string) => planApply({ ...needs, db }, parseSchedules(yaml, 's.yaml'));
  const apply = async (yaml: string): Promise<void> => applyPlan({ ...needs, db }, await plan(yaml), 'test');

  it('are shown, applied once, changed and taken away; a file without the block leaves them', async () => {
    const yaml = `
goals: {opt-out-rate: at most 1.5%, cost: at most 5000 EUR a month, brands: {Nord: {click-through: at least 8 %}}}
schedules: {}`;
    const first = await plan(yaml);
    expect(first.goals?.lines).toEqual([
      '+ goal opt-out-rate: at most 1.5 %',
      '+ goal cost: at most 5000 EUR a month',
      '+ goal of Nord, click-through: at least 8 %',
    ]);
    await apply(yaml);
    expect((await plan(yaml)).goals?.lines).toEqual([]);
    expect((await plan('schedules: {}')).goals).toBeNull();
    expect((await listGoals(db)).map(({ brand, metric }) => `${brand}/${metric}`)).toEqual([
      '/cost',
      '/opt-out-rate',
      'Nord/click-through',
    ]);
    const next = await plan('goals: {cost: at most 6000 EUR a month}\nschedules: {}');
    expect(next.goals?.lines).toEqual([
      '~ goal cost: at most 5000 EUR a month -> at most 6000 EUR a month',
      '- goal opt-out-rate: at most 1.5 %',
      '- goal of Nord, click-through: at least 8 %',
    ]);
    await apply('goals: {}\nschedules: {}');
    expect(await listGoals(db)).toEqual([]);
  });

  it('are refused with a line for each fault', async () => {
    const yaml = `
goals: {opt-outs: at most 1 %, cost: at most 5000 EUR, brands: {Nord: {click-through: 6 %}}}
people: {anna: {brands: [Nord]}, '*@x.no': {brands: [Nord]}}
schedules:
  faults: {${SCHEDULE}, only_if: [opt-outs above 1 %, 'cost above 1,5 EUR', any decision]}`;
    await expect(plan(yaml)).rejects.toThrow(
      /^schedules\.faults\.only_if\[0\]: opt-outs is not a metric; there are .*\nschedules\.faults\.only_if\[1\]: 1,5 EUR is not an amount.*\ngoals\.opt-outs: opt-outs is not a metric.*\ngoals\.cost: .*a month.*\ngoals\.brands\.Nord\.click-through: 6 % is not .*\npeople\.anna: .*has no @.*\npeople\.\*@x\.no: .*has a \*/,
    );
  });

  it('bind a recipient to brands, in schedules of the file and those that stay', async () => {
    await apply(`schedules: {bound: {${SCHEDULE}}}`);
    const people = "people: {'@NORD.example': {brands: [Nord]}}";
    await expect(plan(`${people}\nschedules: {}`)).rejects.toThrow(
      'schedules.bound.recipients[0]: anna@nord.example may see Nord only, not campaigns of all brands; limit it with brands: [Nord]',
    );
    await expect(plan(`${people}\nschedules: {bound: {${SCHEDULE}, brands: [Nord, Syd]}}`)).rejects.toThrow(
      'anna@nord.example may see Nord only, not Syd',
    );
    await expect(plan(`${people}\nschedules: {bound: {${SCHEDULE}, tags: [Nord]}}`)).rejects.toThrow(
      'not campaigns of all brands',
    );
    await expect(plan(`${people}\nschedules: {bound: {${SCHEDULE}, report: list-health}}`)).rejects.toThrow(
      'it tells of the whole list',
    );
    await apply(`${people}\nschedules: {bound: {${SCHEDULE}, brands: [Nord]}}`);
    expect(await listBoundRecipients(db)).toEqual([{ pattern: '@nord.example', brands: ['Nord'] }]);
    await expect(plan(`schedules: {bound: {${SCHEDULE}}}`)).rejects.toThrow('may see Nord only');
    const exception = "people: {'@nord.example': {brands: [Nord]}, anna@nord.example: {brands: [Syd, Nord]}}";
    const both = await plan(`${exception}\nschedules: {bound: {${SCHEDULE}, brands: [Nord, Syd]}}`);
    expect(both.people?.lines).toEqual(['+ only for anna@nord.example: Nord, Syd']);
    expect((await plan(`people: {}\nschedules: {bound: {${SCHEDULE}}}`)).people?.lines).toEqual([
      '- only for @nord.example: Nord',
    ]);
  });

  it('are not refused a brand or tag that no campaign has yet, but it is said', async () => {
    await db('campaigns').insert({ campaign_id: 'c-1', name: 'One', brand: 'Nord', tags: 'vip|sale' });
    const people = "people: {new@nord.example: {brands: [Nord, 'Nrod']}}";
    const planned = await plan(
      `${people}\nschedules: {noted: {${SCHEDULE}, brands: [Nord, Vest], tags: [sale, vi]}}`,
    );
    expect(planned.notes).toEqual([
      'schedules.noted: no campaign has the brand Vest yet',
      'schedules.noted: no campaign has the tag vi yet',
      'people.new@nord.example: no campaign has the brand Nrod yet',
    ]);
  });

  it('give the schedule its variant, conditions and scope, and the short ones no file', async () => {
    const wish =
      "variant: exec, only_if: ['opt-out-rate  above 1.50%'], heartbeat: monthly, brands: [Nord], tags: [sale]";
    await apply(`schedules: {wishing: {${SCHEDULE}, ${wish}}}`);
    expect(await findSchedule(db, 'wishing')).toMatchObject({
      variant: 'exec',
      onlyIf: ['opt-out-rate above 1.5 %'],
      heartbeat: 'monthly',
      brands: ['Nord'],
      tags: ['sale'],
      formats: ['html'],
    });
    const analyst = await plan(
      `schedules: {wishing: {${SCHEDULE}, variant: analyst, formats: [html], brands: [Nord]}}`,
    );
    expect(analyst.changes[0]?.differences).toEqual([
      'variant: exec -> analyst',
      'onlyIf: opt-out-rate above 1.5 % -> none',
      'heartbeat: monthly -> weekly',
      'tags: sale -> none',
      'formats: html -> html, csv',
    ]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from '../../src/mail/catcher.ts';
import { createHostCircuit } from '../../src/mail/host-circuit.ts';
import { createMailer, type Mailer } from '../../src/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { tellOwners } from '../../src/pipelines/tell-owners.ts';
import { listRuns } from '../../src/store/runs.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { renderedRun } from '../support/dispatch-bench.ts';
import { produceNeeds, SENDER } from '../support/produce-needs.ts';
import { NOBODY } from '../support/smtp-misbehaving.ts';

let fresh: FreshDatabase;
let catcher: Catcher;
let mailer: Mailer;
let folder: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'told-'));
  catcher = await startCatcher({ folder });
  mailer = createMailer(parseSmtpUrl(catcher.url));
});
afterAll(async () => {
  mailer.close();
  await catcher.stop();
  await rm(folder, { recursive: true });
  await fresh.drop();
});

describe('the owner of a schedule', () => {
  it('is told once in a row of failures, and again when one fails after one went out', async () => {
    const { db } = fresh;
    const schedule = await applied(db, instant('2026-11-20T12:00Z'), 'told', {
      title: 'SMS <hourly>',
      when: 'hourly at :00',
      window: 'last-hour',
      owner: 'owner@example.com',
    });
    const broken = { render: async () => Promise.reject(new Error('broken template')) };
    const outcomes: string[] = [];
    for (const [hour, goesOut] of [
      ['2026-11-20T13:00Z', false],
      ['2026-11-20T14:00Z', false],
      ['2026-11-21T15:00Z', false],
      ['2026-11-21T16:00Z', true],
      ['2026-11-21T17:00Z', false],
    ] as const) {
      const now = instant(hour).add({ seconds: 5 });
      await planReports(db, now, TZDB);
      const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
      await produceReport(produceNeeds(db, now, goesOut ? {} : broken), run?.id ?? 0);
      if (goesOut) await db('report_runs').where({ id: run?.id }).update({ state: 'done' });
      const needs = { db, mailer, circuit: createHostCircuit(), sender: SENDER };
      const told = await Promise.all([tellOwners(needs, now), tellOwners(needs, now)]);
      outcomes.push(...told.flat().map(({ outcome }) => outcome));
    }
    expect(outcomes).toEqual(['sent', 'repeated', 'repeated', 'sent']);
    const mails = await catcher.mails();
    expect(mails).toHaveLength(2);
    expect(mails[0]).toMatchObject({
      to: ['owner@example.com'],
      subject: 'SMS <hourly>: the report was not made',
    });
    expect(mails[0]?.text).toContain('Reason: internal: broken template.');
    expect(mails[0]?.text).toContain('not mailed until a report of it has gone out');
    expect(mails[0]?.html).toContain('SMS &lt;hourly&gt;');
  });

  describe('of whose schedule several reports failed at once', () => {
    const now = instant('2026-11-23T07:00:05Z');
    async function twoFailed(key: string) {
      const schedule = await applied(fresh.db, instant('2026-11-20T12:00Z'), key, {
        owner: `${key}@example.com`,
      });
      for (let n = 0; n < 2; n += 1) {
        const runId = await renderedRun(fresh.db, { scheduleId: schedule.id });
        await fresh.db('report_runs').where({ id: runId }).update({ state: 'done_with_failures' });
      }
    }
    const tell = async (by: Mailer, seconds = 0) => {
      const needs = { db: fresh.db, mailer: by, circuit: createHostCircuit(), sender: SENDER };
      return (await tellOwners(needs, now.add({ seconds }))).map(({ outcome }) => outcome);
    };

    it('gets one notice', async () => {
      await twoFailed('several');
      expect(await tell(mailer)).toEqual(['sent', 'repeated']);
    });

    it('gets it although the worker that was at it met trouble while another one looked', async () => {
      await twoFailed('together');
      const seen: (readonly string[])[] = [];
      const troubled: Mailer = {
        ...mailer,
        send: async () => {
          seen.push(await tell(mailer, 1));
          const reply = { code: 421, enhanced: null, text: '421 later' };
          return { kind: 'temporary', reply, scope: 'host', config: false };
        },
      };
      expect(await tell(troubled)).toEqual(['temporary']);
      expect(seen).toEqual([['repeated']]);
      expect(await tell(mailer, 75)).toEqual(['sent', 'repeated']);
      expect((await catcher.mails()).filter(({ to }) => to.includes('together@example.com'))).toHaveLength(1);
    });
  });

  it('is told how to settle a mail of which nobody knows whether it arrived', async () => {
    const { db } = fresh;
    const schedule = await applied(db, instant('2026-11-20T12:00Z'), 'held', { owner: 'held@example.com' });
    const runId = await renderedRun(db, { scheduleId: schedule.id });
    await db('report_dispatches').where({ run_id: runId }).update({ state: 'held' });
    await db('report_runs').where({ id: runId }).update({ state: 'done_with_failures' });
    const needs = { db, mailer, circuit: createHostCircuit(), sender: SENDER };
    await tellOwners(needs, instant('2026-11-23T07:00:05Z'));
    const [mail] = (await catcher.mails()).filter(({ to }) => to.includes('held@example.com'));
    expect(mail?.text).toContain(`sms-reports runs show ${runId}`);
    expect(mail?.text).toContain('sms-reports runs settle');
  });

  it('is told later when the mail server is away at first, and is not tried at every look', async () => {
    const { db } = fresh;
    const now = instant('2026-11-23T07:00:05Z');
    const schedule = await applied(db, instant('2026-11-20T12:00Z'), 'later', { owner: 'later@example.com' });
    await planReports(db, now, TZDB);
    const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
    const broken = { render: async () => Promise.reject(new Error('broken template')) };
    await produceReport(produceNeeds(db, now, broken), run?.id ?? 0);
    const away = createMailer(parseSmtpUrl(NOBODY));
    const needs = { db, circuit: createHostCircuit(), sender: SENDER };
    const outcomes = async (by: Mailer, seconds: number) =>
      (await tellOwners({ ...needs, mailer: by }, now.add({ seconds }))).map(({ outcome }) => outcome);
    expect(await outcomes(away, 0)).toEqual(['temporary']);
    expect(await outcomes(away, 15)).toEqual([]);
    expect(await outcomes(mailer, 75)).toEqual(['sent']);
    expect(await outcomes(mailer, 90)).toEqual([]);
    expect((await catcher.mails()).filter(({ to }) => to.includes('later@example.com'))).toHaveLength(1);
  });

  it('is not asked when nobody is the owner', async () => {
    const { db } = fresh;
    const now = instant('2026-11-23T07:00:05Z');
    const schedule = await applied(db, instant('2026-11-20T12:00Z'), 'nobody');
    await planReports(db, now, TZDB);
    const runs = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
    const broken = { render: async () => Promise.reject(new Error('broken template')) };
    await produceReport(produceNeeds(db, now, broken), runs[0]?.id ?? 0);
    expect(await tellOwners({ db, mailer, circuit: createHostCircuit(), sender: SENDER }, now)).toEqual([]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestReport } from '../src/pipelines/request-report.ts';
import { databaseNow } from '../src/store/database-clock.ts';
import { allowRecipients } from '../src/store/recipients.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from './support/database.ts';
import { type MisbehavingSmtp, type Script, startMisbehavingSmtp } from './support/smtp-misbehaving.ts';
import { until } from './support/worker-app.ts';
import { startWorkerProcess, type WorkerProcess } from './support/worker-process.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;
let smtp: MisbehavingSmtp;
const started: WorkerProcess[] = [];

beforeAll(async () => {
  redis = freshRedisPrefix();
});
beforeEach(async () => {
  fresh = await freshDatabase();
  smtp = await startMisbehavingSmtp();
  await allowRecipients(fresh.db, ['@example.com'], 'test', await databaseNow(fresh.db));
});
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.end('SIGKILL');
  await smtp.stop();
  await fresh.drop();
});
afterAll(async () => {
  await redis.drop();
});

function start(): WorkerProcess {
  const worker = startWorkerProcess({
    DATABASE_URL: fresh.url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    SMTP_URL: smtp.url,
  });
  started.push(worker);
  return worker;
}

async function ask(count: number): Promise<void> {
  const needs = { db: fresh.db, now: () => databaseNow(fresh.db), tzdb: 'x', timezone: 'UTC' };
  for (let number = 0; number < count; number += 1) {
    const recipients = ['a', 'b', 'c'].map((who) => `${who}${number}@example.com`);
    await requestReport(needs, {
      v: 1,
      requestId: `r-${number}`,
      report: 'performance',
      window: { from: '2026-11-16', to: '2026-11-23', tz: 'Europe/Oslo' },
      recipients,
    });
  }
}

/**
 * As if a minute, or the quarter of an hour after a doubtful mail, had gone by. Whoever is `alive` is at work and keeps
 * what it holds: in a minute it would have told so.
 */
async function letTimePass(alive?: WorkerProcess): Promise<void> {
  const past = await databaseNow(fresh.db);
  const before = new Date(past.epochMilliseconds - 1_000);
  const ofDead = (table: string, state: string) =>
    fresh
      .db(table)
      .where({ state })
      .whereNot('lease_owner', 'like', `${alive?.pid ?? 'nobody'}-%`);
  await ofDead('report_runs', 'running').update({ lease_until: before });
  await ofDead('report_dispatches', 'sending').update({ lease_until: before });
  await fresh.db('report_dispatches').where({ state: 'queued' }).update({ next_attempt_at: before });
}

/** Answers no more after so many mails: however quick a worker is, it is not done when it is killed. */
function taking(mails: number): Script {
  let taken = 0;
  return {
    rcpt: () => {
      taken += 1;
      return taken > mails ? 'hang' : '250 2.1.5 ok';
    },
  };
}

async function mails() {
  return fresh.db('report_dispatches').select('recipient', 'state', 'ambiguous_attempts', 'message_id');
}

async function areSent(count: number): Promise<true> {
  return until(async () =>
    (await mails()).filter(({ state }) => state === 'sent').length >= count ? true : null,
  );
}

describe('a worker that is killed with kill -9', () => {
  it('loses no mail and doubles none, but for those that were out and not recorded', async () => {
    await ask(8);
    smtp.script(taking(3));
    const first = start();
    await areSent(3);
    await first.end('SIGKILL');

    await letTimePass();
    smtp.script({ rcpt: 'hang' });
    const beforeBody = start();
    const before = smtp.commands.length;
    await until(async () =>
      smtp.commands.slice(before).some((line) => line.startsWith('RCPT')) ? true : null,
    );
    await beforeBody.end('SIGKILL');

    await letTimePass();
    smtp.script({ dot: 'hang' });
    const unanswered = start();
    await until(async () => (smtp.bodies.some(({ answer }) => answer === 'hang') ? true : null));
    await unanswered.end('SIGKILL');

    smtp.script({});
    const last = start();
    // Redis gives back what a killed worker had of it after 40 to 50 s
    await until(async () => {
      await letTimePass(last);
      const all = await mails();
      return all.length === 24 && all.every(({ state }) => state === 'sent') ? true : null;
    }, 180);

    for (const mail of await mails()) {
      const copies = smtp.bodies.filter(({ to }) => to === mail.recipient);
      expect(copies.length).toBeGreaterThanOrEqual(1);
      expect(copies.length).toBeLessThanOrEqual(1 + mail.ambiguous_attempts);
      expect(new Set(copies.map(({ bytes }) => bytes)).size).toBe(1);
      expect(copies[0]?.bytes).toContain(`Message-ID: ${mail.message_id}`);
    }
    // of the three kills only the last met mails whose body was on its way: four at once at most
    const doubtful = (await mails()).filter((mail) => mail.ambiguous_attempts > 0);
    expect(doubtful.length).toBeGreaterThanOrEqual(1);
    expect(doubtful.length).toBeLessThanOrEqual(4);
    const runs = await fresh.db('report_runs').select('state');
    expect(runs.map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'done'));
  }, 300_000);
});

describe('a worker that is asked to stop while a mail is on its way', () => {
  it('waits for the answer, ends with 0 and leaves no doubt', async () => {
    await ask(1);
    smtp.script({ dot: { reply: '250 2.0.0 kept', lateMs: 1_500 } });
    const worker = start();
    await until(async () => (smtp.bodies.length > 0 ? true : null));
    expect(await worker.end('SIGTERM')).toBe(0);
    const arrived = smtp.bodies.map(({ to }) => to);
    const sent = (await mails()).filter(({ state }) => state === 'sent').map(({ recipient }) => recipient);
    expect(new Set(sent)).toEqual(new Set(arrived));
    expect((await mails()).filter(({ state }) => state === 'sending')).toEqual([]);
    expect(worker.output()).toMatch(/"event":"worker-stopped".*"drained":true/);
    expect(worker.output()).not.toContain('example.com');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from '../src/mail/catcher.ts';
import { databaseNow } from '../src/store/database-clock.ts';
import { allowRecipients } from '../src/store/recipients.ts';
import { findRun, listRuns, type Run } from '../src/store/runs.ts';
import { type RunningWorker, startWorker } from '../src/worker.ts';
import { applied } from './support/build-schedule.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from './support/database.ts';
import { startMisbehavingSmtp } from './support/smtp-misbehaving.ts';
import { collectedLog, until, workerApp } from './support/worker-app.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;
let catcher: Catcher;
let folder: string;
let worker: RunningWorker | null = null;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  folder = await mkdtemp(join(tmpdir(), 'caught-'));
  catcher = await startCatcher({ folder });
  await allowRecipients(fresh.db, ['@example.com'], 'test', await databaseNow(fresh.db));
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
});
afterAll(async () => {
  await catcher.stop();
  await rm(folder, { recursive: true });
  await redis.drop();
  await fresh.drop();
});

async function started(
  place: Pick<FreshRedis, 'url' | 'prefix'> = redis,
  refresh: () => Promise<void> = async () => undefined,
) {
  const logged = collectedLog();
  const app = { ...workerApp(fresh, place, { SMTP_URL: catcher.url }), refresh };
  worker = await startWorker(app, { log: logged.log });
  return { worker, ...logged };
}

async function finished(runId: number): Promise<Run> {
  return until(async () => {
    const run = await findRun(fresh.db, runId);
    return run !== null && ['done', 'done_with_failures', 'failed'].includes(run.state) ? run : null;
  });
}

async function mailsTo(address: string) {
  return (await catcher.mails()).filter(({ to }) => to.includes(address));
}

/** A schedule with exactly one occurrence in the past, whatever the hour of the day: as after a short downtime. */
async function overdue(key: string, recipient: string): Promise<number> {
  const now = await databaseNow(fresh.db);
  const due = now.subtract({ minutes: 30 }).toZonedDateTimeISO('UTC').toPlainTime();
  const schedule = await applied(fresh.db, now.subtract({ hours: 2 }), key, {
    when: `daily at ${due.toString({ smallestUnit: 'minute' })}`,
    timezone: 'UTC',
    window: 'last-day',
    recipients: [recipient],
  });
  return schedule.id;
}

async function runOf(scheduleId: number): Promise<Run> {
  return until(async () => (await listRuns(fresh.db, { scheduleId, limit: 5 }))[0] ?? null);
}

const TICKS = [
  'find-findings',
  'propose-cleaning',
  'prune-stored',
  'reconcile-rollups',
  'refresh-rollups',
  'resume-batches',
  'sweep-recommendations',
];

describe('a worker', () => {
  it('makes a scheduled report and delivers it once', async () => {
    const scheduleId = await overdue('once', 'once@example.com');
    const { worker: running } = await started();
    await running.look();
    const run = await finished((await runOf(scheduleId)).id);
    expect(run).toMatchObject({ state: 'done', reason: null });
    expect(await mailsTo('once@example.com')).toHaveLength(1);
  });

  it('answers a foreign producer with the run, and gives the same request the same run', async () => {
    await started();
    const connection = { url: redis.url };
    const queue = new Queue('reports', { connection, prefix: redis.prefix });
    // from the beginning: a job that is done before the first look at the events is told all the same
    const events = new QueueEvents('reports', { connection, prefix: redis.prefix, lastEventId: '0-0' });
    try {
      const data = {
        v: 1,
        requestId: 'foreign-1',
        report: 'performance',
        window: { from: '2026-11-16', to: '2026-11-23', tz: 'Europe/Oslo' },
        recipients: ['foreign@example.com'],
        producer: 'shop',
      };
      const first = await (await queue.add('produce-report', data)).waitUntilFinished(events, 60_000);
      // a look of the timer may take the run before whoever accepted it
      const state = expect.stringMatching(/^(running|rendered|done)$/);
      expect(first).toEqual({ run: expect.any(String), state, reason: null, pages: [] });
      expect(await finished(Number(first.run))).toMatchObject({ state: 'done', occurrence: 'foreign-1' });

      const again = await (await queue.add('produce-report', data)).waitUntilFinished(events, 60_000);
      expect(again).toMatchObject({ run: first.run, state: 'done' });
      const other = await queue.add('produce-report', { ...data, formats: ['html'] }, { attempts: 5 });
      await expect(other.waitUntilFinished(events, 60_000)).rejects.toThrow(
        `bad-state: requestId: foreign-1 of producer shop was used before with other data (run ${first.run})`,
      );
      const unknown = await queue.add('drop-tables', data, { attempts: 5 });
      await expect(unknown.waitUntilFinished(events, 60_000)).rejects.toThrow(
        'bad-input: job: drop-tables is not known here; allowed are produce-report',
      );
      expect(await mailsTo('foreign@example.com')).toHaveLength(1);
      expect(await fresh.db('report_requests').where({ state: 'rejected' }).select('producer')).toHaveLength(
        2,
      );
    } finally {
      await events.close();
      await queue.close();
    }
  });

  it('finds its work again when Redis was emptied between planning and producing', async () => {
    const scheduleId = await overdue('flushed', 'flushed@example.com');
    const { worker: running, lines } = await started();
    await redis.drop();
    await running.look();
    await redis.drop();
    const run = await runOf(scheduleId);
    await until(async () => {
      await running.look();
      const now = await findRun(fresh.db, run.id);
      return now?.state === 'done' ? now : null;
    });
    expect(await mailsTo('flushed@example.com')).toHaveLength(1);
    expect(lines.filter(({ event }) => event === 'tick-failed')).toEqual([]);
  });

  it('works without Redis, and says that it is degraded', async () => {
    const scheduleId = await overdue('alone', 'alone@example.com');
    const { worker: running, lines } = await started({ url: 'redis://127.0.0.1:1', prefix: 'x' });
    const run = await runOf(scheduleId);
    await until(async () => {
      await running.look();
      const now = await findRun(fresh.db, run.id);
      return now?.state === 'done' ? now : null;
    });
    expect(await mailsTo('alone@example.com')).toHaveLength(1);
    const ready = await fetch(`${running.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'degraded', checks: { database: 'ok', plan: 'ok' } });
    expect(lines).toContainEqual(
      expect.objectContaining({
        event: 'starts-without-redis',
        message: expect.stringMatching(/^Redis at 127\.0\.0\.1:1 does not answer: /),
      }),
    );
  });

  it('stops in time without Redis, also when the mail server hangs, and says that it had to leave something', async () => {
    const smtp = await startMisbehavingSmtp({ rcpt: 'hang' });
    const logged = collectedLog();
    const app = workerApp(fresh, { url: 'redis://127.0.0.1:1', prefix: 'x' }, { SMTP_URL: smtp.url });
    await overdue('hanging', 'hanging@example.com');
    const running = await startWorker(app, { log: logged.log, drainMs: 500 });
    await until(async () => (smtp.commands.some((line) => line.startsWith('RCPT')) ? true : null));
    await running.stop();
    expect(logged.lines.at(-1)).toMatchObject({ event: 'worker-stopped', drained: false });
    await smtp.stop();
  });

  it('says that the mail server is away, in the log, to the probe and in the metrics', async () => {
    await overdue('unsent', 'unsent@example.com');
    const logged = collectedLog();
    worker = await startWorker(workerApp(fresh, redis, { SMTP_URL: 'smtp://127.0.0.1:1' }), {
      log: logged.log,
    });
    const { url } = worker;
    await until(async () =>
      logged.lines.some(({ event }) => event === 'mail-server-trouble') ? true : null,
    );
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'degraded',
      checks: { mail: expect.stringMatching(/^trouble since 2.*Z: .*ECONNREFUSED/) },
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^sms_reports_mail_server_trouble 1$/m);
    expect(metrics).toMatch(/^sms_reports_database_up 1$/m);
  });

  it('tells how it is and what it counts', async () => {
    const { worker: running } = await started();
    await running.look();
    expect(await (await fetch(`${running.url}/healthz`)).json()).toEqual({ status: 'alive' });
    const ready = await fetch(`${running.url}/readyz`);
    expect(await ready.json()).toEqual({
      status: 'ready',
      checks: { database: 'ok', schema: 'ok', redis: 'ok', plan: 'ok', mail: 'ok' },
    });
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    expect(metrics).toMatch(/^sms_reports_runs\{state="done"\} [1-9]/m);
    expect(metrics).toMatch(/^sms_reports_dispatches\{state="sent"\} [1-9]/m);
    expect(metrics).toMatch(/^sms_reports_queue_jobs\{queue="reports",state="waiting"\} 0$/m);
    expect(metrics).toMatch(/^sms_reports_schedule_lateness_seconds 0$/m);
    expect(metrics).toMatch(/^sms_reports_schedules_late_unowned \d$/m);
    expect(metrics).toMatch(/^sms_reports_schedule_late_seconds\{schedule="[a-z0-9-]+"\} \d/m);
    expect(metrics).toMatch(/^sms_reports_schedule_last_sent_timestamp_seconds\{schedule="[a-z0-9-]+"\} \d/m);
  });

  it('puts its schedulers back when Redis forgot them', async () => {
    const { worker: running } = await started();
    const client = new Redis(redis.url);
    const schedulers = () => client.zrange(`${redis.prefix}:reports-internal:repeat`, '0', '-1');
    await running.look();
    expect((await schedulers()).sort()).toEqual(TICKS);
    await redis.drop();
    expect(await schedulers()).toEqual([]);
    await running.look();
    expect((await schedulers()).sort()).toEqual(TICKS);
    client.disconnect();
  });

  it('stops in peace: the report under way is finished, leases are given back', async () => {
    const scheduleId = await overdue('stopping', 'stopping@example.com');
    const gate = Promise.withResolvers<void>();
    const { worker: running, lines } = await started(redis, () => gate.promise);
    const run = await runOf(scheduleId);
    await until(async () => ((await findRun(fresh.db, run.id))?.state === 'running' ? true : null));
    const stopped = running.stop();
    worker = null;
    gate.resolve();
    await stopped;
    expect(['rendered', 'done']).toContain((await findRun(fresh.db, run.id))?.state);
    expect(lines.at(-1)).toMatchObject({ event: 'worker-stopped', drained: true, released: 0 });
  });
});

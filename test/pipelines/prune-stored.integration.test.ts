import { expect, it } from 'vitest';
import { KEEP_DAYS } from '../../src/core/keep-days.ts';
import { countOld, pruneStored } from '../../src/pipelines/prune-stored.ts';
import { requestReport } from '../../src/pipelines/request-report.ts';
import { decideHeldDispatch } from '../../src/store/dispatches-settle.ts';
import { TZDB } from '../support/build-schedule.ts';
import { minutes, renderedRun, runState, START } from '../support/dispatch-bench.ts';
import { mailSample } from '../support/mail-sample.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { database, server, bench } = useDispatchBench();

const days = (count: number): Temporal.Instant => START.add({ hours: 24 * count });
const prune = (at: Temporal.Instant) => pruneStored({ db: database(), now: async () => at, keep: KEEP_DAYS });
const NOTHING = { mails: 0, dispatches: 0, reports: 0, requests: 0, parked: 0, refused: 0, findings: 0 };

/** A mail of its own: no other run shares its text. */
const contentOf = (text: string) => ({ ...mailSample().content, text, html: `<p>${text}</p>` });

async function parts(): Promise<number> {
  const [row] = await database()('dispatch_parts').count({ n: '*' });
  return Number(row?.n);
}

it('takes a mail away when its days are over, its ledger a year later, and its run never', async () => {
  const smtp = await server();
  const worker = bench(smtp.url);
  const runId = await renderedRun(database(), { content: contentOf('short-lived') });
  expect(await worker.sendAll(runId)).toEqual(['sent']);
  await database()('report_runs').where({ id: runId }).update({ model: '{"v":1}' });
  const stored = await parts();
  expect(stored).toBeGreaterThan(1);

  expect(await prune(days(30))).toEqual(NOTHING);
  const counted = await countOld({ db: database(), now: async () => days(31), keep: KEEP_DAYS }, 100);
  expect(counted).toEqual({ ...NOTHING, mails: stored });
  expect(await parts()).toBe(stored);
  expect(await prune(days(31))).toEqual({ ...NOTHING, mails: stored });
  expect(await worker.dispatches(runId)).toMatchObject([{ state: 'sent' }]);

  expect(await prune(days(366))).toEqual({ ...NOTHING, dispatches: 1 });
  expect(await worker.dispatches(runId)).toEqual([]);
  expect(await database()('dispatch_attempts')).toEqual([]);
  expect(await prune(days(401))).toEqual({ ...NOTHING, reports: 1 });
  expect(await runState(database(), runId)).toBe('done');
  await database()('report_runs').delete();
});

it('keeps what a dispatch may still be sent from, however old it is', async () => {
  const smtp = await server({ dot: 'close' });
  const worker = bench(smtp.url);
  const deadlineAt = days(60);
  const held = await renderedRun(database(), { content: contentOf('held'), policy: 'hold', deadlineAt });
  expect(await worker.sendAll(held)).toEqual(['held']);
  const queued = await renderedRun(database(), { content: contentOf('queued'), deadlineAt });
  const before = await parts();
  expect(await prune(days(59))).toEqual(NOTHING);
  expect(await prune(days(500))).toEqual(NOTHING);
  expect(await parts()).toBe(before);

  smtp.script({}, {});
  expect(await worker.sendAll(queued, minutes(10))).toEqual(['sent']);
  const [dispatch] = await worker.dispatches(held);
  await decideHeldDispatch(database(), dispatch?.id ?? 0, 'queued', minutes(20));
  expect(await worker.sendAll(held, minutes(20))).toEqual(['sent']);
  expect(await prune(days(59))).toMatchObject({ mails: before });
  await database()('dispatch_attempts').delete();
  await database()('report_dispatches').delete();
  await database()('report_runs').delete();
});

it('keeps a part that a newer report has taken up', async () => {
  const smtp = await server();
  const worker = bench(smtp.url);
  const old = await renderedRun(database(), { content: contentOf('shared') });
  await worker.sendAll(old);
  const stored = await parts();
  await database()('dispatch_parts').update({ created_at: new Date('2026-12-20T00:00:00Z') });
  expect(await prune(days(40))).toEqual(NOTHING);
  expect(await parts()).toBe(stored);
});

it('forgets what a request said and not that it was asked for', async () => {
  const needs = { db: database(), now: async () => START, tzdb: TZDB, timezone: 'UTC' };
  const data = { v: 1, requestId: 'old', report: 'performance', window: 'last-day', producer: 'shop' };
  const { runId } = await requestReport(needs, data);
  expect(await prune(days(91))).toMatchObject({ requests: 1 });
  expect(await database()('report_requests').pluck('payload')).toEqual([null]);
  expect(await requestReport(needs, data)).toEqual({ runId, isNew: false });
  await expect(requestReport(needs, { ...data, window: 'last-week' })).rejects.toMatchObject({
    code: 'bad-state',
  });
  expect(await prune(days(92))).toMatchObject({ requests: 0 });
});

it('takes many events in small batches, while two workers do it at once', async () => {
  const row = (index: number, at: string) => ({
    event_hash: Buffer.from(String(index).padStart(16, '0')),
    hook: 'sinch',
    field: 'status',
    reason: 'unknown',
    said: '{}',
    seen: 1,
    first_at: new Date(at),
    last_at: new Date(at),
  });
  await database()('refused_events').insert([
    ...Array.from({ length: 450 }, (_, index) => row(index, '2026-11-01T00:00:00Z')),
    row(1_000, '2026-12-20T00:00:00Z'),
  ]);
  const both = await Promise.all([prune(days(30)), prune(days(30))]);
  expect(both.reduce((sum, { refused }) => sum + refused, 0)).toBe(450);
  expect(await database()('refused_events').pluck('seen')).toEqual([1]);
});

it('forgets old searches for findings, but never the last one', async () => {
  const at = (day: number): Date => new Date(days(day).epochMilliseconds);
  const run = (day: number, id: number) => ({
    id,
    as_of: at(day),
    kind: 'kept',
    is_recomputed: 0,
    state: 'done',
    started_at: at(day),
    alive_at: at(day),
  });
  await database()('finding_runs').insert([run(0, 1), run(1, 2), run(2, 3)]);
  expect((await prune(days(400))).findings).toBe(0);
  expect((await prune(days(402))).findings).toBe(2);
  expect((await prune(days(900))).findings).toBe(0);
  expect(await database()('finding_runs').pluck('id')).toEqual([3]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import { PULL_TABLES, type PullBench, pullBench } from '../support/pull-bench.ts';
import { clickRow, optOutRow, PHONE, SENT_MESSAGES, STRANGER } from '../support/pull-rows.ts';

const STORED = ['opt_outs', 'clicks', 'links', 'parked_events', 'platform_runs'];

let puller: PullBench;

beforeAll(async () => {
  puller = await pullBench();
});

afterAll(() => puller.drop());

beforeEach(async () => {
  await puller.reset();
  await puller.bench.give('messages', SENT_MESSAGES);
});

async function stored(): Promise<Record<string, readonly string[]>> {
  const content: Record<string, readonly string[]> = {};
  for (const table of STORED) content[table] = await puller.bench.content(table);
  return content;
}

describe('a long answer', () => {
  const people = Array.from({ length: 11 }, (_, n) => ({
    mobile_prefix: '47',
    mobile_number: String(91_230_000 + n),
  }));

  it('is read page by page to its end, nothing left out and nothing twice', async () => {
    puller.server.world.lists.set(
      '24',
      people.map((phone) => optOutRow(phone, '2026-11-22T08:00:00Z')),
    );
    const { optOuts } = await puller.pull({ pageRows: 4 });
    expect(optOuts).toMatchObject({ applied: 0, parked: 11, refused: 0 });
    expect(await puller.bench.db('parked_events').countDistinct({ n: 'phone_hmac' })).toEqual([{ n: 11 }]);
    expect(
      await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).select('total_rows', 'pass_from'),
    ).toEqual([{ total_rows: 11, pass_from: null }]);
  });

  it('whose rows move up while we read loses none of them', async () => {
    const rows = people.map((phone) => optOutRow(phone, '2026-11-22T08:00:00Z'));
    puller.server.world.lists.set('24', rows);
    const pulling = puller.pull({ pageRows: 6 });
    while (!puller.server.asked.some(({ path }) => path.startsWith('Profiles')))
      await new Promise((resolve) => setImmediate(resolve));
    rows.splice(0, 2);
    await pulling;
    expect(await puller.bench.db('parked_events').countDistinct({ n: 'phone_hmac' })).toEqual([{ n: 11 }]);
  });

  it('that never ends is refused', async () => {
    puller.server.world.lists.set(
      '24',
      people.map((phone) => optOutRow(phone, '2026-11-22T08:00:00Z')),
    );
    puller.server.plant(
      'GetProfilesSMSUnsubscribedSince',
      { kind: 'endless' },
      { kind: 'endless' },
      { kind: 'endless' },
    );
    const { refused, optOuts } = await puller.pull({ pageRows: 4 });
    expect(refused).toMatchObject([
      { kind: 'opt_outs', subject: '24', reason: expect.stringMatching(/has no end/) },
    ]);
    expect(optOuts.read).toBe(0);
  });
});

describe('questions', () => {
  it('leave evenly, one after the other, page for page', async () => {
    const rows = Array.from({ length: 6 }, (_, n) =>
      optOutRow({ mobile_prefix: '47', mobile_number: String(91_230_000 + n) }, '2026-11-22T08:00:00Z'),
    );
    puller.server.world.lists.set('24', rows);
    const told: string[] = [];
    const plan = { ...puller.plan, requestsPerMinute: 600 };
    const onPage = (key: { readonly kind: string }, stored: number): void =>
      void told.push(`${key.kind} ${stored}`);
    const began = await databaseNow(puller.bench.db);
    const beganMs = performance.now();
    const { requests } = await puller.pull({ plan, pageRows: 4, onPage });
    expect(told).toEqual(['opt_outs 4', 'opt_outs 6']);
    // each took a turn of 100 ms and waited for it; how late one of them arrives is up to the machine
    const [next]: Date[] = await puller.bench.db('pull_sources').pluck('next_request_at');
    expect((next?.getTime() ?? 0) - began.epochMilliseconds).toBeGreaterThanOrEqual(requests * 100);
    const times = puller.server.asked.map(({ atMs }) => atMs);
    expect(times).toHaveLength(requests);
    expect((times.at(-1) ?? 0) - beganMs).toBeGreaterThan((requests - 1) * 90);
  });
});

describe('the same pull again', () => {
  it('changes nothing, in whatever pages it comes', async () => {
    puller.server.world.lists.set('24', [
      optOutRow(PHONE, '2026-11-22T08:00:00Z'),
      optOutRow(STRANGER, '2026-11-22T08:00:00Z'),
    ]);
    puller.addRun('90', [
      clickRow(PHONE, '2026-11-20T11:00:00Z'),
      clickRow(STRANGER, '2026-11-20T11:00:00Z'),
    ]);
    await puller.pull({}, '2020-01-01T00:00:00Z');
    const before = await stored();
    const again = await puller.pull({ pageRows: 2 }, '2020-01-01T00:00:00Z');
    expect(again.optOuts).toMatchObject({ applied: 0, parked: 0 });
    expect(again.clicks).toMatchObject({ applied: 0, parked: 0 });
    expect(again.runs).toMatchObject({ applied: 0 });
    expect(again.statistics).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await stored()).toEqual(before);
    await refreshRollups(puller.bench.db, { now: Temporal.Now.instant() });
    expect(await puller.bench.db('cube_campaigns').select('hits', 'opted_out_contacts')).toMatchObject([
      { hits: 1 },
    ]);
  });
});

describe('the tables of pulls', () => {
  it('hold no phone number', async () => {
    puller.server.world.lists.set('24', [
      optOutRow(PHONE, '2026-11-22T08:00:00Z'),
      optOutRow(STRANGER, null),
    ]);
    puller.addRun('90', [clickRow(STRANGER, '2026-11-20T11:00:00Z')], {
      sent: 1,
      last: { mobile_number: '91234567' },
    });
    await puller.pull();
    for (const table of [...PULL_TABLES, 'parked_events', 'opt_outs', 'clicks'])
      expect(JSON.stringify(await puller.bench.db(table).select('*'))).not.toMatch(/91234567|99999999/);
  });
});

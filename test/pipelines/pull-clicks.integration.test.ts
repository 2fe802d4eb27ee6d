import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { type PullBench, pullBench } from '../support/pull-bench.ts';
import { clickRow, PHONE, SENT_MESSAGES, STRANGER } from '../support/pull-rows.ts';

let puller: PullBench;

beforeAll(async () => {
  puller = await pullBench();
});

afterAll(() => puller.drop());

beforeEach(async () => {
  await puller.reset();
  await puller.bench.give('messages', SENT_MESSAGES);
});

async function clicksOf(): Promise<readonly string[]> {
  return puller.bench
    .db('clicks as k')
    .join('messages as m', 'm.id', 'k.message_id')
    .orderBy('k.clicked_at')
    .pluck('m.message_id');
}

describe('clicks of a run', () => {
  it('belong to the message that our campaign sent to that phone last before them', async () => {
    puller.addRun('90', [
      clickRow(PHONE, '2026-11-20T11:00:00Z'),
      clickRow(PHONE, '2026-11-21T11:00:00Z', { clickid: '77' }),
      clickRow(PHONE, '2026-11-19T11:00:00Z'),
    ]);
    const { runs, clicks } = await puller.pull();
    expect(runs).toMatchObject({ subjects: 1, read: 1, applied: 1 });
    expect(clicks).toEqual({ subjects: 1, read: 3, applied: 3, duplicate: 0, parked: 0, refused: 0 });
    expect(await clicksOf()).toEqual(['m1', 'm1', 'm2']);
    expect(await puller.bench.db('links').pluck('url')).toEqual(['https://shop.example/a']);
    const [row] = await puller.bench.db('clicks').whereNotNull('ip_hash').select('*');
    expect(row).toMatchObject({ agent_hash: null });
  });

  it('of a phone we sent nothing to wait for the message', async () => {
    puller.addRun('90', [clickRow(STRANGER, '2026-11-21T11:00:00Z')]);
    expect((await puller.pull()).clicks).toMatchObject({ read: 1, parked: 1 });
    await puller.bench.give('contacts', 'contact_id,phone,country\nc9,+4799999999,NO\n', {
      name: 'more.csv',
    });
    await puller.bench.give('messages', `${SENT_MESSAGES}m9,c9,p1,2026-11-21T10:00:00Z,sent,link_mobility\n`);
    expect(await takeParked(puller.bench.db, 'all')).toBe(0);
    const later = await puller.pull();
    expect(later.taken).toBe(1);
    expect(await clicksOf()).toEqual(['m9']);
    const again = await puller.pull({}, '2026-01-01T00:00:00Z');
    expect(again.clicks).toMatchObject({ read: 1, applied: 0, duplicate: 1 });
    expect(await clicksOf()).toEqual(['m9']);
    expect(await puller.bench.db('parked_events').select('*')).toEqual([]);
  });

  it('are not asked for again while their number is the same', async () => {
    puller.addRun('90', [clickRow(PHONE, '2026-11-20T11:00:00Z')]);
    await puller.pull();
    puller.server.world.runs.get('90')?.clicks.push(clickRow(PHONE, '2026-11-20T12:00:00Z'));
    expect((await puller.pull()).clicks).toMatchObject({ read: 2, applied: 1, duplicate: 1 });
    expect((await puller.pull()).clicks).toMatchObject({ subjects: 1, read: 0 });
    expect(await clicksOf()).toEqual(['m1', 'm1']);
  });

  it('without a phone or time are refused with the reason; those of no campaign of ours are not asked for', async () => {
    puller.addRun('90', [
      clickRow({ emailaddress: 'a@b.example' }, '2026-11-20T11:00:00Z'),
      clickRow(PHONE, '2026-11-20T11:00:00Z', { clicktime: '' }),
    ]);
    expect((await puller.pull()).clicks).toMatchObject({ read: 2, applied: 0, refused: 2 });
    const plan = { ...puller.plan, campaigns: { runs: { 91: 'p1' }, newsletters: {}, pattern: null } };
    const asked = puller.server.asked.length;
    expect(await puller.pull({ plan })).toMatchObject({ runsOfOthers: 1, clicks: { subjects: 0 } });
    expect(puller.server.asked.slice(asked).map(({ path }) => path)).not.toContain('Stats/GetClicks');
  });
});

describe('runs', () => {
  it('are those of lists, segments and newsletters, once each, told as an id or in full', async () => {
    puller.addRun('90', []);
    const { found, runs } = puller.server.world;
    found.set('segment:7', ['90', '91']);
    found.set('newsletter:311', ['92']);
    for (const statid of ['91', '92']) runs.set(statid, { listed: statid, clicks: [], statistics: null });
    const plan = { ...puller.plan, segments: ['7'], newsletters: ['311'] };
    expect((await puller.pull({ plan })).runs).toMatchObject({
      subjects: 3,
      read: 4,
      applied: 3,
      duplicate: 1,
    });
    expect(
      await puller.bench.db('platform_runs').orderBy('statid').select('statid', 'found_by', 'name'),
    ).toEqual([
      { statid: 90, found_by: 'list:24', name: 'Autumn' },
      { statid: 91, found_by: 'segment:7', name: null },
      { statid: 92, found_by: 'newsletter:311', name: null },
    ]);
  });
});

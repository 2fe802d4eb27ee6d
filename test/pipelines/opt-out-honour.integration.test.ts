import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOptOutHonour } from '../../src/pipelines/load-opt-out-honour.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { type ImportBench, importBench } from '../support/import-bench.ts';

const DAY = {
  from: Temporal.Instant.from('2026-11-20T00:00:00Z'),
  to: Temporal.Instant.from('2026-11-21T00:00:00Z'),
  timezone: 'UTC',
};
const NOW = Temporal.Instant.from('2026-11-22T00:00:00Z');

/** c1 and c2 are one phone, c3 has none, c4 came back before the day. */
const OPT_OUTS =
  'event_id,contact_id,event,occurred_at,keyword\n' +
  'o1,c1,opt_out,2026-11-10T08:00:00Z,STOP\n' +
  'o2,c3,opt_out,2026-11-20T10:05:00Z,STOPP\n' +
  'o3,c3,opt_out,2026-11-20T11:05:00Z,\n' +
  'o4,c4,opt_out,2026-11-12T08:00:00Z,STOP\n' +
  'o5,c4,opt_in,2026-11-15T08:00:00Z,START\n' +
  'o6,c5,opt_out,2026-11-20T18:00:00Z,\n';
const MESSAGES =
  'message_id,contact_id,campaign_id,sent_at,status,error_code\n' +
  'm0,c3,p1,2026-11-20T10:05:00Z,delivered,\n' +
  'm1,c2,p1,2026-11-20T09:00:00Z,delivered,\n' +
  'm2,c3,t1,2026-11-20T10:06:00Z,delivered,\n' +
  'm3,c3,p1,2026-11-20T12:00:00Z,undelivered,\n' +
  'm4,c3,p1,2026-11-20T13:00:00Z,canceled,\n' +
  'm5,c4,p1,2026-11-20T12:00:00Z,delivered,\n' +
  'm6,c3,p1,2026-11-21T09:00:00Z,delivered,\n' +
  'm7,c5,p1,2026-11-20T17:00:00Z,delivered,\n' +
  'm8,c2,p1,2026-11-20T19:00:00Z,rejected,21610\n';

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  await bench.give(
    'contacts',
    'contact_id,phone,country,segment_id\nc4,+4791234568,NO,s2\nc5,+4791234569,NO,s2\n',
    {
      name: 'more.csv',
    },
  );
  await bench.give('campaigns', 'campaign_id,name,kind\nt1,Your order,transactional\n', {
    name: 'orders.csv',
  });
  await bench.give('opt_outs', OPT_OUTS);
  await bench.give('messages', MESSAGES);
  await refreshRollups(bench.db, { now: NOW });
});

afterAll(() => bench.drop());

describe('opt-outs in the database', () => {
  it('find what was sent to the same phone later, whatever row it came in on and whatever became of it', async () => {
    const { breaches, isCut } = await loadOptOutHonour(bench.db, { window: DAY }, NOW);
    expect(
      breaches.map(({ contactId, campaignId, isDelivered }) => [contactId, campaignId, isDelivered]),
    ).toEqual([
      ['c2', 'p1', true],
      ['c3', 'p1', false],
      ['c2', 'p1', false],
    ]);
    expect(breaches.map(({ isStopped }) => isStopped)).toEqual([false, false, true]);
    expect(isCut).toBe(false);
    expect(breaches[0]).toMatchObject({ isPromotional: true, sentS: 1_795_165_200, askedS: 1_794_297_600 });
  });

  it('are measured from the text until the last message after it, though it left after the window', async () => {
    const { times } = await loadOptOutHonour(bench.db, { window: DAY }, NOW);
    expect(times).toEqual({ asked: 1, seconds: [22 * 3_600 + 55 * 60] });
    const early = await loadOptOutHonour(
      bench.db,
      { window: DAY },
      Temporal.Instant.from('2026-11-20T11:30:00Z'),
    );
    expect(early.times).toEqual({ asked: 1, seconds: [3_600] });
  });

  it('of a part of the sending show its messages and no time', async () => {
    const campaign = await loadOptOutHonour(bench.db, { window: DAY, campaignIds: ['t1'] }, NOW);
    expect(campaign).toEqual({ breaches: [], isCut: false, times: null });
    const segment = await loadOptOutHonour(bench.db, { window: DAY, segmentIds: ['s2'] }, NOW);
    expect(segment.breaches.map(({ contactId }) => contactId)).toEqual(['c2', 'c2']);
  });

  it('are none in a window without them', async () => {
    const before = {
      ...DAY,
      from: DAY.from.subtract({ hours: 240 * 2 }),
      to: DAY.from.subtract({ hours: 241 }),
    };
    expect(await loadOptOutHonour(bench.db, { window: before }, NOW)).toEqual({
      breaches: [],
      isCut: false,
      times: { asked: 0, seconds: [] },
    });
  });
});

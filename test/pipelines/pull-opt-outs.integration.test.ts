import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { type PullBench, pullBench, unix } from '../support/pull-bench.ts';
import { optOutRow, PHONE, SENT_MESSAGES, STRANGER } from '../support/pull-rows.ts';

let puller: PullBench;

beforeAll(async () => {
  puller = await pullBench();
});

afterAll(() => puller.drop());

beforeEach(async () => {
  await puller.reset();
  await puller.bench.give('messages', SENT_MESSAGES);
});

describe('opt-outs', () => {
  it('become those of the contact with that phone, at the time the platform says', async () => {
    puller.server.world.lists.set('24', [optOutRow(PHONE, '2026-11-22T08:00:00Z')]);
    const { optOuts } = await puller.pull();
    expect(optOuts).toEqual({ subjects: 1, read: 1, applied: 1, duplicate: 0, parked: 0, refused: 0 });
    const rows = await puller.bench
      .db('opt_outs as o')
      .join('contacts as c', 'c.id', 'o.contact_id')
      .select('*');
    expect(rows).toMatchObject([
      {
        contact_id: 'c1',
        event: 'opt_out',
        keyword: null,
        message_id: null,
        occurred_at: new Date('2026-11-22T08:00:00Z'),
      },
    ]);
    expect(await puller.bench.db('inbound').select('*')).toEqual([]);
  });

  it('of nobody wait until the contact is imported', async () => {
    puller.server.world.lists.set('24', [optOutRow(STRANGER, '2026-11-22T08:00:00Z')]);
    expect((await puller.pull()).optOuts).toMatchObject({ read: 1, applied: 0, parked: 1 });
    expect(JSON.stringify(await puller.bench.db('parked_events').select('*'))).not.toContain('99999999');
    await puller.bench.give('contacts', 'contact_id,phone,country\nc9,+4799999999,NO\n', {
      name: 'more.csv',
    });
    expect(await takeParked(puller.bench.db, 'all')).toBe(1);
    expect(await puller.bench.db('opt_outs').pluck('event')).toEqual(['opt_out']);
  });

  it('that cannot be read are counted with the reason, and stop none of the others', async () => {
    puller.server.world.lists.set('24', [
      optOutRow({ mobile_prefix: '47', mobile_number: null }, '2026-11-22T08:00:00Z'),
      optOutRow(PHONE, '2036-11-22T08:00:00Z'),
      optOutRow({ mobile_prefix: '', mobile_number: '91234567' }, '2026-11-22T08:00:00Z'),
      optOutRow(PHONE, '2026-11-22T08:00:00Z'),
      optOutRow(STRANGER, '2026-11-22T08:00:00Z'),
    ]);
    expect((await puller.pull()).optOuts).toMatchObject({
      read: 5,
      applied: 1,
      duplicate: 0,
      parked: 1,
      refused: 3,
    });
    const note: string = (await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).first('note'))
      ?.note;
    expect(note).toBe(
      'has no phone number; its fields: profileid, mobile_prefix, mobile_number, sms_unsubscribed',
    );
  });

  it('without a time count from when they are pulled, once, and say which fields there are', async () => {
    puller.server.world.lists.set('24', [optOutRow(PHONE, null)]);
    expect((await puller.pull()).optOuts).toMatchObject({ applied: 1 });
    expect((await puller.pull()).optOuts).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).pluck('note')).toEqual([
      expect.stringMatching(/^has no time of its own; its fields: profileid, /),
    ]);
  });

  it('told by two lists are one; later ones are another', async () => {
    const twoLists = { ...puller.plan, lists: ['24', '31'] };
    const row = optOutRow(PHONE, '2026-11-22T08:00:00Z');
    puller.server.world.lists.set('24', [row]);
    puller.server.world.lists.set('31', [row, optOutRow(PHONE, '2026-11-24T08:00:00Z')]);
    puller.server.world.found.set('list:31', []);
    expect((await puller.pull({ plan: twoLists })).optOuts).toMatchObject({
      read: 3,
      applied: 2,
      duplicate: 1,
    });
  });

  it('are asked for again an hour before the cursor, and further back only when told', async () => {
    const dates = (): string[] =>
      puller.server.asked
        .filter(({ path }) => path.startsWith('Profiles'))
        .map(({ parameters }) => parameters.date ?? '');
    await puller.pull();
    const position: Date = (
      await puller.bench.db('pull_cursors').where({ kind: 'opt_outs' }).first('position')
    )?.position;
    const usual = String(Math.floor(position.getTime() / 1_000) - 3_600);
    await puller.pull();
    expect(dates().at(-1)).toBe(usual);
    await puller.pull({}, '2026-01-01T00:00:00Z');
    expect(dates().at(-1)).toBe(unix('2026-01-01T00:00:00Z'));
    await puller.bench.db('pull_cursors').update({ position: new Date('2026-11-10T00:00:00Z') });
    await puller.pull({}, '2026-11-20T00:00:00Z');
    expect(dates().at(-1)).toBe(unix('2026-11-09T23:00:00Z'));
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import { type TakenCounts, takeEvents } from '../../src/pipelines/take-events.ts';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { click, inbound, receipt, SENT_MS, send } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const MESSAGES =
  'message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id,parts\n' +
  'm1,c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,L1,1\n' +
  'm2,c3,p1,2026-11-20T10:00:00Z,queued,link_mobility,,2\n';
const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});

afterAll(() => bench.drop());

beforeEach(async () => {
  await bench.reset();
  for (const table of [
    'parked_events',
    'part_receipts',
    'message_provider_ids',
    'message_bills',
    'unknown_codes',
    'code_overrides',
  ]) {
    await bench.db(table).delete();
  }
  await bench.give('messages', MESSAGES);
});

function take(events: readonly ProviderEvent[], provider = 'link_mobility'): Promise<TakenCounts> {
  return takeEvents({ db: bench.db, secretKey: IMPORT_SECRET, provider, events, receivedAt });
}

async function receiptsOf(messageId: string): Promise<readonly (readonly [number, string | null])[]> {
  const rows: { status: number; raw_code: string | null }[] = await bench
    .db('receipts as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .where('m.message_id', messageId)
    .orderBy('r.id')
    .select('r.status', 'r.raw_code');
  return rows.map(({ status, raw_code }) => [status, raw_code]);
}

function rows(table: string): Promise<Record<string, unknown>[]> {
  return bench.db(table).select('*');
}

describe('receipts', () => {
  it('find their message by the provider’s id, by our own, and by an id that serves as both', async () => {
    const counts = await take([
      receipt('L1', 'delivered', '1001'),
      receipt('m2', 'sent', '1007'),
      receipt('unheard', 'delivered', '1001', { clientReference: 'm2', occurredMs: SENT_MS + 70_000 }),
    ]);
    expect(counts).toMatchObject({ read: 3, applied: 3, duplicate: 0, parked: 0, refused: 0 });
    expect(await receiptsOf('m1')).toEqual([
      [10, null],
      [50, '1001'],
    ]);
    expect(await receiptsOf('m2')).toEqual([
      [10, null],
      [20, '1007'],
      [50, '1001'],
    ]);
  });

  it('sent again change nothing, in the same batch or a later one', async () => {
    const event = receipt('L1', 'undelivered', '2104', { failureClass: 'invalid_number' });
    expect(await take([event, event, event])).toMatchObject({ read: 3, applied: 1, duplicate: 2 });
    expect(await take([event])).toMatchObject({ read: 1, applied: 0, duplicate: 1 });
    expect(await take([{ ...event, providerMessageId: null, clientReference: 'm1' }])).toMatchObject({
      duplicate: 1,
    });
    expect(await receiptsOf('m1')).toHaveLength(2);
  });

  it('without a time of their own are one event however often they come', async () => {
    const event = receipt('L1', 'delivered', '1001', { occurredMs: null });
    await take([event]);
    const later = receivedAt.add({ hours: 1 });
    const again = { db: bench.db, secretKey: IMPORT_SECRET, provider: 'link_mobility', events: [event] };
    expect(await takeEvents({ ...again, receivedAt: later })).toMatchObject({ duplicate: 1 });
    expect(await receiptsOf('m1')).toHaveLength(2);
  });

  it('of another provider with the same id belong to nobody', async () => {
    expect(await take([receipt('L1', 'delivered', '0')], 'vonage')).toMatchObject({ parked: 1, applied: 0 });
    expect(await receiptsOf('m1')).toHaveLength(1);
  });
});

describe('an event whose message is not known', () => {
  it('is parked once, and taken when the message is imported', async () => {
    const events = [receipt('L9', 'delivered', '1001'), receipt('L9', 'delivered', '1001'), click('L9')];
    expect(await take(events)).toMatchObject({ read: 3, parked: 2, duplicate: 1, applied: 0 });
    expect(await take(events)).toMatchObject({ read: 3, parked: 0, duplicate: 3 });
    expect(await takeParked(bench.db, 'all')).toBe(0);
    await bench.give('messages', `${MESSAGES}m9,c3,p1,2026-11-20T10:00:00Z,sent,link_mobility,L9,1\n`);
    expect(await takeParked(bench.db, 'due')).toBe(0);
    expect(await takeParked(bench.db, 'all')).toBe(2);
    expect(await receiptsOf('m9')).toEqual([
      [20, null],
      [50, '1001'],
    ]);
    expect(await rows('clicks')).toHaveLength(1);
    expect(await rows('parked_events')).toEqual([]);
  });

  it('keeps the time it came, and no phone number', async () => {
    await take([
      inbound('+4799999999', 'STOP'),
      receipt('L9', 'delivered', '1001', { recipient: '+4799999999' }),
    ]);
    const parked = await rows('parked_events');
    expect(parked).toHaveLength(2);
    expect(JSON.stringify(parked)).not.toContain('99999999');
    for (const row of parked) expect(row.received_at).toEqual(new Date(receivedAt.epochMilliseconds));
  });

  it('is looked for less and less often', async () => {
    await take([receipt('L9', 'delivered', '1001')]);
    const due = (): Promise<number> =>
      bench.db('parked_events').update({ next_try_at: bench.db.raw('UTC_TIMESTAMP(3) - INTERVAL 1 SECOND') });
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await due();
      await takeParked(bench.db);
      const [row] = await bench
        .db('parked_events')
        .select('tries')
        .select(bench.db.raw('TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), next_try_at) AS wait'));
      waits.push(Math.ceil(Number(row.wait) / 60));
    }
    expect(waits).toEqual([2, 4, 8]);
  });
});

describe('a send', () => {
  it('tells the id of its message, and takes the receipts that came before it', async () => {
    expect(await take([receipt('L2', 'delivered', '1001')])).toMatchObject({ parked: 1 });
    expect(await take([send('L2', 'm2')])).toMatchObject({ read: 1, applied: 1, taken: 1 });
    expect(await bench.db('messages').where({ message_id: 'm2' }).pluck('provider_message_id')).toEqual([
      'L2',
    ]);
    expect(await receiptsOf('m2')).toEqual([
      [10, null],
      [10, '1005'],
      [50, '1001'],
    ]);
    expect(await take([send('L2', 'm2')])).toMatchObject({ applied: 0, duplicate: 1 });
  });

  it('of a message that has another id, or another provider, tells a further one', async () => {
    await take([send('L1b', 'm1'), send('L2b', 'm2')], 'other_name');
    expect(
      await take([receipt('L1b', 'delivered', '0'), receipt('L2b', 'delivered', '0')], 'other_name'),
    ).toMatchObject({ applied: 2 });
    expect(await take([receipt('L1b', 'delivered', '0')])).toMatchObject({ parked: 1 });
  });

  it('that was refused is a state', async () => {
    await take([
      send('L2', 'm2', {
        state: {
          status: 'rejected',
          failureClass: 'config',
          codeField: 'resultCode',
          rawCode: '106000',
          isKnownCode: true,
        },
      }),
    ]);
    expect(await receiptsOf('m2')).toContainEqual([43, '106000']);
  });
});

describe('a long message', () => {
  const piece = (index: number, status: 'delivered' | 'undelivered', minutes: number) =>
    receipt('m2', status, status === 'delivered' ? '0' : '9', {
      part: { index, of: 2 },
      occurredMs: SENT_MS + minutes * 60_000,
    });

  it('is delivered when all its pieces are, at the time of the last', async () => {
    expect(await take([piece(1, 'delivered', 2)])).toMatchObject({ applied: 1 });
    expect(await receiptsOf('m2')).toEqual([[10, null]]);
    expect(await take([piece(1, 'delivered', 2)])).toMatchObject({ applied: 0, duplicate: 1 });
    await take([piece(2, 'delivered', 1)]);
    const [last] = await bench.db('receipts').orderBy('id', 'desc').limit(1);
    expect(last).toMatchObject({ status: 50, raw_code: '0', occurred_at: new Date(SENT_MS + 120_000) });
  });

  it('has failed as soon as one piece has', async () => {
    await take([piece(1, 'delivered', 1), piece(2, 'undelivered', 2)]);
    expect(await receiptsOf('m2')).toEqual([
      [10, null],
      [41, '9'],
    ]);
    await take([piece(2, 'delivered', 50)]);
    expect(await receiptsOf('m2')).toContainEqual([50, '0']);
  });
});

describe('what the provider bills', () => {
  it('wins over our own count, and ours stays to be compared', async () => {
    await take([
      receipt('L1', 'delivered', '1001', { parts: 3, costMicro: 126_000, currency: 'EUR' }),
      receipt('m2', 'delivered', '1001', { parts: 2 }),
    ]);
    const [message] = await bench.db('messages').where({ message_id: 'm1' });
    expect(message).toMatchObject({ parts: 3, cost_micro: 126_000, currency: 'EUR' });
    expect(await rows('message_bills')).toMatchObject([
      { message_id: message.id, own_parts: 1, own_currency: null, parts: 3 },
    ]);
    expect(await bench.touched()).toEqual(['m1']);
    await take([receipt('L1', 'delivered', '1001', { parts: 3, costMicro: 126_000, currency: 'EUR' })]);
    expect(await bench.touched()).toEqual([]);
  });
});

describe('a message that is imported again', () => {
  it('keeps the id and the bill that the provider told', async () => {
    await take([
      send('L2', 'm2'),
      receipt('L2', 'delivered', '1001', { parts: 3, costMicro: 90_000, currency: 'EUR' }),
    ]);
    const csv =
      'message_id,contact_id,campaign_id,sent_at,status,provider,parts,cost,currency\n' +
      'm2,c3,p1,2026-11-20T10:00:00Z,delivered,link_mobility,1,0.03,EUR\n';
    expect(await bench.give('messages', csv)).toMatchObject({ applied: 1 });
    const [message] = await bench.db('messages').where({ message_id: 'm2' });
    expect(message).toMatchObject({
      provider_message_id: 'L2',
      parts: 3,
      cost_micro: 90_000,
      currency: 'EUR',
    });
    expect(await rows('message_bills')).toMatchObject([
      { own_parts: 1, own_cost_micro: 30_000, own_currency: 'EUR', parts: 3 },
    ]);
    expect(await bench.give('messages', `${csv}\n`)).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await take([receipt('L2', 'sent', '1007')])).toMatchObject({ applied: 1 });
  });
});

describe('a text from a phone', () => {
  it('that is a word to stop becomes an opt-out of its phone', async () => {
    expect(await take([inbound('4791234567', 'Stopp!')])).toMatchObject({ applied: 1 });
    const [optOut] = await bench
      .db('opt_outs as o')
      .join('contacts as c', 'c.id', 'o.contact_id')
      .select('c.contact_id', 'o.event', 'o.keyword');
    expect(optOut).toEqual({ contact_id: 'c1', event: 'opt_out', keyword: 'STOPP' });
    expect(await rows('inbound')).toEqual([]);
  });

  it('that begins with one is kept for a person to read', async () => {
    await take([inbound('+47 912 34 567', 'Stop please'), inbound('+4791234567', 'Hvor er butikken?')]);
    expect(await rows('opt_outs')).toEqual([]);
    expect(await bench.db('inbound').orderBy('text').select('text', 'reading')).toEqual([
      { text: 'Hvor er butikken?', reading: 0 },
      { text: 'Stop please', reading: 3 },
    ]);
  });

  it('that the provider routed by its first word is read behind that word', async () => {
    await take([inbound('+4791234567', 'WINTER Stopp', { keyword: 'WINTER' })], 'infobip');
    expect(await bench.db('opt_outs').select('event', 'keyword')).toEqual([
      { event: 'opt_out', keyword: 'STOPP' },
    ]);
  });

  it('without an id and a time stops again another day, and is one however often it comes that day', async () => {
    const say = (text: string, hours: number): Promise<TakenCounts> =>
      takeEvents({
        db: bench.db,
        secretKey: IMPORT_SECRET,
        provider: 'link_mobility_pswin',
        events: [inbound('+4791234567', text, { occurredMs: null })],
        receivedAt: receivedAt.add({ hours }),
      });
    expect(await say('STOP', 0)).toMatchObject({ applied: 1 });
    expect(await say('STOP', 1)).toMatchObject({ duplicate: 1 });
    expect(await say('START', 30)).toMatchObject({ applied: 1 });
    expect(await say('START', 60)).toMatchObject({ duplicate: 1 });
    expect(await say('STOP', 60)).toMatchObject({ applied: 1 });
    expect(await say('Hvor er butikken?', 0)).toMatchObject({ applied: 1 });
    expect(await say('Hvor er butikken?', 60)).toMatchObject({ duplicate: 1 });
    expect(await bench.db('opt_outs').orderBy('occurred_at').pluck('event')).toEqual([
      'opt_out',
      'opt_in',
      'opt_out',
    ]);
  });

  it('from a phone nobody has is parked until a contact has it', async () => {
    expect(await take([inbound('+4740000001', 'STOP')])).toMatchObject({ parked: 1 });
    await bench.give('contacts', 'contact_id,phone,country\nc9,+4740000001,NO\n', { name: 'contacts-2.csv' });
    expect(await takeParked(bench.db, 'all')).toBe(1);
    expect(await rows('opt_outs')).toHaveLength(1);
  });

  it('from no phone is refused with the reason', async () => {
    const counts = await take([inbound('DNB', 'STOP'), inbound('+4791234567', 'hei')]);
    expect(counts).toMatchObject({ read: 2, refused: 1, applied: 1 });
    expect(counts.refusals[0]).toMatchObject({ index: 1, field: 'sender' });
  });
});

describe('a click', () => {
  it('is kept with its link, without what tells the recipient', async () => {
    const human =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
    const counts = await take([
      click('L1', { userAgent: human, address: '81.2.69.142' }),
      click('L1', { userAgent: 'WhatsApp/2.24', clickedMs: SENT_MS + 1000 }),
      click('L1'),
    ]);
    expect(counts).toMatchObject({ applied: 3 });
    expect(await bench.db('links').pluck('url')).toEqual(['https://shop.example/sale']);
    const clicks = await bench.db('clicks').orderBy('agent_verdict').select('agent_verdict', 'ip_hash');
    expect(clicks.map(({ agent_verdict }) => agent_verdict)).toEqual([0, 1, 4]);
    expect(JSON.stringify(await rows('clicks'))).not.toContain('81.2.69');
  });
});

describe('codes', () => {
  it('that nobody lists are counted once an event', async () => {
    const odd = receipt('L1', 'unknown', '9999', { failureClass: 'unknown', isKnownCode: false });
    await take([odd, odd]);
    await take([odd, { ...odd, occurredMs: SENT_MS + 90_000 }]);
    expect(await rows('unknown_codes')).toMatchObject([
      { provider: 'link_mobility', field: 'resultCode', code: '9999', seen: 2 },
    ]);
  });

  it('that an operator classified are read so, and replays stay replays', async () => {
    const odd = receipt('L1', 'unknown', '9999', { failureClass: 'unknown', isKnownCode: false });
    await bench.db('code_overrides').insert({
      provider: 'link_mobility',
      field: 'resultCode',
      code: '9999',
      status: 41,
      failure_class: 1,
      evidence: 'strong',
      decided_by: 'ops',
      decided_at: new Date(SENT_MS),
    });
    expect(await take([odd])).toMatchObject({ applied: 1 });
    expect(await receiptsOf('m1')).toContainEqual([41, '9999']);
    expect(await take([odd])).toMatchObject({ duplicate: 1 });
    expect(await rows('unknown_codes')).toEqual([]);
  });
});

describe('the same events told by several connections at once', () => {
  it('are stored once, and every connection accounts for all it told', async () => {
    const events = Array.from({ length: 300 }, (_, n) => [
      receipt('L1', 'sent', '1007', { occurredMs: SENT_MS + n * 1000 }),
      receipt(`nobody${n}`, 'delivered', '1001'),
      inbound('+4791234567', 'hei', { inboundId: `i${n}` }),
    ]).flat();
    const counts = await Promise.all([take(events), take(events.toReversed()), take(events), take(events)]);
    for (const { read, applied, duplicate, parked } of counts) {
      expect(read).toBe(900);
      expect(applied + duplicate + parked).toBe(900);
    }
    expect(counts.reduce((sum, { applied }) => sum + applied, 0)).toBe(600);
    expect(counts.reduce((sum, { parked }) => sum + parked, 0)).toBe(300);
    expect(await receiptsOf('m1')).toHaveLength(301);
    expect(await rows('inbound')).toHaveLength(300);
    expect(await rows('parked_events')).toHaveLength(300);
  });
});

describe('bad events', () => {
  it('never stop good ones, and counts add up', async () => {
    const counts = await take([
      receipt('x'.repeat(65), 'delivered', '1'),
      { ...receipt('L1', 'delivered', '1'), providerMessageId: null },
      receipt('L1', 'delivered', '1', { occurredMs: Date.UTC(1970, 0, 1) }),
      receipt('L1', 'delivered', '1', { occurredMs: Date.UTC(2099, 0, 1) }),
      receipt('L1', 'delivered', 'c\t\\N\u0000\ud800'.repeat(20), { carrier: 'o'.repeat(500) }),
    ]);
    expect(counts).toMatchObject({ read: 5, applied: 1, refused: 4 });
    expect(counts.refusals.map(({ field }) => field)).toEqual([
      'providerMessageId',
      'providerMessageId',
      'occurredMs',
      'occurredMs',
    ]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import { type TakenCounts, takeEvents } from '../../src/pipelines/take-events.ts';
import { findProvider } from '../../src/providers/catalogue.ts';
import type { PayloadFormat } from '../../src/providers/importer.ts';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { click, receipt, SENT_MS } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const HEADER = 'message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id,parts\n';
const MESSAGES =
  `${HEADER}m1,c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,L1,1\n` +
  'm2,c3,p1,2026-11-20T10:00:00Z,queued,link_mobility,,2\n' +
  't1,c3,p1,2026-11-20T10:00:00Z,queued,twilio,,1\n';
const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});

afterAll(() => bench.drop());

beforeEach(async () => {
  await bench.reset();
  for (const table of ['parked_events', 'message_provider_ids']) await bench.db(table).delete();
  await bench.give('messages', MESSAGES);
});

function take(events: readonly ProviderEvent[], provider = 'link_mobility'): Promise<TakenCounts> {
  return takeEvents({ db: bench.db, secretKey: IMPORT_SECRET, provider, events, receivedAt });
}

/** A payload as the provider sends it. */
function tell(provider: string, format: PayloadFormat, body: string): Promise<TakenCounts> {
  const options = { timezone: null, errorDictionary: null, fields: {} };
  const { events = [], refused } = findProvider(provider)?.parse({ format, body, options }) ?? {};
  expect(refused).toEqual([]);
  return take(events, provider);
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

describe('an id that only a receipt or click names beside our own', () => {
  const named = (id: string) =>
    receipt(id, 'delivered', '1001', { clientReference: 'm2', occurredMs: SENT_MS + 70_000 });

  it('is learnt, so that what names the id alone finds the message, whichever came first', async () => {
    expect(await take([click('SM1', { clickId: 'before' })])).toMatchObject({ parked: 1 });
    expect(await take([named('SM1')])).toMatchObject({ applied: 1, taken: 1 });
    expect(await take([click('SM1', { clickId: 'after' }), receipt('SM1', 'sent', '1007')])).toMatchObject({
      applied: 2,
      parked: 0,
    });
    expect(await bench.db('clicks').orderBy('click_id').pluck('click_id')).toEqual([
      'link_mobility:after',
      'link_mobility:before',
    ]);
    expect(await take([named('SM1')])).toMatchObject({ duplicate: 1, taken: 0 });
  });

  it('is learnt from a click, and leaves a message that goes by its own id findable by it', async () => {
    await take([click('SM2', { clientReference: 'm2' })]);
    expect(await take([receipt('SM2', 'delivered', '1001'), receipt('m2', 'sent', '1007')])).toMatchObject({
      applied: 2,
    });
    expect(await bench.db('messages').where({ message_id: 'm2' }).pluck('provider_message_id')).toEqual([
      null,
    ]);
  });

  it('waits with its event while our message is not known', async () => {
    const early = { ...named('SM3'), clientReference: 'm7' };
    expect(await take([early, click('SM3')])).toMatchObject({ parked: 2 });
    await bench.give('messages', `${MESSAGES}m7,c3,p1,2026-11-20T10:00:00Z,sent,link_mobility,,1\n`);
    expect(await takeParked(bench.db, 'all')).toBe(2);
    expect(await rows('parked_events')).toEqual([]);
  });

  it('of a message that belongs to somebody else does not move it', async () => {
    await take([receipt('L1', 'delivered', '1001', { clientReference: 'm2' })]);
    expect(await receiptsOf('m1')).toContainEqual([50, '1001']);
    expect(await receiptsOf('m2')).toEqual([[10, null]]);
  });
});

describe('Twilio', () => {
  const CLICK = JSON.stringify({
    specversion: '1.0',
    type: 'com.twilio.daptbt.link-shortening.link-clicked',
    source: '/v1/x',
    id: 'EZ1',
    time: '2026-11-20T10:05:00.000Z',
    data: {
      message_sid: 'SM00000000000000000000000000000001',
      link: 'https://shop.example/sale',
      click_time: '2026-11-20T10:05:00Z',
      user_agent: 'Mozilla/5.0 (iPhone) Safari/604.1',
    },
  });
  const callback = (status: string): string =>
    `MessageSid=SM00000000000000000000000000000001&MessageStatus=${status}&client_reference=t1`;

  it('clicks that name the sid alone join by what a status callback said, before or after', async () => {
    expect(await tell('twilio', 'json', CLICK)).toMatchObject({ parked: 1 });
    expect(await tell('twilio', 'form', callback('sent'))).toMatchObject({ applied: 1, taken: 1 });
    expect(await tell('twilio', 'json', CLICK)).toMatchObject({ duplicate: 1 });
    expect(
      await tell('twilio', 'json', CLICK.replace('EZ1', 'EZ2').replaceAll('10:05', '10:06')),
    ).toMatchObject({
      applied: 1,
    });
    expect(await rows('clicks')).toHaveLength(2);
  });
});

describe('LINK Mobility', () => {
  it('reports that come before the answer to their send wait for it', async () => {
    const report = JSON.stringify({
      id: 'LX',
      refId: null,
      resultCode: 1001,
      timestamp: '2026-11-20T10:01:00Z',
    });
    const answer = JSON.stringify([{ messageId: 'LX', refId: 'm2', resultCode: 1005, message: 'Queued' }]);
    expect(await tell('link_mobility', 'json', report)).toMatchObject({ parked: 1 });
    expect(await tell('link_mobility', 'json', answer)).toMatchObject({ applied: 1, taken: 1 });
    expect(await receiptsOf('m2')).toEqual([
      [10, null],
      [10, '1005'],
      [50, '1001'],
    ]);
    expect(await rows('parked_events')).toEqual([]);
  });
});

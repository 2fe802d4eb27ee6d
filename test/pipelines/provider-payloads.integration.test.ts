import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TakenCounts, takeEvents } from '../../src/pipelines/take-events.ts';
import { findProvider } from '../../src/providers/catalogue.ts';
import type { PayloadFormat } from '../../src/providers/importer.ts';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

/**
 * What one provider sends of one message: the answer to the send, receipts, a click where it tells clicks, a word to
 * stop. Our message m1 is known, its id at the provider is not until the answer comes.
 */
type Story = {
  readonly provider: string;
  readonly payloads: readonly (readonly [PayloadFormat, string | object])[];
  /** [status, code] of every receipt afterwards, the one of the import first */
  readonly receipts: readonly (readonly [number, string | null])[];
  readonly clicks: number;
};

const receivedAt = Temporal.Instant.from('2026-11-20T11:00:00Z');
const PHONE = '4791234567';
const AT = '2026-11-20T10:00:05Z';

const STORIES: readonly Story[] = [
  {
    provider: 'twilio',
    payloads: [
      ['json', { sid: 'SM1', status: 'queued', num_segments: '1', client_reference: 'm1' }],
      ['form', `MessageSid=SM1&MessageStatus=sent&To=%2B${PHONE}`],
      ['form', `MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003&To=%2B${PHONE}`],
      [
        'json',
        [
          {
            specversion: '1.0',
            id: 'E1',
            type: 'com.twilio.daptbt.link-shortening.link-clicked',
            data: { message_sid: 'SM1', link: 'https://shop.example/x', click_time: AT, user_agent: 'A' },
          },
        ],
      ],
      ['form', `MessageSid=SM2&SmsStatus=received&From=%2B${PHONE}&To=2333&Body=STOPP&OptOutType=STOP`],
    ],
    receipts: [
      [10, null],
      [10, 'queued'],
      [20, 'sent'],
      [41, '30003'],
    ],
    clicks: 1,
  },
  {
    provider: 'infobip',
    payloads: [
      ['json', { messages: [{ messageId: 'I1', callbackData: 'm1', status: { id: 26, groupId: 1 } }] }],
      [
        'json',
        { results: [{ messageId: 'I1', status: { id: 2, groupId: 3 }, doneAt: AT, error: { id: 0 } }] },
      ],
      [
        'json',
        { results: [{ messageId: 'I1', status: { id: 5, groupId: 3 }, doneAt: AT, error: { id: 0 } }] },
      ],
      [
        'json',
        { notificationType: 'CLICKED', messageId: 'I1', url: 'https://shop.example/x', sendDateTime: null },
      ],
      ['json', { results: [{ messageId: 'I2', from: PHONE, to: '2333', text: 'STOPP', receivedAt: AT }] }],
    ],
    receipts: [
      [10, null],
      [10, '26'],
      [20, '2'],
      [50, '5'],
    ],
    clicks: 1,
  },
  {
    provider: 'vonage',
    payloads: [
      [
        'json',
        {
          'message-count': '2',
          messages: [
            { status: '0', 'message-id': 'V1', 'client-ref': 'm1' },
            { status: '0', 'message-id': 'V2', 'client-ref': 'm1' },
          ],
        },
      ],
      ['form', 'messageId=V2&status=failed&err-code=2&scts=2611201000&message-timestamp=2026-11-20+10:00:05'],
      ['form', 'messageId=V1&status=delivered&err-code=0&message-timestamp=2026-11-20+10:00:06'],
      ['form', `msisdn=${PHONE}&to=2333&messageId=V3&text=STOPP&type=text&keyword=STOPP`],
    ],
    receipts: [
      [10, null],
      [10, '0'],
      [41, '2'],
      [50, 'delivered'],
    ],
    clicks: 0,
  },
  {
    provider: 'vonage_messages',
    payloads: [
      ['json', { message_uuid: 'U1', client_ref: 'm1' }],
      [
        'json',
        { message_uuid: 'U1', channel: 'sms', status: 'rejected', timestamp: AT, error: { title: 1240 } },
      ],
      ['json', { message_uuid: 'U2', channel: 'sms', from: PHONE, to: '2333', text: 'STOPP', timestamp: AT }],
    ],
    receipts: [
      [10, null],
      [10, null],
      [43, '1240'],
    ],
    clicks: 0,
  },
  {
    provider: 'sinch',
    payloads: [
      ['json', { id: 'S1', to: [`+${PHONE}`], type: 'mt_text', client_reference: 'm1', created_at: AT }],
      ['json', { batch_id: 'S1', statuses: [{ code: 401, status: 'Dispatched', recipients: [PHONE] }] }],
      ['json', { batch_id: 'S1', recipient: `+${PHONE}`, code: 0, status: 'Delivered', at: AT }],
      ['json', { type: 'mo_text', id: 'S2', from: PHONE, to: '2333', body: 'STOPP', received_at: AT }],
    ],
    receipts: [
      [10, null],
      [10, null],
      [20, 'Dispatched'],
      [50, 'Delivered'],
    ],
    clicks: 0,
  },
  {
    provider: 'bird',
    payloads: [
      [
        'json',
        {
          event: 'sms.outbound',
          payload: { id: 'B1', reference: 'm1', status: 'accepted', lastStatusAt: AT },
        },
      ],
      ['json', { event: 'sms.outbound', payload: { id: 'B1', status: 'delivered', lastStatusAt: AT } }],
      [
        'json',
        {
          event: 'sms.inbound',
          payload: {
            id: 'B2',
            sender: { contact: { identifierValue: `+${PHONE}` } },
            body: { text: { text: 'STOPP' } },
          },
        },
      ],
    ],
    receipts: [
      [10, null],
      [10, 'accepted'],
      [50, 'delivered'],
    ],
    clicks: 0,
  },
  {
    provider: 'messagebird',
    payloads: [
      [
        'json',
        {
          id: 'M1',
          direction: 'mt',
          reference: 'm1',
          recipients: { items: [{ recipient: 4791234567, status: 'sent' }] },
        },
      ],
      [
        'form',
        '/hook?id=M1&status=delivery_failed&statusErrorCode=1&statusDatetime=2026-11-20T10:00:05%2B00:00',
      ],
      ['form', `/hook?id=M2&originator=${PHONE}&recipient=2333&body=STOPP`],
    ],
    receipts: [
      [10, null],
      [20, 'sent'],
      [41, '1'],
    ],
    clicks: 0,
  },
  {
    provider: 'generic',
    payloads: [
      ['csv', 'kind,client_reference,provider_message_id,status\nsend,m1,G1,queued\n'],
      ['csv', `provider_message_id,status,occurred_at\nG1,delivered,${AT}\n`],
      ['csv', `provider_message_id,url,occurred_at,user_agent\nG1,https://shop.example/x,${AT},A\n`],
      ['csv', `sender,text\n+${PHONE},STOPP\n`],
    ],
    receipts: [
      [10, null],
      [10, 'queued'],
      [50, 'delivered'],
    ],
    clicks: 1,
  },
];

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});

afterAll(() => bench.drop());

beforeEach(async () => {
  await bench.reset();
  const tables = ['parked_events', 'part_receipts', 'message_provider_ids', 'message_bills', 'unknown_codes'];
  for (const table of tables) await bench.db(table).delete();
});

function take(provider: string, [format, content]: Story['payloads'][number]): Promise<TakenCounts> {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const options = { timezone: null, errorDictionary: null, fields: {} };
  const parsed = findProvider(provider)?.parse({ format, body, options });
  expect(parsed).toMatchObject({ refused: [], ignored: 0 });
  const events = parsed?.events ?? [];
  return takeEvents({ db: bench.db, secretKey: IMPORT_SECRET, provider, events, receivedAt });
}

async function outcome(): Promise<object> {
  const receipts: { status: number; raw_code: string | null }[] = await bench
    .db('receipts')
    .orderBy(['status', 'raw_code', 'id'])
    .select('status', 'raw_code');
  return {
    receipts: receipts.map(({ status, raw_code }) => [status, raw_code]),
    clicks: (await bench.db('clicks').select('id')).length,
    optOuts: (await bench.db('opt_outs').where({ event: 'opt_out' }).select('id')).length,
    parked: (await bench.db('parked_events').select('id')).length,
  };
}

describe.each(STORIES.map((story) => ({ provider: story.provider, story })))(
  '$provider',
  ({ provider, story }) => {
    const { payloads, receipts, clicks } = story;
    const expected = { receipts, clicks, optOuts: 1, parked: 0 };

    it.each([
      ['in order', payloads],
      ['in reverse, each twice', payloads.toReversed().flatMap((payload) => [payload, payload])],
    ])('payloads %s find their message, and tell the same', async (_order, given) => {
      await bench.give(
        'messages',
        `message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id,parts\nm1,c1,p1,2026-11-20T10:00:00Z,queued,${provider},,2\n`,
      );
      for (const payload of given) {
        const { read, applied, duplicate, parked, refused } = await take(provider, payload);
        expect(applied + duplicate + parked + refused).toBe(read);
        expect(refused).toBe(0);
      }
      await takeParked(bench.db, 'all');
      expect(await outcome()).toEqual(expected);
    });
  },
);

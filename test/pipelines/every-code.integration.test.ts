import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAILURE_CLASSES } from '../../src/core/failure-class.ts';
import { MESSAGE_STATUSES } from '../../src/core/message-status.ts';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { findProvider } from '../../src/providers/catalogue.ts';
import { CODE_PROVIDERS, type CodeRow, codesOf } from '../../src/providers/codes.ts';
import { CODE_PAYLOADS, type CodePayload, landing, NOT_SENT } from '../support/code-payloads.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const receivedAt = Temporal.Instant.from('2026-11-25T12:00:00Z');

type Case = {
  readonly place: string;
  readonly row: CodeRow;
  readonly id: string;
  readonly importer: string;
  readonly payload: CodePayload;
};

const places = CODE_PROVIDERS.flatMap((provider) =>
  codesOf(provider).map((row) => ({ provider, place: `${provider} ${row.field}`, row })),
);
const cases: readonly Case[] = places.flatMap(({ provider, place, row }, at) => {
  const id = `id-${at}`;
  const payload = CODE_PAYLOADS[place]?.(row.code, id);
  return payload === undefined ? [] : [{ place, row, id, importer: payload.importer ?? provider, payload }];
});
const refusals: readonly Case[] = codesOf('twilio')
  .filter(({ field }) => field === 'ErrorCode')
  .map((row, at) => {
    const id = `refused-${at}`;
    const body = JSON.stringify({ code: Number(row.code), status: 400, client_reference: `ref-${id}` });
    return { place: 'answer', row, id, importer: 'twilio', payload: { format: 'json', body, isSend: true } };
  });

let bench: ImportBench;
let stored: ReadonlyMap<string, readonly (readonly [number, number, string])[]>;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  await bench.give(
    'messages',
    `message_id,provider_message_id,contact_id,campaign_id,sent_at,status,provider\n${[...cases, ...refusals]
      .map(({ id, importer }) => `ref-${id},${id},c1,p1,2026-11-20T10:00:00Z,queued,${importer}\n`)
      .join('')}`,
  );
  const events = new Map<string, ProviderEvent[]>();
  for (const { importer, payload } of [...cases, ...refusals])
    events.set(importer, [...(events.get(importer) ?? []), ...parse(importer, payload)]);
  for (const [provider, of] of events)
    await takeEvents({ db: bench.db, secretKey: IMPORT_SECRET, provider, events: of, receivedAt });
  stored = await receiptsByMessage();
});

afterAll(() => bench.drop());

function parse(importer: string, { format, body, dictionary }: CodePayload): readonly ProviderEvent[] {
  const options = { timezone: null, errorDictionary: dictionary ?? null, fields: {} };
  const { events = [], refused } = findProvider(importer)?.parse({ format, body, options }) ?? {};
  expect(refused).toEqual([]);
  return events;
}

async function receiptsByMessage(): Promise<typeof stored> {
  const rows: { message_id: string; status: number; failure_class: number; raw_code: string }[] = await bench
    .db('receipts as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .whereNotNull('r.raw_code')
    .select('m.message_id', 'r.status', 'r.failure_class', 'r.raw_code');
  const found = new Map<string, (readonly [number, number, string])[]>();
  for (const { message_id: id, status, failure_class: failureClass, raw_code: code } of rows)
    found.set(id, [...(found.get(id) ?? []), [status, failureClass, code]]);
  return found;
}

function seen({ id }: Case): readonly unknown[] {
  return (stored.get(`ref-${id}`) ?? []).map(([status, failureClass]) => [status, failureClass]);
}

function wanted({ row, payload }: Case): readonly unknown[] {
  const [status, failureClass] = landing(row, payload);
  return [
    [
      MESSAGE_STATUSES[status as keyof typeof MESSAGE_STATUSES],
      FAILURE_CLASSES[failureClass as keyof typeof FAILURE_CLASSES].number,
    ],
  ];
}

describe('each of the 614 codes', () => {
  it('comes in a payload of its provider, but for two that none sends', () => {
    expect(places).toHaveLength(614);
    const left = new Set(places.map(({ place }) => place).filter((place) => !(place in CODE_PAYLOADS)));
    expect([...left].sort()).toEqual([...NOT_SENT].sort());
    expect(cases).toHaveLength(614 - 21);
    expect(new Set(cases.map(({ place }) => place)).size).toBe(28);
  });

  it.each(Object.keys(CODE_PAYLOADS))('of %s lands in the tables as its row says', (place) => {
    const of = cases.filter((one) => one.place === place);
    expect(of.length).toBeGreaterThan(0);
    for (const one of of)
      expect({ code: one.row.code, lands: seen(one) }).toEqual({ code: one.row.code, lands: wanted(one) });
  });

  it('of Twilio, in the answer to a send, is a refusal before any attempt', () => {
    for (const one of refusals)
      expect({ code: one.row.code, lands: seen(one) }).toEqual({ code: one.row.code, lands: wanted(one) });
    const by = (code: string): unknown => seen(refusals.find(({ row }) => row.code === code) as Case)[0];
    expect([by('21211'), by('21610'), by('21614')]).toEqual([
      [43, FAILURE_CLASSES.invalid_number.number],
      [43, FAILURE_CLASSES.opted_out.number],
      [43, FAILURE_CLASSES.not_sms_capable.number],
    ]);
  });

  it('is known: none is counted as unknown', async () => {
    expect(await bench.db('unknown_codes').select('*')).toEqual([]);
    expect(await bench.db('odd_receipts').select('*')).toEqual([]);
  });

  it('of LINK that is final and open is unknown, and Infobip 2 is only sent', () => {
    const by = (place: string, code: string): unknown =>
      seen(cases.find((one) => one.place === place && one.row.code === code) as Case)[0];
    for (const code of ['1010', '4', '5'])
      expect([code, (by('link_mobility resultCode', code) as readonly number[])[0]]).toEqual([code, 30]);
    expect(by('infobip status.id', '2')).toEqual([20, 0]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MESSAGE_STATUSES,
  messageState,
  type Receipt,
  wholeDeliveredMs,
} from '../../src/core/message-status.ts';
import type { ProviderEvent, ReceiptEvent } from '../../src/core/provider-event.ts';
import { receiptKey } from '../../src/core/receipt-key.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { takeParked } from '../../src/store/provider-events/take-parked.ts';
import { emptyRollups } from '../../src/store/roll-up/empty.ts';
import { differences } from '../store/roll-up/compare-cubes.ts';
import { randomOf } from '../store/roll-up/random-world.ts';
import { click, inbound, receipt, SENT_MS, send, shuffled } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const WORLDS = 3;
const MESSAGES = 24;
const NOW = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 5 * 86_400_000);
const CUBES = ['cube_campaigns', 'cube_cells', 'cube_slots', 'cube_outcomes', 'cube_times', 'cube_links'];
const PLACES = new Set(['hour', 'measure', 'bucket', 'slot', 'send_hour']);
const EVENT_TABLES = [
  'message_provider_ids',
  'part_receipts',
  'message_bills',
  'parked_events',
  'unknown_codes',
];

let first: ImportBench;
let second: ImportBench;

beforeAll(async () => {
  [first, second] = await Promise.all([importBench(), importBench()]);
});

afterAll(async () => {
  await first.drop();
  await second.drop();
});

/** What providers tell of messages m0 to m23; some send no id, some have pieces, some change their mind. */
function eventsOf(random: () => number): readonly ProviderEvent[] {
  const int = (below: number): number => Math.floor(random() * below);
  return Array.from({ length: MESSAGES }, (_, n): readonly ProviderEvent[] => {
    const id = `L${n}`;
    const pieces = n % 4 === 3 ? 2 + int(2) : 0;
    const at = (): number => SENT_MS + (1 + int(200)) * 60_000;
    const any = (part: ReceiptEvent['part']): ReceiptEvent => {
      const [status, failureClass] = (
        [
          ['sent', 'none'],
          ['unknown', 'unknown'],
          ['undelivered', 'absent'],
          ['expired', 'expired'],
          ['delivered', 'none'],
          ['delivered', 'none'],
        ] as const
      )[int(6)] ?? ['sent', 'none'];
      return receipt(id, status, `${MESSAGE_STATUSES[status]}`, {
        failureClass,
        isKnownCode: status !== 'unknown',
        occurredMs: at(),
        // beside the id, so that it is learnt from a receipt where no send has told it yet
        clientReference: int(3) === 0 ? `m${n}` : null,
        part,
        carrier: 'no.telenor',
        parts: int(3) === 0 ? 1 + int(3) : null,
        costMicro: int(4) === 0 ? 40_000 * (1 + int(2)) : null,
        currency: 'EUR',
      });
    };
    const receipts = Array.from({ length: 1 + int(4) }, (__, k) =>
      any(pieces === 0 ? null : { index: 1 + (k % pieces), of: pieces }),
    );
    return [
      send(id, `m${n}`, { parts: 1 }),
      ...receipts,
      ...(pieces > 0 && int(2) === 0
        ? Array.from({ length: pieces }, (__, k) =>
            receipt(id, 'delivered', '50', { part: { index: k + 1, of: pieces }, occurredMs: at() }),
          )
        : []),
      ...(int(3) === 0
        ? [click(id, { clickedMs: at(), userAgent: 'Mozilla/5.0 (iPhone) Safari/604.1' })]
        : []),
      ...(int(4) === 0
        ? [inbound('+4791234567', int(2) === 0 ? 'STOP' : 'hei', { inboundId: `i${n}` })]
        : []),
    ];
  }).flat();
}

async function start({ db, reset, give }: ImportBench): Promise<void> {
  await reset();
  for (const table of EVENT_TABLES) await db(table).delete();
  await emptyRollups(db);
  await give('messages', messagesCsv(0, MESSAGES / 2));
}

function messagesCsv(from: number, to: number): string {
  const rows = Array.from({ length: to - from }, (_, at) => {
    const n = from + at;
    return `m${n},${n % 2 === 0 ? 'c1' : 'c3'},p1,${n % 3 === 0 ? 'a' : 'b'},2026-11-20T10:00:00Z,queued,link_mobility,2\n`;
  });
  return `message_id,contact_id,campaign_id,variant_id,sent_at,status,provider,parts\n${rows.join('')}`;
}

/** Half of the messages are there before, half come in between; what waited is taken. */
async function tell(
  { db, give }: ImportBench,
  events: readonly ProviderEvent[],
  batches: number,
  isRefreshedBetween: boolean,
): Promise<void> {
  const size = Math.ceil(events.length / batches);
  for (let batch = 0; batch < batches; batch += 1) {
    const some = events.slice(batch * size, (batch + 1) * size);
    const counts = await takeEvents({
      db,
      secretKey: IMPORT_SECRET,
      provider: 'link_mobility',
      events: some,
      receivedAt: NOW,
    });
    const { read, applied, duplicate, parked, refused } = counts;
    expect(applied + duplicate + parked + refused).toBe(read);
    if (batch === Math.floor(batches / 2)) {
      await give('messages', messagesCsv(MESSAGES / 2, MESSAGES), { name: 'messages-2.csv' });
      await takeParked(db, 'all');
    }
    if (isRefreshedBetween) await refreshRollups(db, { now: NOW });
  }
  await takeParked(db, 'all');
  await refreshRollups(db, { now: NOW });
}

/** Ids of arrival differ, and nothing else may. */
async function picture({ db }: ImportBench): Promise<Readonly<Record<string, readonly string[]>>> {
  const read = async (
    name: string,
    query: PromiseLike<Record<string, unknown>[]>,
  ): Promise<[string, string[]]> => [name, (await query).map((row) => JSON.stringify(row)).sort()];
  return Object.fromEntries([
    await read(
      'messages',
      db('messages as m')
        .leftJoin('message_facts as f', 'f.message_id', 'm.id')
        .select('m.message_id', 'm.provider_message_id', 'm.parts', 'm.cost_micro', 'm.currency')
        .select('f.status', 'f.failure_class', 'f.clicks', 'f.opt_outs', 'f.replies'),
    ),
    await read('parked', db('parked_events').select('event_key')),
    await read('unknown codes', db('unknown_codes').select('code', 'seen')),
    ...(await Promise.all(CUBES.map((cube) => read(cube, cubeRows(db, cube))))),
  ]);
}

/** Campaigns, variants and links are numbered in the order of arrival, which is the same here but for numbers. */
function cubeRows(db: ImportBench['db'], cube: string): PromiseLike<Record<string, unknown>[]> {
  return db(cube)
    .select('*')
    .then((rows: Record<string, unknown>[]) =>
      rows
        .map(
          ({ campaign_id: _c, variant_id: _v, segment_id: _s, link_id: _l, outcome_id: _o, ...measures }) =>
            measures,
        )
        // a place that was left stays with zeros
        .filter((measures) =>
          Object.entries(measures).some(([name, value]) => !PLACES.has(name) && Number(value) > 0),
        ),
    );
}

describe('events of providers', () => {
  it.each(Array.from({ length: WORLDS }, (_, seed) => seed))(
    'give the same state and cubes in any order and number (world %i)',
    async (seed) => {
      const random = randomOf(seed + 11);
      const events = eventsOf(random);
      await Promise.all([start(first), start(second)]);
      await tell(first, events, 1, false);
      const repeated = [...events, ...events.filter(() => random() < 0.5)];
      await tell(second, shuffled(repeated, random), 5, true);
      expect(await picture(second)).toEqual(await picture(first));
      expect((await picture(first)).parked).toEqual([]);
      for (const { db } of [first, second])
        expect(await differences(db, NOW.epochMilliseconds / 1000)).toEqual([]);
    },
  );

  it('fold to what the one rule says of a message and its pieces', async () => {
    const random = randomOf(5);
    const events = eventsOf(random);
    await start(first);
    await tell(first, shuffled(events, random), 3, true);
    const facts: { message_id: string; status: number }[] = await first
      .db('message_facts as f')
      .join('messages as m', 'm.id', 'f.message_id')
      .select('m.message_id', 'f.status');
    expect(facts).toHaveLength(MESSAGES);
    for (const { message_id: id, status } of facts) {
      const own = events.filter(
        (event): event is ReceiptEvent =>
          event.kind === 'receipt' && event.providerMessageId === id.replace('m', 'L'),
      );
      const { status: word } = messageState(wholeReceipts(own), SENT_MS, NOW.epochMilliseconds);
      expect({ id, status }).toEqual({ id, status: MESSAGE_STATUSES[word] });
    }
  });
});

/** A piece that is delivered says nothing of the message until all are. */
function wholeReceipts(events: readonly ReceiptEvent[]): readonly Receipt[] {
  const toReceipt = ({ state, occurredMs }: ReceiptEvent): Receipt => ({
    status: state.status,
    failureClass: state.failureClass,
    occurredMs: occurredMs ?? 0,
    eventKey: receiptKey('link_mobility', MESSAGE_STATUSES[state.status], state.rawCode, occurredMs ?? 0),
  });
  const pieces = events.flatMap(({ part, state, occurredMs }) =>
    part !== null && state.status === 'delivered' ? [{ ...part, occurredMs: occurredMs ?? 0 }] : [],
  );
  const wholeMs = wholeDeliveredMs(pieces, 1);
  return [
    ...events.filter(({ part, state }) => part === null || state.status !== 'delivered').map(toReceipt),
    ...(wholeMs === null
      ? []
      : [{ status: 'delivered', failureClass: 'none', occurredMs: wholeMs, eventKey: 1 } as const]),
  ];
}

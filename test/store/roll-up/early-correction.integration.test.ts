import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';

const START = Date.UTC(2026, 2, 2, 9);
const HOUR = 3_600_000;
const NOW = Temporal.Instant.fromEpochMilliseconds(START + 24 * HOUR);

describe('a correction whose message comes into an earlier tick by a receipt', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('leaves nothing of the clicked message with the person, the campaign and the time it had before', async () => {
    await fill();
    await tickAll();
    await correctLater();
    // room for one: the announcement of message 1 and the receipt of message 2, which has one itself
    await receive(2, 50, 30 * 60_000);
    await tick(database.db, { now: NOW, chunk: 1 });
    expect(await database.db('rollup_touched').select('message_id')).toEqual([{ message_id: 2 }]);
    await tickAll();
    expect(await differences(database.db, NOW.epochMilliseconds / 1000)).toEqual([]);
    expect(await entriesOf(2)).toEqual([{ person_id: 2, sent_s: (START - HOUR) / 1000 }]);
  });

  /** Person 1 got 1 and 2 and opted out after 2; person 2 got 3 in the campaign to which 2 will belong. */
  async function fill(): Promise<void> {
    const { db } = database;
    for (const n of [1, 2]) {
      await db('campaigns').insert({ campaign_id: `c${n}`, name: `C ${n}`, link_count: 1 });
      await db('contacts').insert({ contact_id: `p${n}`, person_id: n });
    }
    const rows = [
      { contact_id: 1, campaign_id: 1, sent_at: new Date(START - 2 * HOUR) },
      { contact_id: 1, campaign_id: 1, sent_at: new Date(START) },
      { contact_id: 2, campaign_id: 2, sent_at: new Date(START + HOUR) },
    ];
    for (const [index, row] of rows.entries()) {
      await db('messages').insert({
        message_id: `m${index + 1}`,
        provider: 'test',
        variant_id: 1,
        segment_id: 1,
        ...row,
      });
      await receive(index + 1, 50, HOUR);
    }
    await db('clicks').insert({
      click_id: 'k1',
      message_id: 2,
      clicked_at: new Date(START + 2 * HOUR),
      received_at: NOW_DATE,
    });
    await db('opt_outs').insert({
      event_id: 'u1',
      contact_id: 1,
      event: 'opt_out',
      occurred_at: new Date(START + 3 * HOUR),
      received_at: NOW_DATE,
    });
  }

  async function correctLater(): Promise<void> {
    await database.db.transaction(async (trx) => {
      await trx('messages').where({ id: 1 }).update({ segment_id: 2 });
      await trx('messages')
        .where({ id: 2 })
        .update({ contact_id: 2, campaign_id: 2, sent_at: new Date(START - HOUR) });
      await trx('rollup_touched').insert([1, 2].map((id) => ({ message_id: id, reason: 'test' })));
    });
  }

  async function receive(messageId: number, status: number, afterMs: number): Promise<void> {
    await database.db('receipts').insert({
      message_id: messageId,
      event_key: String(messageId * 1_000_000_000 + afterMs),
      status,
      occurred_at: new Date(START + afterMs),
      received_at: NOW_DATE,
    });
  }

  async function tickAll(): Promise<void> {
    for (;;) if (!(await tick(database.db, { now: NOW })).hasMore) return;
  }

  async function entriesOf(messageId: number): Promise<readonly object[]> {
    const rows = await database
      .db('person_messages')
      .select('person_id', 'sent_s')
      .where({ message_id: messageId });
    return rows.map(({ person_id, sent_s }) => ({ person_id: Number(person_id), sent_s: Number(sent_s) }));
  }
});

const NOW_DATE = new Date(NOW.epochMilliseconds);

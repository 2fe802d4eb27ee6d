import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { PLANTED_SECRET, proposeInWorld } from '../support/planted/import-world.ts';
import { openRows } from '../support/planted/score.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 9);
const CAMPAIGNS = 30;
const END = START + CAMPAIGNS * 10 * DAY;
const CONTACTS = ['faithful', 'lost', 'buyer', 'never', 'gone', 'newcomer'];

function at(campaign: number, seconds = 0): string {
  return new Date(START + campaign * 10 * DAY + seconds * 1000).toISOString();
}

/** Ten months; who clicked in the first, who clicks always, who only buys, who never does anything. */
async function importSilence(db: FreshDatabase['db'], clicks: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'silent-'));
  const write = (kind: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, `${kind}.csv`), `${lines.join('\n')}\n`);
  const campaigns = Array.from({ length: CAMPAIGNS }, (_, index) => index);
  write('contacts', [
    'contact_id,phone,country',
    ...CONTACTS.map((name, index) => `${name},+479123450${index},NO`),
  ]);
  write('campaigns', [
    'campaign_id,name,kind,link_count',
    ...campaigns.map((index) => `k${index},Campaign ${index},promotional,1`),
  ]);
  write('messages', [
    'message_id,contact_id,campaign_id,sent_at,status,status_at,error_code,provider',
    ...CONTACTS.flatMap((name) =>
      campaigns
        .filter((index) => name !== 'newcomer' || index >= CAMPAIGNS - 8)
        .map((index) => {
          const isGone = name === 'gone' && index >= 20;
          const [status, code] = isGone ? ['undelivered', '2104'] : ['delivered', '1001'];
          return `${name}${index},${name},k${index},${at(index)},${status},${at(index, 20)},${code},link_mobility`;
        }),
    ),
  ]);
  if (clicks) {
    write('clicks', [
      'click_id,message_id,contact_id,clicked_at,link_id,user_agent_class',
      ...campaigns.map((index) => `f${index},faithful${index},faithful,${at(index, 900)},l1,mobile`),
      `l1,lost1,lost,${at(1, 900)},l1,mobile`,
    ]);
    write('conversions', [
      'conversion_id,order_id,contact_id,message_id,converted_at,kind,value,currency',
      `o1,o1,buyer,,${at(25)},purchase,99,EUR`,
    ]);
  }
  const latest = Temporal.Instant.fromEpochMilliseconds(END);
  await importFiles({ db, secretKey: PLANTED_SECRET, paths: [folder], latest });
  rmSync(folder, { recursive: true });
}

describe('people who do not react', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
    await importSilence(fresh.db, true);
  });
  afterAll(() => fresh.drop());

  it('are asked for a sign of life after half a year, apart from numbers that do not exist', async () => {
    await proposeInWorld(fresh.db, END);
    expect(await openRows(fresh.db)).toEqual([
      { contact: 'lost', reason: 'inactive', rule: 'R8', action: 'reengage' },
      { contact: 'never', reason: 'never_engaged', rule: 'R8', action: 'reengage' },
      { contact: 'gone', reason: 'invalid_number', rule: 'R1', action: 'suppress' },
    ]);
    const row = await fresh.db('recommendations').where({ reason: 'inactive' }).first();
    expect(row).toMatchObject({
      last_click_at: new Date(at(1, 900)),
      last_delivered_at: new Date(at(29, 20)),
    });
  });

  it('come up when their time has come, although nothing happened', async () => {
    await fresh.db('recommendations').delete();
    await fresh
      .db('number_activity')
      .where('inactive_from_s', '<=', END / 1000)
      .update({ inactive_from_s: END / 1000 + 60 });
    // of who is only silent not every delivery was read: two of the three
    const run = await proposeInWorld(fresh.db, END + 120_000);
    expect(run).toMatchObject({ scope: 'changed', counts: { read: 2, judged: 3, proposed: 3 } });
  });

  it('are let go when asking brought nothing either, and withdrawn when they click', async () => {
    const late = END + 30 * DAY;
    await fresh
      .db('recommendations')
      .where({ reason: 'inactive' })
      .update({
        state: 'applied',
        is_open: null,
        state_at: new Date(START + 25 * 10 * DAY),
      });
    await proposeInWorld(fresh.db, END + 180_000, { full: true });
    expect(await openRows(fresh.db)).toContainEqual({
      contact: 'lost',
      reason: 'inactive',
      rule: 'R8',
      action: 'sunset',
    });
    const message = await fresh.db('messages').where({ message_id: 'lost29' }).first('id');
    await fresh.db('clicks').insert({
      click_id: 'late',
      message_id: message.id,
      clicked_at: new Date(END + 2 * DAY),
      agent_class: 1,
      received_at: new Date(END + 2 * DAY),
    });
    const run = await proposeInWorld(fresh.db, late);
    expect(run.counts.withdrawn).toBe(1);
    expect((await openRows(fresh.db)).map(({ contact }) => contact)).not.toContain('lost');
  });

  it('are not told apart where the account knows no clicks at all', async () => {
    const other = await freshDatabase();
    await importSilence(other.db, false);
    await proposeInWorld(other.db, END);
    expect((await openRows(other.db)).map(({ contact }) => contact)).toEqual(['gone']);
    await other.drop();
  });
});

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectMysql, type Db } from '../../../src/store/connect.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

const CONTACTS = 2_000;
const OPTED_OUT = 300;
const MOST_READS_EACH = 30;

let fresh: FreshDatabase;
let db: Db;

beforeEach(async () => {
  fresh = await freshDatabase();
  db = connectMysql(fresh.url, { poolSize: 1 });
});
afterEach(async () => {
  await db.destroy();
  await fresh.drop();
});

/** Rows the server has touched for this connection. */
async function reads(): Promise<number> {
  const [rows] = await db.raw("SHOW SESSION STATUS LIKE 'Handler_read%'");
  const values: readonly { readonly Value: string }[] = rows;
  return values.reduce((sum, { Value }) => sum + Number(Value), 0);
}

describe('suppressed_contacts', () => {
  it('reads a few rows for each opt-out where no contact has a number', async () => {
    await insertContacts(() => null);
    await insertOptOuts();
    await db.raw('ANALYZE TABLE contacts, opt_outs');
    const before = await reads();
    const [[{ suppressed }]] = await db.raw('SELECT COUNT(*) AS suppressed FROM suppressed_contacts');
    expect(Number(suppressed)).toBe(OPTED_OUT);
    expect(await reads()).toBeLessThan(before + OPTED_OUT * MOST_READS_EACH);
  });

  it('finds contacts by their number whatever the server thinks how many there are', async () => {
    await db.raw('ALTER TABLE contacts STATS_PERSISTENT = 1, STATS_AUTO_RECALC = 0');
    await db.raw('ANALYZE TABLE contacts');
    await insertContacts((id) => createHash('sha256').update(String(id)).digest());
    await insertOptOuts();
    const [rows] = await db.raw(`${await explain()} SELECT COUNT(*) FROM suppressed_contacts`);
    const tables: readonly { readonly table: string; readonly type: string }[] = rows;
    const ways = tables.filter(({ table }) => table === 'c' || table === 'ic').map(({ type }) => type);
    expect(ways.length).toBeGreaterThan(2);
    expect(ways).not.toContain('ALL');
  });
});

async function explain(): Promise<string> {
  const [[{ version }]] = await db.raw('SELECT VERSION() AS version');
  return /mariadb/i.test(String(version)) ? 'EXPLAIN' : 'EXPLAIN FORMAT=TRADITIONAL';
}

async function insertContacts(phoneOf: (id: number) => Buffer | null): Promise<void> {
  await db('contacts').insert(
    Array.from({ length: CONTACTS }, (_, index) => ({
      id: index + 1,
      contact_id: `p-${index + 1}`,
      person_id: index + 1,
      phone_hmac: phoneOf(index + 1),
      created_at: new Date('2026-01-01'),
    })),
  );
}

async function insertOptOuts(): Promise<void> {
  await db('opt_outs').insert(
    Array.from({ length: OPTED_OUT }, (_, index) => ({
      event_id: `o-${index + 1}`,
      contact_id: index + 1,
      event: 'opt_out',
      occurred_at: new Date('2026-06-01'),
      received_at: new Date('2026-06-01'),
    })),
  );
}

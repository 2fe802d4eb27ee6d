import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMysql, type Db } from '../../../src/store/connect.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

const CONTACTS = 2_000;
const OPTED_OUT = 300;
const MOST_READS_EACH = 30;

let fresh: FreshDatabase;
let db: Db;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = connectMysql(fresh.url, { poolSize: 1 });
});
afterAll(async () => {
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
    const ids = Array.from({ length: CONTACTS }, (_, index) => index + 1);
    await db('contacts').insert(
      ids.map((id) => ({ id, contact_id: `p-${id}`, person_id: id, created_at: new Date('2026-01-01') })),
    );
    await db('opt_outs').insert(
      ids.slice(0, OPTED_OUT).map((id) => ({
        event_id: `o-${id}`,
        contact_id: id,
        event: 'opt_out',
        occurred_at: new Date('2026-06-01'),
        received_at: new Date('2026-06-01'),
      })),
    );
    await db.raw('ANALYZE TABLE contacts, opt_outs');
    const before = await reads();
    const [[{ suppressed }]] = await db.raw('SELECT COUNT(*) AS suppressed FROM suppressed_contacts');
    expect(Number(suppressed)).toBe(OPTED_OUT);
    expect(await reads()).toBeLessThan(before + OPTED_OUT * MOST_READS_EACH);
  });
});

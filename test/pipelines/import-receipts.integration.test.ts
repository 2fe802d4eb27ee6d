import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
});
afterAll(() => bench.drop());

const MESSAGES = 'message_id,contact_id,campaign_id,sent_at,status,status_at\n';
const RECEIPTS = 'message_id,status,status_at,error_code\n';
const SENT = '2026-11-16T08:00:00Z';

beforeEach(async () => {
  await bench.reset();
  await bench.db('odd_receipts').delete();
  await bench.db('unknown_codes').delete();
  await bench.give('messages', `${MESSAGES}m1,c1,p1,${SENT},sent,${SENT}\nm2,c2,p1,${SENT},sent,${SENT}\n`);
});

async function states(): Promise<readonly number[]> {
  await refreshRollups(bench.db, { chunk: 100 });
  return bench
    .db('message_facts as f')
    .join('messages as m', 'm.id', 'f.message_id')
    .orderBy('m.message_id')
    .pluck('f.status');
}

describe('receipts in a file of their own', () => {
  it('are those of a row with its message, in any order', async () => {
    const late = `m1,delivered,2026-11-16T08:00:09Z,\nm2,undelivered,2026-11-16T08:01:00Z,30003\n`;
    expect(await bench.give('receipts', RECEIPTS + late)).toMatchObject({ read: 2, applied: 2 });
    const earlier = `m1,failed,2026-11-16T08:00:04Z,30008\nm1,sent,${SENT},\n`;
    const given = await bench.give('receipts', RECEIPTS + earlier, { name: 'receipts-2.csv' });
    expect(given).toMatchObject({ read: 2, applied: 1, duplicate: 1 });
    expect(await states()).toEqual([50, 41]);
    const again = `${MESSAGES}m1,c1,p1,${SENT},delivered,2026-11-16T08:00:09Z\n`;
    expect(await bench.give('messages', again, { name: 'messages-2.csv' })).toMatchObject({ duplicate: 1 });
  });

  it('are refused without their message, and hold up no other', async () => {
    const rows = `m9,delivered,${SENT},\nm1,delivered,${SENT},\nm1,delivered,${SENT},\n`;
    expect(await bench.give('receipts', RECEIPTS + rows)).toMatchObject({
      read: 3,
      applied: 1,
      duplicate: 1,
      rejected: 1,
      refused: [{ rowNo: 2, column: 'message_id', reason: 'is not known; import messages first' }],
    });
  });

  it('count a code that nobody lists once', async () => {
    const row = `m1,failed,2026-11-16T08:00:04Z,99999\n`;
    await bench.give('receipts', RECEIPTS + row);
    await bench.give('receipts', RECEIPTS + row + row, { name: 'receipts-2.csv' });
    expect(await bench.db('unknown_codes').select('code', 'seen')).toEqual([{ code: '99999', seen: 1 }]);
  });
});

describe('clicks that say where their link leads', () => {
  it('make it known, also of a link that was known without', async () => {
    const header = 'click_id,message_id,clicked_at,link_id,url\n';
    await bench.give('clicks', `${header}k1,m1,${SENT},top,\nk2,m1,${SENT},foot,https://shop.example/b\n`);
    await bench.give('clicks', `${header}k3,m1,${SENT},top,https://shop.example/a\nk4,m1,${SENT},foot,\n`, {
      name: 'clicks-2.csv',
    });
    expect(await bench.db('links').orderBy('link_id').select('link_id', 'url')).toEqual([
      { link_id: 'foot', url: 'https://shop.example/b' },
      { link_id: 'top', url: 'https://shop.example/a' },
    ]);
  });
});

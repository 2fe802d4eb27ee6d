import knex from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { contentOf, IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.drop());

const HEADER =
  'message_id,contact_id,campaign_id,variant_id,segment_id,sent_at,status,status_at,error_code,carrier,parts,cost,currency\n';
const message = (id: string, status: string, at: string, more = ',,1,0.05,EUR', who = 'c1') =>
  `${id},${who},p1,a,s1,2026-11-20T07:00:00Z,${status},2026-11-20T${at}Z,${more}\n`;

const M1 = message('m1', 'delivered', '07:00:05');
const counts = { applied: 0, duplicate: 0, stale: 0, rejected: 0 };

async function statuses(): Promise<readonly number[]> {
  return bench.db('receipts').orderBy('status').pluck('status');
}

describe('messages', () => {
  it('keep every receipt, and the older picture does not overrule the newer', async () => {
    await bench.give('messages', HEADER + M1);
    const late = await bench.give('messages', HEADER + message('m1', 'sent', '07:00:01', ',,9,9.00,NOK'));
    expect(late).toMatchObject({ ...counts, read: 1, stale: 1 });
    expect(await statuses()).toEqual([20, 50]);
    expect(await bench.db('messages').select('parts', 'currency')).toEqual([{ parts: 1, currency: 'EUR' }]);
    expect(await bench.touched()).toEqual([]);
  });

  it('that are corrected are changed and counted again', async () => {
    await bench.give('messages', HEADER + M1 + message('m2', 'delivered', '07:00:05'));
    const corrected = message('m1', 'delivered', '07:00:05', ',,2,0.10,EUR');
    const again = await bench.give('messages', HEADER + corrected + message('m2', 'delivered', '07:00:05'));
    expect(again).toMatchObject({ ...counts, read: 2, applied: 1, duplicate: 1 });
    expect(await bench.db('messages').where({ message_id: 'm1' }).select('parts', 'cost_micro')).toEqual([
      { parts: 2, cost_micro: 100_000 },
    ]);
    expect(await statuses()).toEqual([50, 50]);
    expect(await bench.touched()).toEqual(['m1']);
  });

  it('may come as a log of receipts, in any order and any chunks', async () => {
    const log = [
      message('m1', 'queued', '07:00:00'),
      message('m1', 'sent', '07:00:01'),
      message('m1', 'sent', '07:00:01'),
      message('m1', 'failed', '07:00:02', '30003,,1,0.05,EUR'),
      message('m1', 'delivered', '07:10:00'),
      message('m2', 'sent', '07:00:01', ',,1,0.05,EUR', 'c3'),
    ];
    for (const [turn, lines] of [log, log.toReversed()].entries()) {
      for (const chunkRows of [1, 2, 100]) {
        await bench.db('messages').delete();
        await bench.db('receipts').delete();
        const name = `messages-${turn}-${chunkRows}.csv`;
        const file = await bench.give('messages', HEADER + lines.join(''), { name, chunkRows });
        expect(file.read).toBe(6);
        expect(file.duplicate).toBe(1);
        expect(file.applied + file.stale).toBe(5);
        expect(await statuses()).toEqual([10, 20, 20, 44, 50]);
        expect(await bench.db('messages').pluck('message_id')).toHaveLength(2);
        await bench.db('imports').delete();
      }
    }
  });

  it('without a segment take that of their contact, and keep it when the contact moves', async () => {
    const header = 'message_id,contact_id,campaign_id,sent_at,status\n';
    const row = 'm1,c2,p1,2026-11-20T07:00:00Z,sent\nm2,c3,p1,2026-11-20T07:00:00Z,sent\n';
    await bench.give('messages', header + row);
    const named = () =>
      bench
        .db('messages as m')
        .leftJoin('segments as s', 's.id', 'm.segment_id')
        .orderBy('m.message_id')
        .pluck('s.segment_id');
    expect(await named()).toEqual(['s2', null]);
    await bench.give('contacts', 'contact_id,phone,segment_id\nc2,+4791234567,s1\n', {
      name: 'contacts-2.csv',
    });
    expect(await bench.give('messages', `${header}${row}\n`)).toMatchObject({ duplicate: 2, applied: 0 });
    expect(await named()).toEqual(['s2', null]);
  });

  it('that cite what nobody knows are refused, and taken once it is known', async () => {
    const csv =
      HEADER +
      M1 +
      message('m2', 'sent', '07:00:01', ',,1,0.05,EUR', 'c9') +
      M1.replace('m1', 'm3').replace('p1', 'p9');
    const file = await bench.give('messages', csv);
    expect(file).toMatchObject({ ...counts, read: 3, applied: 1, rejected: 2 });
    expect(file.refused).toEqual([
      { rowNo: 3, column: 'contact_id', reason: 'is not known; import contacts first' },
      { rowNo: 4, column: 'campaign_id', reason: 'is not known; import campaigns first' },
    ]);
    expect(await bench.db('import_rejects').orderBy('row_no').pluck('row_no')).toEqual([3, 4]);
    await bench.give('contacts', 'contact_id,phone\nc9,\n', { name: 'contacts-9.csv' });
    expect(await bench.give('messages', csv)).toMatchObject({
      ...counts,
      read: 3,
      applied: 1,
      duplicate: 1,
      rejected: 1,
    });
  });

  it('are not lost silently when the last row of one is refused', async () => {
    const csv =
      HEADER +
      message('m1', 'sent', '07:00:01') +
      message('m1', 'delivered', '07:00:05', ',,1,0.05,EUR', 'c9');
    expect(await bench.give('messages', csv)).toMatchObject({ ...counts, read: 2, rejected: 2 });
    expect(await bench.db('receipts').select('*')).toEqual([]);
  });

  it('are stored the same by a server that takes no files from clients', async () => {
    const csv = `${HEADER}${M1}${message('m\\2', 'failed', '07:00:05', '"a\tb\\",Å,1,,')}`;
    const restart = async (): Promise<void> => {
      for (const table of ['messages', 'receipts', 'imports']) {
        await bench.db(table).delete();
        await bench.db.raw('ALTER TABLE ?? AUTO_INCREMENT = 1', [table]);
      }
    };
    await restart();
    await bench.give('messages', csv);
    const loaded = [await bench.content('messages'), await bench.content('receipts')];
    await restart();
    const { hostname: host, port, username: user, password, pathname } = new URL(bench.url);
    const db = knex({
      client: 'mysql2',
      connection: {
        host,
        port: Number(port),
        user,
        password,
        database: pathname.slice(1),
        timezone: 'Z',
        charset: 'utf8mb4',
        flags: ['-LOCAL_FILES'] as unknown as string,
      },
    });
    const [file] = await importFiles({
      db,
      secretKey: IMPORT_SECRET,
      paths: [`${bench.folder}/messages.csv`],
    });
    await db.destroy();
    expect(file).toMatchObject({ read: 2, applied: 2 });
    expect([await bench.content('messages'), await bench.content('receipts')]).toEqual(loaded);
  });
});

describe('too many refused rows', () => {
  const bad =
    HEADER +
    Array.from({ length: 50 }, (_, n) => message(`m${n}`, n % 2 === 0 ? 'sent' : 'gone', '07:00:01')).join(
      '',
    );

  it('stop the import, which goes on there when more are allowed', async () => {
    await expect(bench.give('messages', bad, { maxErrors: 10 })).rejects.toThrow(
      /messages.csv: stopped after 22 rows, 11 were refused and 10 are allowed; first: row 3, status: "gone" must be one of/,
    );
    expect(await bench.db('messages').select('*')).toHaveLength(11);
    await expect(bench.give('messages', bad, { maxErrors: 10 })).rejects.toThrow(/stopped after 22 rows/);
    const rest = await bench.give('messages', bad, { maxErrors: 25 });
    expect(rest).toMatchObject({ ...counts, read: 50, applied: 25, rejected: 25, resumedAfter: 22 });
    expect(await bench.db('import_rejects').select('*')).toHaveLength(25);
  });
});

describe('contacts', () => {
  const persons = async (): Promise<Record<string, string>> => {
    const rows: { contact_id: string; person: string }[] = await bench
      .db('contacts as c')
      .join('contacts as p', 'p.id', 'c.person_id')
      .select('c.contact_id', 'p.contact_id as person');
    return Object.fromEntries(rows.map((row) => [row.contact_id, row.person]));
  };
  const touched = async (): Promise<readonly string[]> => {
    const ids = await bench
      .db('rollup_touched_contacts as t')
      .join('contacts as c', 'c.id', 't.contact_id')
      .orderBy('c.contact_id')
      .pluck('c.contact_id');
    await bench.db('rollup_touched_contacts').delete();
    return ids;
  };
  const give = (rows: string, chunkRows?: number) =>
    bench.give('contacts', `contact_id,phone,country,timezone,segment_id\n${rows}`, {
      name: 'contacts-2.csv',
      chunkRows,
    });

  it('with one phone are one person, whose number is stored hashed and encrypted', async () => {
    expect(await persons()).toEqual({ c1: 'c1', c2: 'c1', c3: 'c3' });
    const keys = derivePhoneKeys(IMPORT_SECRET);
    const [row] = await bench.db('contacts').where({ contact_id: 'c2' }).select('*');
    expect(keys.decrypt(row.phone_enc)).toBe('+4791234567');
    expect(row.phone_hmac).toEqual(keys.hash('+4791234567'));
    expect(row).toMatchObject({ phone_kind: 'mobile', phone_valid: 1, country: 'NO' });
    expect(JSON.stringify(await contentOf(bench.db, 'contacts'))).not.toContain('91234567');
    expect(await touched()).toEqual([]);
  });

  it('that get another phone become others, and so do those who shared it', async () => {
    expect(await give('c1,+4799999999,NO,Europe/Oslo,s1\n')).toMatchObject({ applied: 1 });
    expect(await persons()).toEqual({ c1: 'c1', c2: 'c2', c3: 'c3' });
    expect(await touched()).toEqual(['c2']);
    await give('c2,+4799999999,NO,,s2\nc3,+4799999999,NO,,\nc4,+4799999999,NO,,\n', 2);
    expect(await persons()).toEqual({ c1: 'c1', c2: 'c1', c3: 'c1', c4: 'c1' });
    expect(await touched()).toEqual(['c2', 'c3']);
    await give('c1,,NO,Europe/Oslo,s1\n');
    expect(await persons()).toEqual({ c1: 'c1', c2: 'c2', c3: 'c2', c4: 'c2' });
    expect(await touched()).toEqual(['c2', 'c3', 'c4']);
  });

  it('that move to another zone are counted again, to another segment or name of a country not', async () => {
    await give('c1,+4791234567,NO,Europe/London,s1\nc2,+4791234567,SE,,s1\n');
    expect(await touched()).toEqual(['c1']);
  });
});

describe('campaigns', () => {
  it('that change what is counted have all their messages counted again', async () => {
    await bench.give('messages', HEADER + M1);
    const give = (row: string) => bench.give('campaigns', `campaign_id,name,kind,link_count\n${row}\n`);
    expect(await give('p1,Renamed,promotional,2')).toMatchObject({ applied: 1 });
    expect(await bench.touched()).toEqual([]);
    await give('p1,Renamed,transactional,2');
    expect(await bench.touched()).toEqual(['m1']);
  });

  it('named twice in a file are what the last row says', async () => {
    const csv = 'campaign_id,name,kind\np1,First,promotional\np1,Second,promotional\np1,Second,promotional\n';
    expect(await bench.give('campaigns', csv)).toMatchObject({
      ...counts,
      read: 3,
      applied: 1,
      stale: 1,
      duplicate: 1,
    });
    expect(await bench.db('campaigns').pluck('name')).toEqual(['Second']);
  });
});

describe('events', () => {
  beforeEach(async () => {
    await bench.give('messages', HEADER + M1);
  });

  it('are append-only: the first of an id stays', async () => {
    const header =
      'click_id,message_id,contact_id,clicked_at,link_id,user_agent_class,user_agent,ip,method\n';
    const click = (id: string, at: string) =>
      `${id},m1,c1,2026-11-20T${at}Z,l1,mobile,"Mozilla/5.0 (iPhone, Mobile)",192.0.2.1,GET\n`;
    const file = await bench.give(
      'clicks',
      header + click('k1', '08:00:00') + click('k1', '09:00:00') + click('k2', '08:00:00'),
    );
    expect(file).toMatchObject({ ...counts, read: 3, applied: 2, duplicate: 1 });
    const rows = await bench.db('clicks').orderBy('click_id').select('*');
    expect(rows).toHaveLength(2);
    expect(rows[0].ip_hash).toEqual(rows[1].ip_hash);
    expect(rows[0].ip_hash).toHaveLength(16);
    expect(rows[0].clicked_at).toEqual(new Date('2026-11-20T08:00:00Z'));
    expect(await bench.db('links').pluck('link_id')).toEqual(['l1']);
  });

  it('of the other kinds are stored with what they cite', async () => {
    await bench.give(
      'conversions',
      'conversion_id,order_id,contact_id,message_id,converted_at,value,currency\nv1,o1,c1,m1,2026-11-20T09:00:00Z,12.50,EUR\nv2,,c3,,2026-11-20T09:00:00Z,,\nv3,,c1,m9,2026-11-20T09:00:00Z,,\n',
    );
    await bench.give(
      'opt_outs',
      'event_id,contact_id,event,occurred_at,keyword,message_id\ne1,c1,opt_out,2026-11-20T09:00:00Z,Stop,m1\n',
      { name: 'opt-outs.csv' },
    );
    await bench.give(
      'inbound',
      'inbound_id,contact_id,occurred_at,text,keyword\ni1,c1,2026-11-20T09:00:00Z,"Thanks, see you","Thanks"\n',
    );
    await bench.give(
      'assignments',
      'campaign_id,variant_id,contact_id,assigned_at\np1,a,c1,2026-11-20T06:00:00Z\np1,b,c1,2026-11-20T06:00:00Z\np1,z,c1,2026-11-20T06:00:00Z\n',
    );
    const sizes = await Promise.all(
      ['conversions', 'opt_outs', 'inbound', 'assignments'].map((table) =>
        bench.content(table).then(({ length }) => length),
      ),
    );
    expect(sizes).toEqual([2, 1, 1, 2]);
    expect(await bench.db('import_rejects').orderBy('import_id').pluck('column_name')).toEqual([
      'message_id',
      'variant_id',
    ]);
    expect(
      await bench.db('conversions').where({ conversion_id: 'v1' }).select('value_micro', 'order_id'),
    ).toEqual([{ value_micro: 12_500_000, order_id: 'o1' }]);
  });
});

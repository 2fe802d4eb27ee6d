import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineSource } from '../../src/pipelines/examine-source.ts';
import { type PulledTable, pullForeign } from '../../src/pipelines/pull-foreign.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { type SourceAccount, sourceAccount } from '../support/source-account.ts';

let ours: FreshDatabase;
let theirs: FreshDatabase;
let account: SourceAccount;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([freshDatabase(), freshDatabase({ migrated: false })]);
  account = await sourceAccount(theirs);
  for (const sql of [
    `CREATE TABLE people (no INT PRIMARY KEY AUTO_INCREMENT, phone VARCHAR(20), since DATETIME, changed TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))`,
    `CREATE VIEW contacts AS SELECT CONCAT('c', no) AS contact_id, phone, since AS created_at, changed AS updated_at FROM people`,
    `CREATE TABLE campaigns (campaign_id VARCHAR(10) PRIMARY KEY, name VARCHAR(50), kind VARCHAR(20), seq INT)`,
    `CREATE TABLE assignments (campaign_id VARCHAR(10), variant_id VARCHAR(10), contact_id VARCHAR(10), assigned_at DATETIME, updated_at DATETIME)`,
    `CREATE TABLE variants (variant_id VARCHAR(10), campaign_id VARCHAR(10), label VARCHAR(10), seq INT)`,
    `CREATE TABLE messages (message_id VARCHAR(20) PRIMARY KEY, contact_id VARCHAR(10), campaign_id VARCHAR(10), sent_at DATETIME(3), status VARCHAR(20), status_at DATETIME(3), cost DECIMAL(12,6), currency CHAR(3), seq BIGINT)`,
  ])
    await theirs.db.raw(sql);
  await theirs.db('people').insert([
    { phone: '+4791234567', since: '2026-01-01 00:00:00' },
    { phone: '+4799999999', since: null },
  ]);
  await theirs.db('campaigns').insert({ campaign_id: 'p1', name: 'Sale', kind: 'promotional', seq: 1 });
  await theirs.db('variants').insert({ variant_id: 'a', campaign_id: 'p1', label: 'A', seq: 1 });
  for (let seq = 10; seq < 17; seq += 1) await send(seq);
});

afterAll(async () => {
  await account.drop();
  await ours.drop();
  await theirs.drop();
});

async function send(seq: number, contact = 'c1'): Promise<void> {
  await theirs.db('messages').insert({
    message_id: `m${seq}`,
    contact_id: contact,
    campaign_id: 'p1',
    sent_at: '2026-11-20 07:00:00.250',
    status: 'sent',
    status_at: '2026-11-20 07:00:01',
    cost: '0.000001',
    currency: 'EUR',
    seq,
  });
}

async function pull(): Promise<Record<string, PulledTable>> {
  const pulled = await pullForeign({
    db: ours.db,
    source: account.db,
    secretKey: IMPORT_SECRET,
    chunkRows: 3,
  });
  return Object.fromEntries(pulled.map((table) => [table.kind, table]));
}

describe('a foreign source', () => {
  it('is mirrored through the same rules as files', async () => {
    const pulled = await pull();
    expect(pulled.contacts).toMatchObject({ read: 2, applied: 2 });
    expect(pulled.messages).toMatchObject({ read: 7, applied: 7, rejected: 0 });
    expect(pulled.clicks).toBeUndefined();
    const [message] = await ours.db('messages').where({ message_id: 'm10' }).select('*');
    expect(message).toMatchObject({
      cost_micro: 1,
      currency: 'EUR',
      sent_at: new Date('2026-11-20T07:00:00.250Z'),
    });
    const [contact] = await ours.db('contacts').where({ contact_id: 'c1' }).select('*');
    expect(contact).toMatchObject({ phone_valid: 1, created_at: new Date('2026-01-01T00:00:00Z') });
  });

  it('gives what is new, what changed, and what committed late', async () => {
    await theirs.db('messages').where({ message_id: 'm12' }).update({ status: 'delivered', seq: 20 });
    await send(9);
    await theirs.db('people').where({ no: 2 }).update({ phone: '+4791234567' });
    const pulled = await pull();
    expect(pulled.messages).toMatchObject({ read: 8, applied: 2, duplicate: 6 });
    expect(pulled.contacts).toMatchObject({ applied: 1 });
    expect(await ours.db('receipts').orderBy('status', 'desc').pluck('status')).toEqual([
      50, 20, 20, 20, 20, 20, 20, 20, 20,
    ]);
    expect(await ours.db('contacts').distinct('person_id')).toHaveLength(1);
  });

  it('may cite what comes later: it is looked at again', async () => {
    await send(30, 'c3');
    expect((await pull()).messages).toMatchObject({ rejected: 1, applied: 0 });
    await theirs.db('people').insert({ phone: null });
    const { messages } = await pull();
    expect(messages).toMatchObject({ rejected: 0, applied: 1 });
  });

  it('with thousands of rows of one moment loses none at the edges of its pieces', async () => {
    const rows = Array.from({ length: 10 }, (_, n) => ({
      campaign_id: 'p1',
      variant_id: 'a',
      contact_id: n % 2 === 0 ? 'c1' : 'c2',
      assigned_at: '2026-11-19 07:00:00',
      updated_at: '2026-11-19 07:00:00',
    }));
    await theirs.db('assignments').insert(rows.slice(0, 2));
    await theirs
      .db('variants')
      .insert(
        Array.from({ length: 7 }, (_, n) => ({ variant_id: `v${n}`, campaign_id: 'p1', label: 'V', seq: 2 })),
      );
    await theirs
      .db('assignments')
      .insert(Array.from({ length: 7 }, (_, n) => ({ ...rows[0], variant_id: `v${n}` })));
    const { variants, assignments } = await pull();
    expect(variants).toMatchObject({ applied: 7 });
    expect(assignments).toMatchObject({ read: 9, applied: 9 });
  });

  it('reads each row once, whatever cursors the rows at the edges of its pieces share', async () => {
    const cursors = [1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 4, 5, 5, 6, 6, 6, 7, 8, 9, 9, 9, 9];
    await theirs.db.raw('CREATE TABLE segments (segment_id VARCHAR(10), name VARCHAR(50), seq INT)');
    await theirs
      .db('segments')
      .insert(cursors.map((seq, n) => ({ segment_id: `s${(n * 7) % cursors.length}`, name: 'S', seq })));
    const { segments } = await pull();
    expect(segments).toMatchObject({ read: cursors.length, applied: cursors.length });
  });

  it('with a row that no cursor would ever reach is refused, and so is a view over what is gone', async () => {
    await theirs.db('segments').insert({ segment_id: 'lost', name: 'S', seq: null });
    await expect(pull()).rejects.toThrow(
      'source table segments: has rows whose seq is null, which would never be read; fill it',
    );
    await theirs.db('segments').where({ segment_id: 'lost' }).delete();
    await theirs.db.raw('RENAME TABLE people TO persons');
    await expect(pull()).rejects.toThrow(/source contacts refers to a table or column that is gone/);
    await theirs.db.raw('RENAME TABLE persons TO people');
  });

  it('is not read by an account that may write', async () => {
    const writer = await sourceAccount(theirs, 'SELECT, INSERT');
    await expect(
      pullForeign({ db: ours.db, source: writer.db, secretKey: IMPORT_SECRET }),
    ).rejects.toMatchObject({
      code: 'bad-config',
      exitCode: 78,
      message:
        'SOURCE_DATABASE_URL: source rights INSERT; give SOURCE_DATABASE_URL an account with SELECT only',
    });
    await writer.drop();
  });

  it('is examined: what is missing, how it is followed, what our account may do', async () => {
    const checks = await examineSource(theirs.db, ours.db);
    const seen = Object.fromEntries(
      checks.map(({ subject, verdict, seen: what }) => [subject, `${verdict}: ${what}`]),
    );
    expect(seen['source contacts']).toBe('ok: 3 of 6 columns, followed by updated_at');
    expect(seen['source messages']).toMatch(/^ok: .* followed by seq$/);
    expect(seen['source clicks']).toBe('warning: is missing');
    expect(seen['source rights']).toMatch(/^failed: /);
    expect((await examineSource(account.db, ours.db)).at(-2)).toMatchObject({
      verdict: 'ok',
      seen: 'SELECT only',
    });
    expect(seen['source rows']).toBe('warning: refused so far, again when read again: 1 of messages');
    await theirs.db.raw('ALTER TABLE campaigns DROP COLUMN seq');
    await theirs.db.raw('ALTER TABLE messages DROP COLUMN status');
    const verdicts = (await examineSource(theirs.db, ours.db)).map(
      ({ subject, verdict, seen: what }) => `${subject} ${verdict} ${what}`,
    );
    expect(verdicts).toContain('source campaigns failed lacks seq and updated_at');
    expect(verdicts).toContain('source messages failed lacks status');
    await expect(pull()).rejects.toMatchObject({
      code: 'bad-config',
      message:
        'SOURCE_DATABASE_URL: source campaigns lacks seq and updated_at; add a column that grows with each insert and change; 1 more, see sms-reports doctor',
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringUpToDate } from '../../src/pipelines/bring-up-to-date.ts';
import { loadCohorts } from '../../src/store/counts/load-cohorts.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { type SourceAccount, sourceAccount } from '../support/source-account.ts';

let ours: FreshDatabase;
let theirs: FreshDatabase;
let account: SourceAccount;

const WINDOW = {
  from: Temporal.Instant.from('2026-11-16T00:00:00Z'),
  to: Temporal.Instant.from('2026-11-23T00:00:00Z'),
  timezone: 'UTC',
};

beforeAll(async () => {
  [ours, theirs] = await Promise.all([freshDatabase(), freshDatabase({ migrated: false })]);
  account = await sourceAccount(theirs);
  for (const sql of [
    'CREATE TABLE contacts (contact_id VARCHAR(10), phone VARCHAR(20), seq INT)',
    'CREATE TABLE campaigns (campaign_id VARCHAR(10), name VARCHAR(50), kind VARCHAR(20), seq INT)',
    'CREATE TABLE messages (message_id VARCHAR(20), contact_id VARCHAR(10), campaign_id VARCHAR(10), sent_at DATETIME, status VARCHAR(20), status_at DATETIME, seq INT)',
  ])
    await theirs.db.raw(sql);
  await theirs.db('contacts').insert({ contact_id: 'c1', phone: '+4791234567', seq: 1 });
  await theirs.db('campaigns').insert({ campaign_id: 'p1', name: 'Sale', kind: 'promotional', seq: 1 });
});

afterAll(async () => {
  await account.drop();
  await ours.drop();
  await theirs.drop();
});

async function send(seq: number, status: string, at: string): Promise<void> {
  await theirs.db('messages').insert({
    message_id: 'm1',
    contact_id: 'c1',
    campaign_id: 'p1',
    sent_at: '2026-11-20 07:00:00',
    status,
    status_at: at,
    seq,
  });
}

async function delivered(): Promise<readonly [number, number]> {
  await bringUpToDate({ db: ours.db, source: account.db, secretKey: IMPORT_SECRET, chunk: 1_000 });
  const [total] = await loadCohorts(ours.db, { window: WINDOW, by: 'total' });
  return [total?.cohort.counts.attempted ?? 0, total?.cohort.counts.delivered ?? 0];
}

describe('a report on a foreign source', () => {
  it('counts what the source held a moment ago, and a late receipt the next time', async () => {
    await send(1, 'sent', '2026-11-20 07:00:01');
    expect(await delivered()).toEqual([1, 0]);
    await send(2, 'delivered', '2026-11-20 07:00:09');
    expect(await delivered()).toEqual([1, 1]);
    expect(await delivered()).toEqual([1, 1]);
  });
});

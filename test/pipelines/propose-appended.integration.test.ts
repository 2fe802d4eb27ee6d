import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CleaningRun } from '../../src/pipelines/propose-cleaning.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { proposeInWorld } from '../support/planted/import-world.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 3, 12);
const CONTACTS = 12;
/** its number does not exist */
const DEAD = 1;
/** is away now and then */
const AWAY = 2;

type Outcome = 'delivered' | 'invalid' | 'absent' | 'unknown';
const RECEIPTS = {
  delivered: { status: 50, failure_class: 0, raw_code: '0' },
  invalid: { status: 41, failure_class: 1, raw_code: 'S' },
  absent: { status: 42, failure_class: 9, raw_code: 'A' },
  unknown: { status: 30, failure_class: 0, raw_code: 'U' },
} as const;

describe('a search that only adds what came', () => {
  let fresh: FreshDatabase;
  let campaign = 0;
  const atMs = (of: number): number => START + of * 5 * DAY;

  /** The next campaign, to everybody; who is not named is reached. */
  async function send(different: Readonly<Record<number, Outcome>>): Promise<void> {
    campaign += 1;
    await fresh.db('campaigns').insert({
      id: campaign,
      campaign_id: `k${campaign}`,
      name: `K ${campaign}`,
      kind: 'promotional',
      link_count: 1,
    });
    for (let contact = 1; contact <= CONTACTS; contact += 1) {
      const [id] = await fresh.db('messages').insert({
        message_id: `m${campaign}-${contact}`,
        provider: 'test',
        contact_id: contact,
        campaign_id: campaign,
        variant_id: 0,
        segment_id: 0,
        sent_at: new Date(atMs(campaign)),
        parts: 1,
      });
      await fresh.db('receipts').insert({
        ...RECEIPTS[different[contact] ?? 'delivered'],
        message_id: id,
        event_key: 1,
        occurred_at: new Date(atMs(campaign) + 20_000),
        received_at: new Date(atMs(campaign) + 20_000),
      });
    }
  }

  async function search(laterMs = DAY, full = false): Promise<CleaningRun['counts']> {
    return (await proposeInWorld(fresh.db, atMs(campaign) + laterMs, { full })).counts;
  }

  async function open(): Promise<readonly string[]> {
    const rows = await fresh.db('recommendations').where({ is_open: 1 }).orderBy('contact_id');
    return rows.map(({ contact_id: contact, rule_id: rule, version, evidence }) => {
      const { strong } = typeof evidence === 'string' ? JSON.parse(evidence) : evidence;
      return `${contact} ${rule} version ${version}, ${strong} failures`;
    });
  }

  beforeAll(async () => {
    fresh = await freshDatabase();
    const contacts = Array.from({ length: CONTACTS }, (_, at) => ({
      id: at + 1,
      contact_id: `c${at + 1}`,
      person_id: at + 1,
      phone_hmac: Buffer.alloc(32, at + 1),
      phone_kind: 'mobile',
      country: 'NO',
    }));
    await fresh.db('contacts').insert(contacts);
    await fresh.db('code_overrides').insert({
      provider: 'test',
      field: 'code',
      code: 'S',
      status: 41,
      failure_class: 1,
      evidence: 'strong',
      decided_by: 'test',
      decided_at: new Date(START),
    });
    for (let n = 0; n < 8; n += 1)
      await send({ [DEAD]: 'invalid', [AWAY]: n === 7 ? 'absent' : 'delivered' });
    await search();
  });
  afterAll(() => fresh.drop());

  it('does not judge again who failed once more of eight times, and keeps the failure', async () => {
    expect(await open()).toEqual([`${DEAD} R1 version 1, 8 failures`]);
    await send({ [DEAD]: 'invalid' });
    expect(await search()).toMatchObject({ read: 2, judged: 0 });
    expect(await open()).toEqual([`${DEAD} R1 version 1, 8 failures`]);
    expect(await fresh.db('number_evidence').where({ person_id: DEAD })).toHaveLength(9);
  });

  it('forgets who was away and is reached', async () => {
    expect(await fresh.db('number_activity').where({ person_id: AWAY }).first()).toMatchObject({
      attempts: 9,
      delivered: 8,
      is_watched: 0,
    });
  });

  it('confirms in a search of everybody without writing again', async () => {
    expect(await search(DAY + 1000, true)).toMatchObject({ proposed: 0, confirmed: 1 });
    expect(await open()).toEqual([`${DEAD} R1 version 1, 8 failures`]);
  });

  it('writes the evidence again once it grew by a quarter', async () => {
    await send({ [DEAD]: 'invalid' });
    expect(await search()).toMatchObject({ read: 1, judged: 1, confirmed: 1 });
    expect(await open()).toEqual([`${DEAD} R1 version 2, 10 failures`]);
  });

  it('withdraws nothing for messages that turned out unknown, and judges such a person', async () => {
    await send({ [DEAD]: 'unknown' });
    expect(await search()).toMatchObject({ read: 1, judged: 1 });
    await send({ [DEAD]: 'unknown' });
    expect(await search()).toMatchObject({ read: 1, judged: 1, superseded: 1 });
    expect(await open()).toEqual([`${DEAD} R1b version 1, 10 failures`]);
    await send({ [DEAD]: 'invalid' });
    await search();
    expect(await open()).toEqual([`${DEAD} R1 version 1, 11 failures`]);
  });

  it('reads whole whom a sign of life was told of ahead of its time', async () => {
    const at = atMs(campaign + 1) + DAY;
    await fresh.db('inbound').insert({
      inbound_id: 'i1',
      contact_id: DEAD,
      occurred_at: new Date(at),
      received_at: new Date(atMs(campaign)),
    });
    await search(2 * DAY);
    expect(await open()).toEqual([`${DEAD} R1 version 1, 11 failures`]);
    await send({ [DEAD]: 'invalid' });
    expect(await search(2 * DAY)).toMatchObject({ read: 1, withdrawn: 1 });
    expect(await open()).toEqual([]);
  });

  it('withdraws what is reached', async () => {
    for (let n = 0; n < 3; n += 1) await send({ [DEAD]: 'invalid' });
    await search();
    expect(await open()).toEqual([`${DEAD} R1 version 1, 3 failures`]);
    await send({});
    expect(await search()).toMatchObject({ read: 1, withdrawn: 1 });
    expect(await open()).toEqual([]);
    const before = await fresh.db('evidence_cells').orderBy(['campaign_id', 'hour', 'outcome_id']);
    await search(DAY + 1000, true);
    expect(await fresh.db('evidence_cells').orderBy(['campaign_id', 'hour', 'outcome_id'])).toEqual(before);
  });
});

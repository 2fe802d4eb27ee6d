import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Findings } from '../../src/core/findings/findings.ts';
import { type Found, findFindings } from '../../src/pipelines/find-findings.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const DAY_MS = 86_400_000;
const CONTACTS = 30;

type Odd = {
  readonly weeks: number;
  readonly segments: number;
  readonly hasClicks: boolean;
  readonly zone: string | null;
  readonly currencies: readonly (string | null)[];
  /** every contact stands in the list twice, and is sent to in turns */
  readonly isDoubled: boolean;
};

const USUAL: Odd = {
  weeks: 26,
  segments: 3,
  hasClicks: true,
  zone: 'Europe/Oslo',
  currencies: ['EUR'],
  isDoubled: false,
};

let fresh: FreshDatabase;
let asOf: Temporal.Instant;
beforeAll(async () => {
  fresh = await freshDatabase();
  asOf = await databaseNow(fresh.db);
});
afterAll(() => fresh.drop());
afterEach(async () => {
  for (const table of [
    'finding_blocks',
    'finding_stale',
    'finding_runs',
    'finding_bins',
    'person_findings',
    'messages',
    'receipts',
    'clicks',
  ])
    await fresh.db(table).truncate();
  for (const table of [
    'contacts',
    'campaigns',
    'segments',
    'message_facts',
    'click_facts',
    'person_messages',
  ])
    await fresh.db(table).truncate();
  await fresh.db('cube_outcomes').truncate();
  await fresh.db('cube_campaigns').truncate();
  await fresh.db('rollup_state').whereNot({ k: 'lease' }).update({ v: 0 });
});

/** A campaign a week to everybody; a tenth of the messages is clicked. */
async function plant(different: Partial<Odd>): Promise<void> {
  const { db } = fresh;
  const { weeks, segments, hasClicks, zone, currencies, isDoubled } = { ...USUAL, ...different };
  const people = segments * CONTACTS;
  const segmentOf = (person: number): number => 1 + (person % segments);
  await db.batchInsert(
    'segments',
    Array.from({ length: segments }, (_, n) => ({ id: n + 1, segment_id: `s-${n + 1}`, name: `S ${n + 1}` })),
  );
  const row = (id: number, person: number) => ({
    id,
    contact_id: `p-${id}`,
    person_id: person + 1,
    phone_hmac: Buffer.alloc(32, person + 1),
    timezone: zone,
    segment_id: segmentOf(person),
    created_at: new Date(asOf.epochMilliseconds - 500 * DAY_MS),
  });
  await db.batchInsert(
    'contacts',
    Array.from({ length: people }, (_, person) => row(person + 1, person)),
  );
  if (isDoubled)
    await db.batchInsert(
      'contacts',
      Array.from({ length: people }, (_, person) => row(people + person + 1, person)),
    );
  await db.batchInsert(
    'campaigns',
    Array.from({ length: weeks }, (_, n) => ({
      id: n + 1,
      campaign_id: `c-${n}`,
      name: `C ${n}`,
      link_count: 1,
    })),
  );
  const sent = Array.from({ length: weeks * people }, (_, n) => ({
    id: n + 1,
    campaign: Math.floor(n / people),
    person: n % people,
    at: asOf.epochMilliseconds - (7 * (weeks - Math.floor(n / people)) - 3) * DAY_MS,
  }));
  await db.batchInsert(
    'messages',
    sent.map(({ id, campaign, person, at }) => ({
      id,
      message_id: `m-${id}`,
      provider: 'csv',
      contact_id: person + 1 + (isDoubled && campaign % 2 === 1 ? people : 0),
      campaign_id: campaign + 1,
      variant_id: 0,
      segment_id: segmentOf(person),
      sent_at: new Date(at),
      cost_micro: 1_000,
      currency: currencies[id % currencies.length] ?? null,
    })),
    2_000,
  );
  const event = (at: number) => ({ occurred_at: new Date(at + 5_000), received_at: new Date(at + 5_000) });
  await db.batchInsert(
    'receipts',
    sent.map(({ id, at }) => ({ message_id: id, event_key: 1, status: 50, ...event(at) })),
    2_000,
  );
  if (hasClicks)
    await db.batchInsert(
      'clicks',
      sent
        .filter(({ id }) => id % 10 === 0)
        .map(({ id, at }) => ({
          click_id: `k-${id}`,
          message_id: id,
          clicked_at: new Date(at + 600_000),
          received_at: new Date(at + 600_000),
          agent_verdict: 1,
        })),
      2_000,
    );
  await refreshRollups(db);
}

async function find(different: Partial<Odd>): Promise<Found> {
  await plant(different);
  const asked = { asOf, sendHours: { from: 8, to: 21 } };
  const kept = await findFindings(fresh.db, { ...asked, kind: 'kept' });
  // the rows of everybody, and the same found over all facts
  const passing = await findFindings(fresh.db, { ...asked, kind: 'passing' });
  expect(JSON.stringify([kept.findings, kept.contacts])).toBe(
    JSON.stringify([passing.findings, passing.contacts]),
  );
  return kept;
}

const reasons = ({ segments }: Findings): readonly string[] => [
  ...new Set(segments.map(({ verdict, reason }) => `${verdict}: ${reason}`)),
];

describe('a search in an odd history', () => {
  it('finds nothing where nothing was sent', async () => {
    const { findings, contacts } = await find({ weeks: 0, segments: 0 });
    expect(findings.segments).toEqual([]);
    expect(findings.anomalies).toEqual([]);
    expect(contacts.persons).toBe(0);
  });

  it.each([
    [{ hasClicks: false }, 'no-clicks-feed'],
    [{ segments: 1 }, 'one-segment'],
    [{ weeks: 1 }, 'short-history'],
    [{ weeks: 3 }, 'short-history'],
    [{}, 'too-few-delivered'],
  ])('says of %j why nothing can be said', async (different, reason) => {
    const { findings, contacts } = await find(different);
    expect(reasons(findings)).toEqual([`insufficient: ${reason}`]);
    expect(contacts.persons).toBeGreaterThan(0);
    expect(contacts).toMatchObject({ fatigued: 0, watch: 0 });
    expect(findings.windows.every(({ verdict }) => verdict !== 'window')).toBe(true);
  });

  it.each([null, 'Mars/Olympus'])('recommends no hour where the zone is %s', async (zone) => {
    const { findings } = await find({ zone });
    expect(findings.windows).toMatchObject([{ verdict: 'insufficient', reason: 'no-zones' }]);
  });

  it('does not care for currencies', async () => {
    const { findings } = await find({ currencies: ['EUR', null, 'NOK'] });
    const [mixed] = await fresh.db('person_findings').sum({ n: 'delivered_recent' });
    expect(reasons(findings)).toEqual(['insufficient: too-few-delivered']);
    expect(mixed?.['n']).toBe(8 * 3 * CONTACTS);
  });

  it('counts a phone once however often it stands in the list', async () => {
    const { contacts } = await find({ isDoubled: true });
    expect(contacts.persons).toBe(3 * CONTACTS);
    const rows = await fresh
      .db('person_findings')
      .distinct('dose30', 'delivered_recent', 'delivered_earlier');
    expect(rows).toEqual([{ dose30: 4, delivered_recent: 8, delivered_earlier: 18 }]);
  });
});

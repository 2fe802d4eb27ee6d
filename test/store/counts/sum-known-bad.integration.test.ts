import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';
import { proposeCleaning } from '../../../src/pipelines/propose-cleaning.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import { sumKnownBad } from '../../../src/store/counts/sum-known-bad.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../../support/import-bench.ts';

const WINDOW = {
  from: Temporal.Instant.from('2026-10-19T00:00:00Z'),
  to: Temporal.Instant.from('2026-10-26T00:00:00Z'),
  timezone: 'UTC',
};
const NOW = Temporal.Instant.from('2026-10-29T00:00:00Z');
/** No mobile number at this provider: proof by itself. */
const DEAD = 'rejected,21614';
/** Speaks against the number, and proves nothing alone. */
const DOUBTFUL = 'undelivered,30005';
const WELL = 'delivered,';

let bench: ImportBench;
const rows: string[] = [];

function sent(contact: string, at: string, state: string, campaign = 'p1', cost = '0.05,EUR'): void {
  rows.push(`m${rows.length},${contact},${campaign},${at}:00Z,${state},${cost}`);
}

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const people = Array.from({ length: 300 }, (_, id) => `p${id},+47412${String(id).padStart(5, '0')}`);
  await bench.give('contacts', `contact_id,phone\n${people.join('\n')}\n`, { name: 'people.csv' });
  await bench.give('campaigns', 'campaign_id,name,kind,link_count\np2,Other,promotional,1\n', {
    name: 'p2.csv',
  });
  // a list that is mostly well, so that a failure is no outage
  for (let id = 10; id < 300; id += 1) {
    for (const day of ['2026-10-05', '2026-10-20']) sent(`p${id}`, `${day}T${10 + (id % 8)}:00`, WELL);
  }
  // known for a fortnight, in two campaigns and twice in one of them
  sent('p0', '2026-10-05T10:00', DEAD);
  sent('p0', '2026-10-20T10:00', DEAD);
  sent('p0', '2026-10-21T12:00', DEAD, 'p2', '0.10,EUR');
  // reached in between
  sent('p1', '2026-10-05T11:00', DEAD);
  sent('p1', '2026-10-12T11:00', WELL);
  sent('p1', '2026-10-20T11:00', DEAD);
  // for the first time
  sent('p2', '2026-10-20T12:00', DEAD);
  // hours before, when nobody could have known
  sent('p3', '2026-10-20T06:00', DEAD);
  sent('p3', '2026-10-20T13:00', DEAD);
  // away then, and now: no proof
  sent('p4', '2026-10-05T14:00', 'undelivered,30003');
  sent('p4', '2026-10-20T14:00', 'undelivered,30003');
  // twice in doubt is once too often; once is not
  for (const day of ['2026-10-05', '2026-10-12', '2026-10-20']) sent('p6', `${day}T16:00`, DOUBTFUL);
  for (const day of ['2026-10-12', '2026-10-20']) sent('p7', `${day}T17:00`, DOUBTFUL);
  // of another currency
  sent('p5', '2026-10-05T15:00', DEAD);
  sent('p5', '2026-10-20T15:00', DEAD, 'p1', '0.50,NOK');
  await bench.give(
    'messages',
    `message_id,contact_id,campaign_id,sent_at,status,error_code,cost,currency\n${rows.join('\n')}\n`,
  );
  await proposeCleaning(
    {
      db: bench.db,
      secretKey: IMPORT_SECRET,
      now: async () => NOW,
      refresh: async () => void (await refreshRollups(bench.db, { now: NOW })),
      owner: 'test',
    },
    { asOf: NOW, settings: DEFAULT_CLEANING },
  );
});
afterAll(() => bench.drop());

describe('messages to numbers that were known to be dead', () => {
  it('are those that failed again without a delivery in between, with their cost', async () => {
    expect(await sumKnownBad(bench.db, { window: WINDOW }, new Map())).toEqual({
      messages: 4,
      contacts: 3,
      costs: [
        { currency: 'EUR', costMicro: 200_000 },
        { currency: 'NOK', costMicro: 500_000 },
      ],
    });
  });

  it('are of the campaigns and the window that were asked for', async () => {
    expect(await sumKnownBad(bench.db, { window: WINDOW, campaignIds: ['p2'] }, new Map())).toMatchObject({
      messages: 1,
      costs: [{ currency: 'EUR', costMicro: 100_000 }],
    });
    const earlier = { ...WINDOW, from: WINDOW.from.subtract({ hours: 400 }), to: WINDOW.from };
    expect(await sumKnownBad(bench.db, { window: earlier }, new Map())).toMatchObject({ messages: 0 });
  });

  it('cost nothing where the provider bills delivered messages only', async () => {
    const [{ provider }] = (await bench.db('messages').distinct('provider')) as [{ provider: string }];
    const { messages, costs } = await sumKnownBad(
      bench.db,
      { window: WINDOW },
      new Map([[provider, 'deliver']]),
    );
    expect([messages, costs]).toEqual([4, []]);
  });
});

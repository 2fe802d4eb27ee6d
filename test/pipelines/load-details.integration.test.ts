import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_RULES, readProviderRules } from '../../src/core/provider-rules.ts';
import { loadDetails } from '../../src/pipelines/load-details.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { receipt, SENT_MS } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const DAY = {
  from: Temporal.Instant.from('2026-11-20T00:00:00Z'),
  to: Temporal.Instant.from('2026-11-21T00:00:00Z'),
  timezone: 'UTC',
};
const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);

/** b1 and b2 differ in parts, b3 in its price alone, b4 in nothing, b5 was sent the day after. */
const BILLED =
  'message_id,contact_id,campaign_id,variant_id,sent_at,status,provider,parts,cost,currency\n' +
  'b1,c1,p1,a,2026-11-20T10:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b2,c3,p1,a,2026-11-20T10:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b3,c3,p1,b,2026-11-20T11:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b4,c3,p1,b,2026-11-20T12:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b5,c3,p1,b,2026-11-21T12:00:00Z,queued,infobip,1,0.02,EUR\n';

let bench: ImportBench;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  await bench.give('variants', 'variant_id,campaign_id,label,text\na,p1,A,Don’t\nb,p1,B,\n', {
    name: 'texts.csv',
  });
  await bench.give('messages', BILLED);
  await takeEvents({
    db: bench.db,
    secretKey: IMPORT_SECRET,
    provider: 'infobip',
    receivedAt,
    events: [
      receipt('b1', 'delivered', '5', { parts: 3, costMicro: 66_000, currency: 'EUR' }),
      receipt('b2', 'rejected', '12', { parts: 2 }),
      receipt('b3', 'failed', '12', { costMicro: 15_000, currency: 'EUR' }),
      receipt('b4', 'rejected', '12'),
      receipt('b5', 'delivered', '5', { parts: 9 }),
    ],
  });
  await refreshRollups(bench.db, { now: receivedAt });
});

afterAll(() => bench.drop());

describe('what stands behind the counts', () => {
  it('knows the texts of the campaigns that sent, with their provider', async () => {
    const rules = readProviderRules({ PACKING: 'infobip=turkish+16bit' });
    const { texts } = await loadDetails(bench.db, { window: DAY }, ['p1'], rules);
    expect(texts).toEqual([
      {
        campaignId: 'p1',
        variantId: 'a',
        text: 'Don’t',
        provider: 'infobip',
        packing: { languages: ['turkish'], reference: 16 },
      },
    ]);
    expect((await loadDetails(bench.db, { window: DAY }, [], NO_RULES)).texts).toEqual([]);
  });

  it('sums what the provider billed otherwise, in the window alone', async () => {
    const { bills } = await loadDetails(bench.db, { window: DAY }, ['p1'], NO_RULES);
    expect(bills).toEqual([
      {
        currency: 'EUR',
        messages: 2,
        ownParts: 2,
        parts: 5,
        toldMicro: 46_000,
        guessedMicro: 20_000,
        pricedMessages: 1,
        priceMicro: -5_000,
      },
    ]);
  });

  it('narrows to campaigns and segments', async () => {
    const none = { window: DAY, campaignIds: ['nobody'] };
    expect((await loadDetails(bench.db, none, [], NO_RULES)).bills).toEqual([]);
    const others = { window: DAY, segmentIds: ['s2'] };
    expect((await loadDetails(bench.db, others, [], NO_RULES)).bills).toEqual([]);
    const everybody = { window: DAY, campaignIds: ['p1'], segmentIds: ['s1'] };
    expect((await loadDetails(bench.db, everybody, [], NO_RULES)).bills).toMatchObject([
      { messages: 1, parts: 3 },
    ]);
  });
});

describe('what is set for a provider', () => {
  const costs = async (billOn: string) => {
    const rules = readProviderRules({ BILL_ON: billOn });
    const filter = { window: DAY };
    return readFromCubes(
      bench.db,
      async () => 0,
      async (needs) => ({
        total: (await needs.loadTotal(filter)).money.map(({ costMicro }) => costMicro),
        variants: (await needs.loadByVariant(filter)).map(({ id, cohort }) => [
          id,
          cohort.money[0]?.costMicro,
        ]),
        segments: (await needs.loadBySegment(filter)).map(({ id, cohort }) => [
          id,
          cohort.money[0]?.costMicro,
        ]),
        campaigns: (await needs.loadByCampaign(filter)).map(({ id, cohort }) => [
          id,
          cohort.money[0]?.costMicro,
        ]),
        billing: (await needs.loadDetails(filter, ['p1'], receivedAt)).billing,
      }),
      rules,
    );
  };

  it('changes nothing while nothing is set, or another provider is', async () => {
    const plain = { total: [121_000], billing: [] };
    expect(await costs('')).toMatchObject(plain);
    expect(await costs('twilio=deliver')).toMatchObject(plain);
    expect(await costs('infobip=submit')).toMatchObject(plain);
  });

  it('leaves the recorded cost of messages out that it does not bill, but no price that it told', async () => {
    // b1 66,000 told, b2 20,000 recorded and rejected, b3 15,000 told, b4 20,000 recorded and rejected
    const accepted = await costs('infobip=accept');
    expect(accepted.total).toEqual([81_000]);
    expect(accepted.campaigns).toEqual([['p1', 81_000]]);
    expect(accepted.variants).toEqual([
      ['a', 66_000],
      ['b', 15_000],
    ]);
    expect(accepted.segments.reduce((sum, [, micro]) => sum + Number(micro), 0)).toBe(81_000);
    expect(accepted.billing).toEqual([
      {
        provider: 'infobip',
        billOn: 'accept',
        messages: 2,
        leftOut: [{ currency: 'EUR', costMicro: 40_000 }],
      },
    ]);
    expect((await costs('infobip=deliver')).total).toEqual([81_000]);
  });
});

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

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** b1 and b2 differ in parts, b3 in its price alone, b4 in nothing, b5 was sent the day after. */
const BILLED =
  'message_id,contact_id,campaign_id,variant_id,sent_at,status,provider,parts,cost,currency\n' +
  'b1,c1,p1,a,2026-11-20T10:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b2,c3,p1,a,2026-11-20T10:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b3,c3,p1,b,2026-11-20T11:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b4,c3,p1,b,2026-11-20T12:00:00Z,queued,infobip,1,0.02,EUR\n' +
  'b5,c3,p1,b,2026-11-21T12:00:00Z,queued,infobip,1,0.02,EUR\n';

/** b1 was delivered at 10:01, b4 never; k8 comes after the outcome window. */
const CLICKS =
  'click_id,message_id,contact_id,clicked_at,link_id,user_agent_class,user_agent,ip,method\n' +
  'k1,b1,c1,2026-11-20T10:01:05Z,shop,unknown,,,\n' +
  `k2,b1,c1,2026-11-20T10:30:00Z,shop,unknown,"${IPHONE}",192.0.2.1,GET\n` +
  'k3,b1,c1,2026-11-20T10:31:00Z,map,unknown,python-requests/2.32,192.0.2.9,GET\n' +
  'k4,b1,c1,2026-11-20T10:01:01Z,map,mobile,,,\n' +
  `k5,b4,c3,2026-11-20T12:30:00Z,shop,unknown,"${IPHONE}",192.0.2.2,GET\n` +
  'k6,b5,c3,2026-11-21T12:30:00Z,shop,unknown,,,\n' +
  'k7,b1,c1,2026-11-20T10:01:20Z,shop,mobile,,,\n' +
  'k8,b1,c1,2026-11-24T10:00:00Z,shop,mobile,,,\n';

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
  await bench.give('clicks', CLICKS);
  await refreshRollups(bench.db, { now: receivedAt });
});

afterAll(() => bench.drop());

describe('what stands behind the counts', () => {
  it('knows the texts of the campaigns that sent, with their provider', async () => {
    const rules = readProviderRules({ PACKING: 'infobip=turkish+16bit' });
    const { texts } = await loadDetails(bench.db, { window: DAY }, ['p1'], receivedAt, rules);
    expect(texts).toEqual([
      {
        campaignId: 'p1',
        variantId: 'a',
        text: 'Don’t',
        provider: 'infobip',
        packing: { languages: ['turkish'], reference: 16 },
      },
    ]);
    expect((await loadDetails(bench.db, { window: DAY }, [], receivedAt, NO_RULES)).texts).toEqual([]);
  });

  it('sums what the provider billed otherwise, in the window alone', async () => {
    const { bills } = await loadDetails(bench.db, { window: DAY }, ['p1'], receivedAt, NO_RULES);
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

  it('sums hits by verdict and rule, those nobody knows anything of, and those at once', async () => {
    const { clicks } = await loadDetails(bench.db, { window: DAY }, ['p1'], receivedAt, NO_RULES);
    expect(clicks).toEqual([
      {
        campaignId: 'p1',
        hits: 6,
        blind: 1,
        early: 2,
        earlyHuman: 1,
        byRule: [
          { verdict: 1, rule: 0, hits: 3 },
          { verdict: 2, rule: 3, hits: 1 },
          { verdict: 3, rule: 1, hits: 1 },
          { verdict: 3, rule: 7, hits: 1 },
        ],
        rules: { oldest: 1, newest: 1 },
      },
    ]);
  });

  it('sums hits by link, and the links of a whole campaign are those of its cube', async () => {
    const { links } = await loadDetails(bench.db, { window: DAY }, ['p1'], receivedAt, NO_RULES);
    const link = { campaignId: 'p1', url: null };
    expect(links).toEqual([
      { ...link, linkId: 'shop', hits: 4, human: 3, suspected: 0, bot: 1 },
      { ...link, linkId: 'map', hits: 2, human: 0, suspected: 1, bot: 1 },
    ]);
    const both = { window: { ...DAY, to: DAY.to.add({ hours: 24 }) } };
    const all = (await loadDetails(bench.db, both, ['p1'], receivedAt, NO_RULES)).links;
    const cube: Record<string, unknown>[] = await bench
      .db('cube_links as q')
      .join('links as l', 'l.id', 'q.link_id')
      .groupBy('l.link_id')
      .orderBy('l.link_id', 'desc')
      .select('l.link_id', bench.db.raw('SUM(q.hits) AS hits, SUM(q.human_clicks) AS human'));
    expect(all.map(({ linkId, hits, human }) => [linkId, hits, human])).toEqual(
      cube.map((row) => [row.link_id, Number(row.hits), Number(row.human)]),
    );
  });

  it('narrows to campaigns and segments', async () => {
    const none = { window: DAY, campaignIds: ['nobody'] };
    expect(await loadDetails(bench.db, none, [], receivedAt, NO_RULES)).toMatchObject({
      bills: [],
      clicks: [],
    });
    const others = { window: DAY, segmentIds: ['s2'] };
    expect((await loadDetails(bench.db, others, [], receivedAt, NO_RULES)).bills).toEqual([]);
    const everybody = { window: DAY, campaignIds: ['p1'], segmentIds: ['s1'] };
    expect((await loadDetails(bench.db, everybody, [], receivedAt, NO_RULES)).bills).toMatchObject([
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

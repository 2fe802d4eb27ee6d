import type { AnomalyFinding } from '../../../src/core/findings/findings.ts';
import type { FoundInWorld } from '../find-in-world.ts';
import type { CampaignPlant } from '../world/campaigns.ts';
import { numberAt } from '../world/ledger.ts';
import type { World } from '../world/send.ts';
import { shownOf } from '../world/shown.ts';
import { addHits, type Hits, NO_HITS } from './hits.ts';

export type AnomalyScore = {
  readonly hits: Hits;
  readonly plants: ReadonlyMap<string, Hits>;
  /** findings on campaigns younger than 48 hours, and on bot storms as clicks */
  readonly immature: number;
  readonly storms: number;
};

type Expected = {
  readonly metric: AnomalyFinding['metric'];
  readonly direction: AnomalyFinding['direction'] | null;
};

/** What each plant has to be found as; a storm of bots is no anomaly of clicks. */
const EXPECTED: Readonly<Record<CampaignPlant, Expected | null>> = {
  'broken-link': { metric: 'clicks', direction: 'low' },
  gift: { metric: 'clicks', direction: 'high' },
  'opt-out-spike': { metric: 'opt-outs', direction: 'high' },
  outage: { metric: 'delivery', direction: null },
  'bot-storm': null,
};

export const NO_ANOMALIES: AnomalyScore = { hits: NO_HITS, plants: new Map(), immature: 0, storms: 0 };

export function scoreAnomalies(world: World, { asOfS, anomalies }: FoundInWorld): AnomalyScore {
  const { plan, campaigns } = world;
  const sentUntil = lastMessages(world);
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const shown = campaigns.filter(({ startDay }) => startDay < plan.asOfDay);
  const planted = shown.filter(({ plant }) => plant !== null && EXPECTED[plant] !== null);
  const right = anomalies.filter((found) => isExpected(found, byId.get(found.campaignId)?.plant ?? null));
  const plants = new Map<string, Hits>();
  for (const { id, plant } of planted) {
    const isFound = right.some(({ campaignId }) => campaignId === id);
    const score = { right: isFound ? 1 : 0, wrong: 0, missed: isFound ? 0 : 1, clean: 0 };
    plants.set(plant ?? '', addHits(plants.get(plant ?? '') ?? NO_HITS, score));
  }
  return {
    hits: {
      right: right.length,
      wrong: anomalies.length - right.length,
      missed: planted.length - right.length,
      clean: 3 * shown.length - planted.length,
    },
    plants,
    immature: anomalies.filter(({ campaignId }) => (sentUntil.get(campaignId) ?? 0) > asOfS - MATURE_S)
      .length,
    storms: anomalies.filter(
      ({ campaignId, metric }) => metric === 'clicks' && byId.get(campaignId)?.plant === 'bot-storm',
    ).length,
  };
}

function isExpected(
  { metric, direction }: FoundInWorld['anomalies'][number],
  plant: CampaignPlant | null,
): boolean {
  const expected = plant === null ? null : EXPECTED[plant];
  if (expected === null || expected.metric !== metric) return false;
  return expected.direction === null || expected.direction === direction;
}

const MATURE_S = 2 * 86_400;

/** Second of the last message before the moment of the world, by campaign. */
function lastMessages(world: World): ReadonlyMap<string, number> {
  const { last } = shownOf(world);
  return new Map(world.campaigns.map(({ id }, at) => [id, numberAt(last, at)]));
}

export function addAnomalies(one: AnomalyScore, other: AnomalyScore): AnomalyScore {
  const plants = new Map(one.plants);
  for (const [plant, hits] of other.plants) plants.set(plant, addHits(plants.get(plant) ?? NO_HITS, hits));
  return {
    hits: addHits(one.hits, other.hits),
    plants,
    immature: one.immature + other.immature,
    storms: one.storms + other.storms,
  };
}

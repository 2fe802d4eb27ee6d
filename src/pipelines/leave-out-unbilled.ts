import type { Cohort } from '../core/counts.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';
import type { UnbilledCost } from '../store/counts/sum-unbilled.ts';
import type { Needs } from './compose-needs.ts';

type LoadUnbilled = (filter: CohortFilter) => Promise<readonly UnbilledCost[]>;
export type Counted = Pick<Needs, 'loadTotal' | 'loadByCampaign' | 'loadByVariant' | 'loadBySegment'>;

/**
 * The same loads, with the cost of messages left out that their provider does not bill. The cubes keep what was
 * recorded: a changed setting needs no rebuild. Days and hours show no cost.
 */
export function leaveOutUnbilled(needs: Counted, load: LoadUnbilled): Counted {
  const known = new Map<string, Promise<readonly UnbilledCost[]>>();
  const unbilled: LoadUnbilled = (filter) => {
    const key = JSON.stringify([filter.window.from, filter.window.to, filter.campaignIds, filter.segmentIds]);
    const loaded = known.get(key) ?? load(filter);
    known.set(key, loaded);
    return loaded;
  };
  return {
    loadTotal: async (filter) => lessCost(await needs.loadTotal(filter), await unbilled(filter)),
    loadByCampaign: async (filter) => {
      const rows = await needs.loadByCampaign(filter);
      const costs = Map.groupBy(await unbilled(filter), ({ campaignId }) => campaignId);
      return rows.map((row) => ({ ...row, cohort: lessCost(row.cohort, costs.get(row.id)) }));
    },
    loadByVariant: async (filter) => {
      const rows = await needs.loadByVariant(filter);
      const costs = Map.groupBy(await unbilled(filter), (one) => keyOf(one.campaignId, one.variantId));
      return rows.map((row) => ({
        ...row,
        cohort: lessCost(row.cohort, costs.get(keyOf(row.campaignId, row.id))),
      }));
    },
    loadBySegment: async (filter) => {
      const rows = await needs.loadBySegment(filter);
      const costs = Map.groupBy(await unbilled(filter), ({ segmentId }) => segmentId);
      return rows.map((row) => ({ ...row, cohort: lessCost(row.cohort, costs.get(row.id)) }));
    },
  };
}

function lessCost(cohort: Cohort, unbilled: readonly UnbilledCost[] = []): Cohort {
  if (unbilled.length === 0) return cohort;
  const money = cohort.money.map((entry) => {
    const own = unbilled.filter(({ currency }) => currency === entry.currency);
    return { ...entry, costMicro: own.reduce((rest, { costMicro }) => rest - costMicro, entry.costMicro) };
  });
  return { ...cohort, money };
}

function keyOf(campaignId: string, variantId: string): string {
  return JSON.stringify([campaignId, variantId]);
}

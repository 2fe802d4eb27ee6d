import { hasMessages, toCohort } from './cohort-sum.ts';
import type { CampaignRow, SegmentRow, VariantRow } from './load-cohorts.ts';
import type { KeyedSum, Names, NamesOf } from './sum-cohorts.ts';

export function nameCampaigns(sums: readonly KeyedSum[], names: NamesOf): readonly CampaignRow[] {
  return sums
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ ...nameOf(names.campaign, k1), cohort: toCohort(sum) }))
    .sort(byId);
}

export function nameVariants(sums: readonly KeyedSum[], names: NamesOf): readonly VariantRow[] {
  return sums
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, k2, sum }) => {
      const campaign = nameOf(names.campaign, k1);
      const variant = nameOf(names.variant, k2);
      return {
        campaignId: campaign.id,
        campaign: campaign.name,
        id: variant.id,
        label: variant.name,
        cohort: toCohort(sum),
      };
    })
    .sort((a, b) => compare(a.campaignId, b.campaignId) || compare(a.label, b.label) || byId(a, b));
}

export function nameSegments(sums: readonly KeyedSum[], names: NamesOf): readonly SegmentRow[] {
  return sums
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ ...(k1 === 0 ? NO_SEGMENT : nameOf(names.segment, k1)), cohort: toCohort(sum) }))
    .sort((a, b) => compare(a.id ?? '\uffff', b.id ?? '\uffff'));
}

const NO_SEGMENT = { id: null, name: 'no segment' } as const;

/** 0 = none; a name that is gone shows nothing. */
function nameOf(names: Names, id: number): { readonly id: string; readonly name: string } {
  return names.get(id) ?? { id: '', name: '' };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

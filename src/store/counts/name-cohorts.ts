import { hasMessages, toCohort } from './cohort-sum.ts';
import type { CampaignRow, SegmentRow, VariantRow } from './load-cohorts.ts';
import type { Selection } from './selection.ts';
import type { KeyedSum, Names } from './sum-cohorts.ts';

export function nameCampaigns(selection: Selection, sums: readonly KeyedSum[]): readonly CampaignRow[] {
  const campaigns = campaignsOf(selection);
  return sums
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ ...nameOf(campaigns, k1), cohort: toCohort(sum) }))
    .sort(byId);
}

export function nameVariants(
  selection: Selection,
  sums: readonly KeyedSum[],
  variants: Names,
): readonly VariantRow[] {
  const campaigns = campaignsOf(selection);
  return sums
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, k2, sum }) => {
      const campaign = nameOf(campaigns, k1);
      const variant = nameOf(variants, k2);
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

export function nameSegments(sums: readonly KeyedSum[], segments: Names): readonly SegmentRow[] {
  return sums
    .filter(({ sum }) => hasMessages(sum))
    .map(({ k1, sum }) => ({ ...(k1 === 0 ? NO_SEGMENT : nameOf(segments, k1)), cohort: toCohort(sum) }))
    .sort((a, b) => compare(a.id ?? '\uffff', b.id ?? '\uffff'));
}

const NO_SEGMENT = { id: null, name: 'no segment' } as const;

function campaignsOf({ active }: Selection): Names {
  return new Map(active.map(({ id, campaign }) => [id, campaign]));
}

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

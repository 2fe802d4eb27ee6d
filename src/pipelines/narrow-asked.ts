import type { Goal } from '../core/goals/goal.ts';
import type { Db } from '../store/connect.ts';
import { listGoals } from '../store/goals.ts';
import { campaignsOfScope } from '../store/known-ids.ts';
import type { ReportAsked } from './compose-needs.ts';

/**
 * Finds the campaigns of the brands and tags that were asked for, those made since the schedule was written too, and the
 * goals of what the report is of. To be asked before the report reads: what it counts is of these campaigns alone.
 */
export async function narrowAsked(db: Db, asked: ReportAsked): Promise<ReportAsked> {
  const goals = asked.report === 'performance' ? goalsOf(await listGoals(db), asked) : [];
  const { brands, tags, campaignIds } = asked;
  if (brands === undefined && tags === undefined) return { ...asked, goals };
  const ids = await campaignsOfScope(db, {
    ...(brands === undefined ? {} : { brands }),
    ...(tags === undefined ? {} : { tags }),
  });
  const named = campaignIds === undefined ? null : new Set(campaignIds);
  return {
    ...asked,
    goals,
    campaignIds: named === null ? ids : ids.filter((id) => named.has(id)),
    namedCampaignIds: campaignIds ?? [],
  };
}

/** Of the account where a report is of all, of a brand where it is of that brand alone; of a part there is none. */
function goalsOf(
  goals: readonly Goal[],
  { brands, tags, campaignIds, segmentIds }: ReportAsked,
): readonly Goal[] {
  if (tags !== undefined || campaignIds !== undefined || segmentIds !== undefined) return [];
  const [brand = ''] = brands ?? [];
  return brands !== undefined && brands.length > 1 ? [] : goals.filter((goal) => goal.brand === brand);
}

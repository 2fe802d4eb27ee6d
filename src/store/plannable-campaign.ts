import type { Db } from './connect.ts';
import type { Row } from './select-rows.ts';

/** What is known of a campaign before its send. */
export type PlannableCampaign = {
  /** our number for it */
  readonly id: number;
  readonly campaignId: string;
  readonly name: string;
  readonly theme: string | null;
  readonly primaryKind: string;
  /** ids of the segments aimed at; empty = not said */
  readonly segmentIds: readonly string[];
};

/** @returns null when there is no such campaign */
export async function findPlannable(db: Db, campaignId: string): Promise<PlannableCampaign | null> {
  const row: Row | undefined = await db('campaigns').where({ campaign_id: campaignId }).first();
  if (row === undefined) return null;
  const { theme, segment_ids: segments } = row;
  return {
    id: Number(row['id']),
    campaignId: String(row['campaign_id']),
    name: String(row['name']),
    theme: typeof theme === 'string' ? theme : null,
    primaryKind: String(row['primary_kind']),
    segmentIds: typeof segments === 'string' && segments !== '' ? segments.split('|') : [],
  };
}

/** Persons (a phone, or a contact without one) in these segments now; in all when none is named. */
export async function countPersonsIn(db: Db, segmentIds: readonly string[]): Promise<number> {
  const counted: Row | undefined = await db('contacts')
    .modify((query) => {
      if (segmentIds.length === 0) return;
      void query
        .join('segments', 'segments.id', 'contacts.segment_id')
        .whereIn('segments.segment_id', [...segmentIds]);
    })
    .select(
      db.raw(
        'COUNT(DISTINCT IF(contacts.person_id = 0, -1 * CAST(contacts.id AS SIGNED), contacts.person_id)) AS n',
      ),
    )
    .first();
  return Number(counted?.['n'] ?? 0);
}

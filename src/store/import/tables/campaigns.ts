import type { CampaignRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTimeOrNull } from '../tsv.ts';

export const CAMPAIGN_TABLE: ImportTable<CampaignRow> = {
  kind: 'campaigns',
  columns: [
    'campaign_id',
    'name',
    'kind',
    'theme',
    'scheduled_at',
    'timezone',
    'randomised_hour',
    'link_count',
    'segment_ids',
    'attribution_hours',
    'primary_kind',
    'brand',
    'tags',
  ],
  fields: (row) => [
    row.campaignId,
    row.name,
    row.kind,
    row.theme,
    dateTimeOrNull(row.scheduledMs),
    row.timezone,
    row.randomisedHour,
    row.linkCount,
    row.segmentIds,
    row.attributionHours,
    row.primaryKind,
    row.brand,
    row.tags,
  ],
  key: (row) => row.campaignId,
  repeats: { keep: 'last' },
  merge: 'campaigns',
};

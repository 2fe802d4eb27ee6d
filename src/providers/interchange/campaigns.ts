import type { CampaignRow } from '../../core/source-row.ts';
import { flag, id, label, labels, name, plannedTime, requiredText, shortText, whole, word } from './cells.ts';
import { readTimeZone } from './contacts.ts';
import type { InterchangeKind } from './interchange-kind.ts';

export const CAMPAIGNS: InterchangeKind<CampaignRow> = {
  kind: 'campaigns',
  idColumns: ['campaign_id'],
  required: ['campaign_id', 'name', 'kind'],
  optional: [
    'theme',
    'scheduled_at',
    'account_timezone',
    'randomised_local_hour',
    'link_count',
    'segment_ids',
    'attribution_hours',
    'primary_kind',
    'brand',
    'tags',
  ],
  parse: (cells) => ({
    campaignId: id(cells, 0),
    name: requiredText(cells, 1, 200),
    kind: word(cells, 2, ['promotional', 'transactional'], 'promotional'),
    theme: shortText(cells, 3, 100),
    scheduledMs: plannedTime(cells, 4),
    timezone: readTimeZone(cells, 5),
    randomisedHour: flag(cells, 6),
    linkCount: whole(cells, 7, 0, 65_535, 0),
    segmentIds: shortText(cells, 8, 2_000),
    attributionHours: whole(cells, 9, 1, 2_160, 72),
    primaryKind: name(cells, 10, 'purchase'),
    brand: label(cells, 11),
    tags: labels(cells, 12),
  }),
};

import { COUNT_MEASURES, CUBE_MEASURES } from './measures.ts';

/** How a cube follows from the facts: what `verify` compares and `reconcile` repairs. */
export type Cube = {
  readonly name: string;
  readonly keys: readonly string[];
  readonly measures: readonly string[];
  /** `src/store/sql/verify/<right>.sql` gives keys and measures as they must be */
  readonly right: string;
};

export const CUBES: readonly Cube[] = [
  messageCube('cube_campaigns', ['campaign_id', 'currency']),
  messageCube('cube_variants', ['campaign_id', 'variant_id', 'currency']),
  messageCube('cube_segments', ['segment_id', 'currency']),
  messageCube('cube_cells', ['campaign_id', 'variant_id', 'segment_id', 'currency']),
  messageCube('cube_days', ['campaign_id', 'day', 'variant_id', 'segment_id', 'currency']),
  messageCube('cube_campaign_days', ['campaign_id', 'day', 'currency']),
  messageCube('cube_segment_days', ['day', 'segment_id', 'currency']),
  messageCube('cube_campaign_half_hours', ['campaign_id', 'half_hour', 'currency']),
  messageCube('cube_segment_quarter_days', ['quarter_day', 'segment_id', 'currency']),
  messageCube('cube_segment_hours', ['hour', 'segment_id', 'currency']),
  messageCube('cube_slots', ['campaign_id', 'slot', 'variant_id', 'send_hour', 'currency']),
  messageCube('cube_segment_slots', ['slot', 'segment_id', 'currency']),
  messageCube('cube_send_hours', ['campaign_id', 'send_hour'], COUNT_MEASURES),
  {
    name: 'cube_conversions',
    keys: ['campaign_id', 'day', 'variant_id', 'segment_id', 'kind', 'currency'],
    measures: ['conversions', 'revenue_micro'],
    right: 'right-conversions',
  },
  timeCube('cube_times', ['campaign_id']),
  timeCube('cube_day_times', ['campaign_id', 'day']),
  timeCube('cube_segment_times', ['segment_id']),
  timeCube('cube_segment_day_times', ['day', 'segment_id']),
  {
    name: 'cube_outcomes',
    keys: ['campaign_id', 'hour', 'outcome_id'],
    measures: ['messages'],
    right: 'right-outcomes',
  },
  {
    name: 'cube_click_hours',
    keys: ['campaign_id', 'day', 'variant_id', 'click_hour'],
    measures: ['hits', 'human_clicks'],
    right: 'right-click-hours',
  },
  {
    name: 'cube_links',
    keys: ['campaign_id', 'variant_id', 'link_id'],
    measures: ['hits', 'human_clicks', 'suspected_clicks', 'bot_clicks'],
    right: 'right-links',
  },
];

function messageCube(name: string, keys: readonly string[], measures = CUBE_MEASURES): Cube {
  return { name, keys, measures, right: 'right-messages' };
}

function timeCube(name: string, keys: readonly string[]): Cube {
  return { name, keys: [...keys, 'measure', 'bucket'], measures: ['n'], right: 'right-times' };
}

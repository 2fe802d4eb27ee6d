import type { Db } from '../connect.ts';
import type { Names } from './names.ts';

/** What is to be expected of a delivered message, 0 to 1. */
export type ExpectedRate = {
  readonly campaignId: string;
  readonly segment: string;
  readonly weeksAgo: number;
  readonly click: number;
  readonly optOut: number;
};

const NANO = 1e9;
const ROWS = 2_000;

/** Written as whole thousand-millionths: sums over messages are then exact, in whatever order. */
export async function saveRates(
  db: Db,
  runId: number,
  rates: readonly ExpectedRate[],
  names: Names,
): Promise<void> {
  for (let first = 0; first < rates.length; first += ROWS) {
    await db('finding_rates').insert(
      rates.slice(first, first + ROWS).map(({ campaignId, segment, weeksAgo, click, optOut }) => ({
        run_id: runId,
        campaign_id: names.campaignNumber(campaignId),
        segment_id: names.segmentNumber(segment),
        weeks_ago: weeksAgo,
        click_nano: inNano(click),
        opt_out_nano: inNano(optOut),
      })),
    );
  }
}

export function inNano(rate: number): number {
  return Math.round(rate * NANO);
}

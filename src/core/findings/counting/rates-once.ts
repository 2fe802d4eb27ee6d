import { MOST_WEEKS } from './people.ts';

/** What is to be expected of a delivered message, thousand-millionths. */
export type NanoRates = {
  readonly click: (campaign: number, segment: number, weeksAgo: number) => number;
  readonly optOut: (campaign: number, segment: number, weeksAgo: number) => number;
};

/** Of the block it was asked for, and until it is asked for the next. */
export type BlockRate = (pair: number, weeksAgo: number) => number;

/** Asks once a block for each campaign, segment and week. */
export function ratesOnce(
  rate: NanoRates['click'],
): (campaigns: Uint32Array, segments: Uint32Array) => BlockRate {
  let known = new Float64Array(0);
  return (campaigns, segments) => {
    const size = campaigns.length * MOST_WEEKS;
    if (known.length < size) known = new Float64Array(2 * size);
    known.fill(Number.NaN, 0, size);
    return (pair, weeksAgo) => {
      const at = pair * MOST_WEEKS + weeksAgo;
      const value = known[at] ?? Number.NaN;
      if (!Number.isNaN(value)) return value;
      const asked = rate(campaigns[pair] ?? 0, segments[pair] ?? 0, weeksAgo);
      known[at] = asked;
      return asked;
    };
  };
}

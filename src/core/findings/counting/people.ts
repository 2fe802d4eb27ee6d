/** Everybody by contacts.id, the place in each list. */
export type People = {
  /** highest contacts.id */
  readonly last: number;
  readonly isPanel: Uint8Array;
  /** place in `zones` */
  readonly zone: Uint16Array;
  /** names as the contacts have them; '' = none */
  readonly zones: readonly string[];
  /** 1 = did not opt out, and the number may be texted */
  readonly isReachable: Uint8Array;
};

/** Moments of one search, epoch seconds; `asOfDay`: UTC day. */
export type Moments = {
  readonly asOfDay: number;
  readonly asOfS: number;
  readonly firstS: number;
  readonly matureS: number;
  readonly recentS: number;
};

export const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;
/** More than a history has: a week has its place in a short list. */
export const MOST_WEEKS = 64;

/** By whole UTC days before the day of the search; of a message of that day -1. */
export function weeksAgoOf({ asOfDay }: Moments, sentS: number): number {
  return Math.floor((asOfDay * DAY_SECONDS - 1 - sentS) / WEEK_SECONDS);
}

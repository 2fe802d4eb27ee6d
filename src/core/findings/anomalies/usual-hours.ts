import type { HourCell } from '../history.ts';
import { median } from '../median.ts';

/** A campaign's distance from what its segments and week let expect, and the variance of that by chance of counts. */
export type HourPoint = { readonly campaignId: string; readonly effect: number; readonly variance: number };

/**
 * What is usual of the local hours each campaign went out at, on the logit: a campaign is measured against others of its
 * hour, be it that people click more then or that better offers go out then. Ridge regression of the distances on the
 * shares of the hours, weights by variance, by coordinate descent.
 *
 * @returns by campaign; 0 where no local hour is known
 */
export function usualHours(
  points: readonly HourPoint[],
  hours: readonly HourCell[],
): (campaignId: string) => number {
  const shares = sharesOf(hours);
  const centre = median(points.map(({ effect }) => effect));
  const rows = points.flatMap(({ campaignId, effect, variance }) => {
    const share = shares.get(campaignId);
    if (share === undefined) return [];
    // a broken link must not make its hour a bad one
    const held = Math.max(-MOST_EFFECT, Math.min(MOST_EFFECT, effect - centre));
    return [{ share, effect: held, weight: 1 / (variance + CONTENT_VARIANCE) }];
  });
  const curve = fitCurve(rows);
  return (campaignId) => dot(shares.get(campaignId) ?? [], curve);
}

const HOURS = 24;
const MOST_EFFECT = 0.8;
/** Content makes campaigns of one hour differ by half as much or more. */
const CONTENT_VARIANCE = 0.15;
/** Believed to vary by a fifth from hour to hour. */
const HOUR_VARIANCE = 0.06;
const PASSES = 30;

type Shares = readonly number[];
type HourRow = { readonly share: Shares; readonly effect: number; readonly weight: number };

/** Delivered messages of each campaign by local hour, in all zones. */
function sharesOf(cells: readonly HourCell[]): ReadonlyMap<string, Shares> {
  const counts = new Map<string, number[]>();
  for (const { campaignId, hour, delivered } of cells) {
    const own = counts.get(campaignId) ?? Array.from({ length: HOURS }, () => 0);
    own[hour] = (own[hour] ?? 0) + delivered;
    counts.set(campaignId, own);
  }
  return new Map(
    [...counts].map(([campaignId, own]) => {
      const all = own.reduce((sum, one) => sum + one, 0);
      return [campaignId, own.map((one) => (all > 0 ? one / all : 0))];
    }),
  );
}

function fitCurve(rows: readonly HourRow[]): readonly number[] {
  const curve = Array.from({ length: HOURS }, () => 0);
  const rest = rows.map(({ effect }) => effect);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let hour = 0; hour < HOURS; hour += 1) {
      const before = curve[hour] ?? 0;
      let [sum, precision] = [0, 1 / HOUR_VARIANCE];
      for (const [place, { share, weight }] of rows.entries()) {
        const part = share[hour] ?? 0;
        if (part === 0) continue;
        sum += weight * part * ((rest[place] ?? 0) + part * before);
        precision += weight * part * part;
      }
      const now = sum / precision;
      curve[hour] = now;
      for (const [place, { share }] of rows.entries())
        rest[place] = (rest[place] ?? 0) - (share[hour] ?? 0) * (now - before);
    }
  }
  return curve;
}

function dot(share: Shares, curve: readonly number[]): number {
  return share.reduce((sum, part, hour) => sum + part * (curve[hour] ?? 0), 0);
}

import type { LeftOut } from '../core/cleaning/outages.ts';
import type { ExcludedCell } from '../store/cleaning/propose/finish-run.ts';

type Campaign = { readonly campaignId: string; readonly name: string };

/** Most cells that are stored with a run; the worst first. */
const STORED = 200;

/** What was left out, in words, each bunch once, whichever way it was found: "absent at op.blue on 2026-03-02 between 10:00 and 11:00 UTC: 240 of 900". */
export function describeLeftOut(
  leftOut: readonly LeftOut[],
  campaigns: ReadonlyMap<number, Campaign>,
): readonly ExcludedCell[] {
  return distinct(leftOut.toSorted((left, right) => right.failures - left.failures))
    .slice(0, STORED)
    .map((cell) => {
      const campaign = cell.campaign === null ? undefined : campaigns.get(cell.campaign);
      const what =
        cell.failureClass === null ? 'errors of provider or network' : cell.failureClass.replaceAll('_', ' ');
      const where =
        cell.carrier === null
          ? 'at all operators'
          : `at ${cell.carrier === '' ? 'no named operator' : cell.carrier}`;
      const when =
        campaign === undefined ? stretch(cell) : `in ${campaign.name}, ${minute(cell.fromS).slice(0, 10)}`;
      const whom = cell.who === 'all' ? '' : '; only of numbers that are reached otherwise';
      const why = `${what} ${where} ${when}: ${cell.failures} of ${cell.messages} messages${whom}`;
      return { ...cell, campaignId: campaign?.campaignId ?? null, why };
    });
}

/** Without what a larger bunch before it in the list covers: an hour of the campaign, the day it was sent on. */
function distinct(sorted: readonly LeftOut[]): readonly LeftOut[] {
  const kept = new Map<string, LeftOut[]>();
  return sorted.filter((cell) => {
    const key = `${cell.carrier} ${cell.failureClass} ${cell.who}`;
    const same = kept.get(key) ?? [];
    if (same.some(({ fromS, toS }) => fromS < cell.toS && cell.fromS < toS)) return false;
    kept.set(key, [...same, cell]);
    return true;
  });
}

function stretch({ fromS, toS }: LeftOut): string {
  const isDay = toS - fromS >= 86_400;
  return isDay
    ? `on ${minute(fromS).slice(0, 10)} (UTC)`
    : `on ${minute(fromS).slice(0, 10)} between ${minute(fromS).slice(11)} and ${minute(toS).slice(11)} UTC`;
}

function minute(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    .toString()
    .slice(0, 16);
}

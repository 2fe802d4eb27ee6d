import type { CountedCell, CountedHour } from '../../core/findings/counting/count-cells.ts';
import type { Cell, HourCell } from '../../core/findings/history.ts';
import { compare } from './compare.ts';
import type { Names } from './names.ts';

/** In the order of the key. */
export function listCells(counted: readonly CountedCell[], names: Names): readonly Cell[] {
  return counted
    .map(({ campaign, segment, weeksAgo, isPanel, delivered, clicked, optedOut, doseSum, failed }) => ({
      campaignId: names.campaignId(campaign),
      segment: names.segment(segment),
      weeksAgo,
      isPanel,
      delivered,
      clicked,
      optedOut,
      doseSum,
      failed,
    }))
    .toSorted(
      (a, b) =>
        compare(a.campaignId, b.campaignId) ||
        compare(a.segment, b.segment) ||
        a.weeksAgo - b.weeksAgo ||
        Number(a.isPanel) - Number(b.isPanel),
    );
}

/** In the order of the key. The zone is that of the person; where a person is several contacts, the hour is that of the one it went to. */
export function listHours(counted: readonly CountedHour[], names: Names): readonly HourCell[] {
  return counted
    .filter(({ zone }) => isZone(zone))
    .map(({ campaign, segment, zone, hour, delivered, clicked }) => ({
      campaignId: names.campaignId(campaign),
      segment: names.segment(segment),
      zone,
      hour,
      delivered,
      clicked,
    }))
    .toSorted(
      (a, b) =>
        compare(a.campaignId, b.campaignId) ||
        compare(a.segment, b.segment) ||
        compare(a.zone, b.zone) ||
        a.hour - b.hour,
    );
}

const known = new Map<string, boolean>();

/** A contact without a zone, or with one nobody knows, has no local hour of its own. */
function isZone(zone: string): boolean {
  const answer = known.get(zone) ?? canResolve(zone);
  known.set(zone, answer);
  return answer;
}

function canResolve(zone: string): boolean {
  try {
    return zone !== '' && EPOCH.toZonedDateTimeISO(zone).timeZoneId !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import type { SendWindowFinding } from '../findings.ts';
import type { History, HourCell } from '../history.ts';
import { type BestWindow, bestWindow, type SendHours } from './best-window.ts';
import { fitHours } from './fit-hours.ts';
import { groupHours, type HourGroups } from './hour-groups.ts';
import { ownHoursP } from './own-hours.ts';

/**
 * The two adjacent local hours at which texts are clicked best, for the account and for segments that differ from it
 * (findings.md 5). Only campaigns that reached one segment at several local hours are compared, each with itself: over
 * zones or over randomised hours. Reasons: `compared`; `alike` (no pair of hours stands out); `no-contrast` (every campaign
 * reached a segment at one local hour, or the hours cannot be told from the zones: randomise the hour of the next sends);
 * `no-clicks-feed`, `no-zones`, `too-few-delivered`, `too-few-clicks`. Counts are of the messages that were compared.
 *
 * @returns the account first, then only segments with a curve of their own, by name; all others go by the account's
 */
export function findSendWindows(
  { hours, hasClicks }: Pick<History, 'hours' | 'hasClicks'>,
  allowed: SendHours,
): readonly SendWindowFinding[] {
  const refusal = refuse(hours, hasClicks);
  if (refusal !== null) return [{ ...NOTHING, verdict: 'insufficient', reason: refusal }];
  const own = segmentsWithOwnHours(hours);
  const others = hours.filter(({ segment }) => !own.includes(segment));
  return [
    findingOf(null, groupHours(others), allowed),
    ...own.map((segment) => findingOf(segment, groupHours(cellsOf(hours, segment)), allowed)),
  ];
}

const NOTHING = { segment: null, hour: null, lift: null, delivered: 0, clicked: 0 } as const;
const LEAST_DELIVERED = 1000;
const LEAST_CLICKED = 100;
const LEAST_OF_SEGMENT = { delivered: 8000, clicked: 500 } as const;
const OWN_LEVEL = 0.01;

function refuse(hours: readonly HourCell[], hasClicks: boolean): string | null {
  if (!hasClicks) return 'no-clicks-feed';
  if (hours.length === 0) return 'no-zones';
  const delivered = hours.reduce((sum, cell) => sum + cell.delivered, 0);
  const clicked = hours.reduce((sum, cell) => sum + cell.clicked, 0);
  if (delivered < LEAST_DELIVERED) return 'too-few-delivered';
  return clicked < LEAST_CLICKED ? 'too-few-clicks' : null;
}

/**
 * Takes the half of the segments that differ most out of the account and looks again, until nobody differs: a segment may
 * seem to differ only because of the others.
 */
function segmentsWithOwnHours(hours: readonly HourCell[]): readonly string[] {
  const bySegment = [...Map.groupBy(hours, ({ segment }) => segment)].map(([segment, cells]) => ({
    segment,
    groups: groupHours(cells),
  }));
  const own: string[] = [];
  for (;;) {
    const rest = bySegment.filter(({ segment }) => !own.includes(segment));
    const differing = rest.length > 1 ? differingSegments(hours, rest) : [];
    if (differing.length === 0) return own.toSorted();
    own.push(...differing.slice(0, Math.ceil(differing.length / 2)));
  }
}

type SegmentGroups = { readonly segment: string; readonly groups: HourGroups };

/** Those that differ from what they make up together, most of all first. */
function differingSegments(hours: readonly HourCell[], rest: readonly SegmentGroups[]): readonly string[] {
  const enough = rest.filter(({ groups }) => isEnough(groups));
  if (enough.length === 0) return [];
  const names = new Set(rest.map(({ segment }) => segment));
  const account = fitHours(groupHours(hours.filter(({ segment }) => names.has(segment))));
  const tested = enough
    .flatMap(({ segment, groups }) => {
      const p = ownHoursP(groups, account);
      return p === null ? [] : [{ segment, p }];
    })
    .toSorted((a, b) => a.p - b.p || (a.segment < b.segment ? -1 : 1));
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  return tested.filter((_, place) => (adjusted[place] ?? 1) < OWN_LEVEL).map(({ segment }) => segment);
}

function isEnough({ deliveredInAll, clickedInAll }: HourGroups): boolean {
  return deliveredInAll >= LEAST_OF_SEGMENT.delivered && clickedInAll >= LEAST_OF_SEGMENT.clicked;
}

function cellsOf(hours: readonly HourCell[], segment: string): readonly HourCell[] {
  return hours.filter((cell) => cell.segment === segment);
}

function findingOf(segment: string | null, groups: HourGroups, allowed: SendHours): SendWindowFinding {
  const found: BestWindow =
    groups.starts.length < 2 ? { verdict: 'cannot-be-known' } : bestWindow(groups, fitHours(groups), allowed);
  const counts = { segment, delivered: groups.deliveredInAll, clicked: groups.clickedInAll };
  switch (found.verdict) {
    case 'window':
      return { ...counts, ...found, reason: 'compared' };
    case 'no-difference':
      return { ...counts, verdict: found.verdict, reason: 'alike', hour: null, lift: null };
    case 'cannot-be-known':
      return { ...counts, verdict: found.verdict, reason: 'no-contrast', hour: null, lift: null };
  }
}

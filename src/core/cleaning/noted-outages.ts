import type { FailureClass } from '../failure-class.ts';
import { type Cell, type LeftOut, leftOut } from './outages.ts';
import type { CleaningThresholds } from './settings.ts';

/** Where the search for findings says that a campaign failed beyond what is usual. */
export type NotedOutage = {
  /** campaigns.id */
  readonly campaign: number;
  readonly carrier: string;
  readonly failureClass: FailureClass;
};

/**
 * Campaigns, operators and classes that findings noted and that are not left out anyway. Whom it concerns is judged here as
 * everywhere: of a bad list only the failures of numbers that are reached are left out.
 *
 * @param cells of campaigns
 */
export function notedOutages(
  cells: readonly Cell[],
  noted: readonly NotedOutage[],
  found: readonly LeftOut[],
  settings: CleaningThresholds,
): readonly LeftOut[] {
  const isNoted = keysOf(noted);
  const isFound = keysOf(found);
  return cells
    .filter((cell) => cell.failures > 0 && isNoted.has(keyOf(cell)) && !isFound.has(keyOf(cell)))
    .map((cell) => leftOut(cell, settings));
}

type Place = Pick<LeftOut, 'campaign' | 'carrier' | 'failureClass'>;

function keysOf(places: readonly Place[]): ReadonlySet<string> {
  return new Set(places.map(keyOf));
}

function keyOf({ campaign, carrier, failureClass }: Place): string {
  return JSON.stringify([campaign, carrier, failureClass]);
}

import type { History } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import type { Bounds } from './bounds.ts';
import type { FindingCounter } from './finding-counter.ts';
import type { Names } from './names.ts';
import { readCampaigns } from './read-campaigns.ts';

/** `segments` come later, from `countPersons`: they need what is expected of each campaign. */
export type HistoryOfCampaigns = Omit<History, 'segments'>;

/**
 * What the findings are made of, counted from facts: refresh the roll-ups first. For a moment in the past it is counted
 * from the events that had come in by then, slower; persons, doses, segments and verdicts on clicks are those of today.
 */
export async function readHistory(
  db: Db,
  bounds: Bounds,
  names: Names,
  readCells: FindingCounter['readCells'],
): Promise<HistoryOfCampaigns> {
  const { view, hasClicks } = bounds;
  const [{ campaigns, failures }, { cells, hours }] = await Promise.all([
    readCampaigns(db, view, names),
    readCells(),
  ]);
  const { asOfDay, firstDay } = view;
  return { asOfDay, firstDay, campaigns, cells, hours, failures, hasClicks };
}

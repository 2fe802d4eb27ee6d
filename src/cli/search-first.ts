import { Failure } from '../core/failure.ts';
import { proposeCleaning } from '../pipelines/propose-cleaning.ts';
import { lastFinishedRun } from '../store/cleaning/propose/cleaning-runs.ts';
import type { CommandContext } from './context.ts';
import { processOwner } from './process-owner.ts';
import { readPastInstant } from './read-window.ts';

/**
 * A list before the first search would read as a clean list: it is searched first. With a moment asked for, as of
 * that; `bad-state` for one before the last search, since what was known then is overwritten.
 */
export async function searchFirst(context: CommandContext, asOfFlag: string | undefined): Promise<void> {
  const { db, now, refresh, phoneKey, cleaning: settings } = await context.app();
  const last = await lastFinishedRun(db);
  if (last !== null && asOfFlag === undefined) return;
  const latest = await now();
  const asOf = readPastInstant(asOfFlag, latest);
  const order = last === null ? 1 : Temporal.Instant.compare(asOf, last.asOf);
  if (order === 0) return;
  if (last !== null && order < 0)
    throw new Failure(
      'bad-state',
      `--as-of: the last search was as of ${last.asOf.toString()}, an earlier one cannot be made`,
    );
  const owner = processOwner();
  const run = await proposeCleaning({ db, now, refresh, secretKey: phoneKey, owner }, { asOf, settings });
  context.stderr(`searched first, as of ${run.asOf.toString()}: ${run.counts.proposed} proposed\n`);
}

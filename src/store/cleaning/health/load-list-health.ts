import type { CleaningRunSeen, DecidedCounts, ListHealth } from '../../../core/cleaning/list-health.ts';
import type { Window } from '../../../core/time/window.ts';
import { jsonFromColumn, toColumnText } from '../../column-values.ts';
import type { Db } from '../../connect.ts';
import { readRow } from '../../read-row.ts';
import { type Row, selectRows } from '../../select-rows.ts';
import type { ExcludedCell } from '../propose/finish-run.ts';
import { groupWaiting } from './group-waiting.ts';

/** The list as it is: what waits now, what was decided and sent in the window. Reads only, a few statements. */
export async function loadListHealth(db: Db, window: Window, asOf: Temporal.Instant): Promise<ListHealth> {
  const times = { from: toColumnText(window.from), to: toColumnText(window.to), as_of: toColumnText(asOf) };
  const select = async (name: string): Promise<readonly Row[]> =>
    selectRows(db, `cleaning/health/${name}`, times);
  const one = async (name: string): Promise<Row> => (await select(name))[0] ?? {};
  const [run] = await select('last-run');
  const decided = await one('decided');
  const audience = await one('audience');
  const ignored = await one('messaged-though-suppressed');
  const wasted = await select('wasted');
  return {
    lastRun: run === undefined ? null : readRun(run, window),
    waiting: groupWaiting(await select('waiting')),
    approved: countOf(decided, 'approved_waiting'),
    decided: readDecided(decided),
    notAskedAgain: countOf(decided, 'not_asked_again'),
    suppressed: (await select('suppressed')).map((row) => ({
      reason: readRow(row).text('reason'),
      numbers: countOf(row, 'numbers'),
    })),
    messagedThoughSuppressed: {
      messages: countOf(ignored, 'messages'),
      contacts: countOf(ignored, 'contacts'),
    },
    wasted: {
      messages: wasted.reduce((sum, row) => sum + countOf(row, 'messages'), 0),
      costs: wasted.flatMap((row) => {
        const currency = readRow(row).textOrNull('currency');
        return currency === null ? [] : [{ currency, micro: countOf(row, 'cost') }];
      }),
    },
    audience: {
      contacts: countOf(audience, 'contacts'),
      reachable: countOf(audience, 'reachable'),
      joined: countOf(audience, 'joined'),
      optedOut: countOf(audience, 'opted_out'),
    },
  };
}

/** A sum over no rows is null. */
function countOf(row: Row, column: string): number {
  return Number(row[column] ?? 0);
}

function readDecided(row: Row): DecidedCounts {
  return {
    approved: countOf(row, 'approved'),
    rejected: countOf(row, 'rejected'),
    snoozed: countOf(row, 'snoozed'),
    applied: countOf(row, 'applied'),
    undone: countOf(row, 'undone'),
    invalidated: countOf(row, 'invalidated'),
    expired: countOf(row, 'expired'),
  };
}

function readRun(row: Row, window: Window): CleaningRunSeen {
  const read = readRow(row);
  return {
    id: read.number('id'),
    asOf: read.time('as_of'),
    heldBecause: read.text('state') === 'held' ? read.textOrNull('held_because') : null,
    outages: readOutages(jsonFromColumn(row['excluded_cells']), window),
  };
}

const MOST_OUTAGES = 3;

/** Sentences of the run about failures of the window, the largest bunch first. */
function readOutages(value: unknown, { from, to }: Window): readonly string[] {
  const [fromS, toS] = [from, to].map((at) => at.epochMilliseconds / 1000);
  const cells: readonly unknown[] = Array.isArray(value) ? value : [];
  return cells
    .filter(isCell)
    .filter((cell) => cell.toS > (fromS ?? 0) && cell.fromS < (toS ?? 0))
    .slice(0, MOST_OUTAGES)
    .map(({ why }) => why);
}

type Cell = Pick<ExcludedCell, 'fromS' | 'toS' | 'why'>;

function isCell(value: unknown): value is Cell {
  return typeof value === 'object' && value !== null && 'why' in value && 'fromS' in value && 'toS' in value;
}

import { term, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { Cell, TableSection } from '../report-model.ts';
import { cohortCells, cohortColumns } from './cohort-columns.ts';

const MOST_ROWS = 15;

/** One row per segment the contact was in when the message was sent, largest first; null when there are none. */
export function composeSegments(reading: Reading): TableSection | null {
  const segments = reading.input.segments.filter(({ cohort }) => cohort.counts.attempted > 0);
  if (!segments.some(({ id }) => id !== null)) return null;
  const ordered = segments.toSorted((a, b) => b.cohort.counts.attempted - a.cohort.counts.attempted);
  const rows = ordered.map(({ id, name, cohort }): readonly Cell[] => [
    { figure: id === null ? term('No segment') : text(name) },
    { figure: text(id ?? '') },
    ...cohortCells(cohort, reading.freshness.withheld),
  ]);
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id: 'segments',
    title: 'Segments',
    columns: [
      { key: 'segment', label: 'Segment', numeric: false },
      { key: 'segment_id', label: 'Segment id', numeric: false, csvOnly: true },
      ...cohortColumns(),
    ],
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

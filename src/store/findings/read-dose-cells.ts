import type { CountedDoses } from '../../core/findings/counting/count-dose-cells.ts';
import type { DoseCell } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import type { Bounds } from './bounds.ts';
import { compare } from './compare.ts';
import type { Usual } from './finding-counter.ts';
import { overIds, PERSONS, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { readFor } from './read-for.ts';

const NANO = 1e9;

/** In the order of the key. Needs the rates and the persons of the run. */
export async function readDoseCells(
  db: Db,
  runId: number,
  { view, lastContact }: Bounds,
  names: Names,
  { shape, level }: Usual,
  options: RangeOptions = {},
): Promise<readonly DoseCell[]> {
  const counted: CountedDoses[] = [];
  await overIds(
    { step: 'doses', last: lastContact, size: PERSONS },
    async (range) => {
      const rows = await readFor(db, 'count-dose-cells', view, { ...range, run: runId, shape, level });
      counted.push(...rows.map(dosesOf));
    },
    options,
  );
  return listDoses(counted, names);
}

function dosesOf(row: Row): CountedDoses {
  const read = readRow(row);
  return {
    segment: read.number('segment_id'),
    band: read.number('band'),
    delivered: read.number('delivered'),
    clicked: read.number('clicked'),
    optedOut: read.number('opted_out'),
    plainNano: read.number('plain_nano'),
    expectedNano: read.number('expected_nano'),
    optOutNano: read.number('opt_out_nano'),
  };
}

/** Of several ranges of persons; in the order of the key. */
export function listDoses(counted: readonly CountedDoses[], names: Names): readonly DoseCell[] {
  const cells = Map.groupBy(counted, ({ segment, band }) => `${band} ${names.segment(segment)}`);
  return [...cells.values()]
    .flatMap(([first, ...rest]) => (first === undefined ? [] : [rest.reduce(addDoses, first)]))
    .map(({ segment, band, delivered, clicked, optedOut, plainNano, expectedNano, optOutNano }) => ({
      segment: names.segment(segment),
      band,
      delivered,
      clicked,
      expectedClicked: expectedNano / NANO,
      plainClicked: plainNano / NANO,
      optedOut,
      expectedOptedOut: optOutNano / NANO,
    }))
    .toSorted((a, b) => compare(a.segment, b.segment) || a.band - b.band);
}

function addDoses(a: CountedDoses, b: CountedDoses): CountedDoses {
  return {
    segment: a.segment,
    band: a.band,
    delivered: a.delivered + b.delivered,
    clicked: a.clicked + b.clicked,
    optedOut: a.optedOut + b.optedOut,
    plainNano: a.plainNano + b.plainNano,
    expectedNano: a.expectedNano + b.expectedNano,
    optOutNano: a.optOutNano + b.optOutNano,
  };
}

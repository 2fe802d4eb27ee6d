import type { DoseCell } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Bounds } from './bounds.ts';
import { overIds, PERSONS, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { compare } from './read-cells.ts';
import { readFor } from './read-for.ts';

const NANO = 1e9;

type Sums = {
  delivered: number;
  clicked: number;
  optedOut: number;
  plainNano: number;
  expectedNano: number;
  optOutNano: number;
};

/** In the order of the key. Needs the rates and the persons of the run. */
export async function readDoseCells(
  db: Db,
  runId: number,
  { view, lastContact }: Bounds,
  names: Names,
  usual: { readonly shape: number; readonly level: number },
  options: RangeOptions = {},
): Promise<readonly DoseCell[]> {
  const sums = new Map<string, { readonly segment: string; readonly band: number } & Sums>();
  await overIds(
    { step: 'doses', last: lastContact, size: PERSONS },
    async (range) => {
      const { shape, level } = usual;
      for (const row of await readFor(db, 'count-dose-cells', view, { ...range, run: runId, shape, level })) {
        const read = readRow(row);
        const key = { segment: names.segment(read.number('segment_id')), band: read.number('band') };
        const sum = sums.get(`${key.band} ${key.segment}`) ?? { ...key, ...NOTHING };
        sum.delivered += read.number('delivered');
        sum.clicked += read.number('clicked');
        sum.optedOut += read.number('opted_out');
        sum.plainNano += read.number('plain_nano');
        sum.expectedNano += read.number('expected_nano');
        sum.optOutNano += read.number('opt_out_nano');
        sums.set(`${key.band} ${key.segment}`, sum);
      }
    },
    options,
  );
  return [...sums.values()]
    .map(({ segment, band, delivered, clicked, optedOut, plainNano, expectedNano, optOutNano }) => ({
      segment,
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

const NOTHING: Sums = {
  delivered: 0,
  clicked: 0,
  optedOut: 0,
  plainNano: 0,
  expectedNano: 0,
  optOutNano: 0,
};

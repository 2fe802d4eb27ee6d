import type { Db } from '../connect.ts';
import type { Bounds } from './bounds.ts';
import { readBins, saveFlags } from './contact-bins.ts';
import { countFlags } from './count-flags.ts';
import { countPersons } from './count-persons.ts';
import type { FindingCounter } from './finding-counter.ts';
import type { RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { readCells } from './read-cells.ts';
import { readDoseCells } from './read-dose-cells.ts';
import { saveRates } from './save-rates.ts';

/** Counts from facts, all of it, by the server; `person_findings` has a row for everybody. For any moment. */
export function factCounter(
  db: Db,
  runId: number,
  bounds: Bounds,
  names: Names,
  options: RangeOptions,
): FindingCounter {
  return {
    readCells: () => readCells(db, bounds, names, options),
    countPersons: async (rates) => {
      await saveRates(db, runId, rates, names);
      return countPersons(db, runId, bounds, names, options);
    },
    readBins: () => readBins(db, runId, bounds, names, options),
    readDoseCells: (usual) => readDoseCells(db, runId, bounds, names, usual, options),
    saveFlags: async (scored) => {
      await saveFlags(db, runId, bounds, names, scored, options);
      return countFlags(db, runId);
    },
  };
}

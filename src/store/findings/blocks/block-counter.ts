import { Failure } from '../../../core/failure.ts';
import { createCellCounter } from '../../../core/findings/counting/count-cells.ts';
import { type CountedDoses, createDoseCounter } from '../../../core/findings/counting/count-dose-cells.ts';
import type { People } from '../../../core/findings/counting/people.ts';
import { createBinCounter } from '../../../core/findings/counting/person-bins.ts';
import type { NanoRates } from '../../../core/findings/counting/rates-once.ts';
import type { Db } from '../../connect.ts';
import type { Bounds } from '../bounds.ts';
import { inOrderOfBins } from '../contact-bins.ts';
import { listSegments } from '../count-persons.ts';
import type { FindingCounter } from '../finding-counter.ts';
import type { RangeOptions } from '../id-ranges.ts';
import { listCells, listHours } from '../list-cells.ts';
import type { Names } from '../names.ts';
import { listDoses } from '../read-dose-cells.ts';
import { flagPersons } from './flag-persons.ts';
import { momentsOf } from './moments.ts';
import { nanoRates } from './nano-rates.ts';
import { createSlices, type Slices } from './person-slices.ts';
import { eachBlock } from './read-blocks.ts';
import { readPeople } from './read-people.ts';
import { renewBlocks } from './renew-blocks.ts';

/**
 * Counts from `finding_blocks`, which it brings up to date first: only what changed since the last search is read from
 * facts. As things stand now. `person_findings` has a row for whoever is flagged. The same as `factCounter` finds.
 */
export function blockCounter(
  db: Db,
  runId: number,
  bounds: Bounds,
  names: Names,
  options: RangeOptions,
): FindingCounter {
  const moments = momentsOf(bounds.view);
  const whole = { fromS: moments.firstS, toS: moments.asOfS };
  let people: People | null = null;
  let counted: { readonly slices: Slices; readonly rates: NanoRates } | null = null;
  const ready = <T>(value: T | null): T => {
    if (value === null) throw new Failure('internal', 'findings are counted in another order');
    return value;
  };
  return {
    readCells: async () => {
      await renewBlocks(db, options);
      people = await readPeople(db, bounds, options);
      const counter = createCellCounter(moments, people);
      await eachBlock(db, 'cells', whole, counter.add, options);
      return { cells: listCells(counter.cells(), names), hours: listHours(counter.hours(), names) };
    },
    countPersons: async (given) => {
      const rates = nanoRates(given, names);
      const slices = createSlices(db, ready(people), moments, rates, options);
      counted = { slices, rates };
      return listSegments(await slices.raised(), names);
    },
    readBins: async () => {
      const counter = createBinCounter(ready(people));
      await ready(counted).slices.each(counter.add);
      const bins = counter.bins().map((bin) => ({ ...bin, segment: names.segment(bin.segment) }));
      return inOrderOfBins(bins);
    },
    readDoseCells: async (usual) => {
      const { slices, rates } = ready(counted);
      const doses: CountedDoses[] = [];
      await slices.each(async (persons) => {
        const counter = createDoseCounter(moments, ready(people), rates, persons, usual);
        const recent = { fromS: moments.recentS, toS: moments.matureS };
        await eachBlock(db, 'doses', recent, counter.add, options);
        doses.push(...counter.doses());
      });
      return listDoses(doses, names);
    },
    saveFlags: async (scored) => {
      const place = { db, runId, bounds, names };
      return flagPersons(place, ready(people), ready(counted).slices, scored);
    },
  };
}

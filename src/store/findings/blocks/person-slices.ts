import { createPersonCounter } from '../../../core/findings/counting/count-persons.ts';
import type { CountedPersons } from '../../../core/findings/counting/counted-persons.ts';
import type { Moments, People } from '../../../core/findings/counting/people.ts';
import type { NanoRates } from '../../../core/findings/counting/rates-once.ts';
import type { RaisedCounts } from '../../../core/findings/counting/segment-doses.ts';
import type { Db } from '../../connect.ts';
import type { RangeOptions } from '../id-ranges.ts';
import { eachBlock } from './read-blocks.ts';

/** Contacts that are counted at once: 72 bytes each. */
const SLICE = 1_200_000;

/** Everybody, so many at once that the memory is bounded; a list of one slice is counted once. */
export type Slices = {
  readonly raised: () => Promise<readonly RaisedCounts[]>;
  readonly each: (work: (persons: CountedPersons) => void | Promise<void>) => Promise<void>;
};

export function createSlices(
  db: Db,
  people: People,
  moments: Moments,
  rates: NanoRates,
  options: RangeOptions,
  size = SLICE,
): Slices {
  const starts = Array.from({ length: Math.ceil((people.last + 1) / size) }, (_, at) => at * size);
  let last: CountedPersons | null = null;
  const count = async (from: number) => {
    last = null;
    const range = { from, to: Math.min(from + size, people.last + 1) };
    const counter = createPersonCounter(moments, rates, range);
    await eachBlock(db, 'persons', { fromS: moments.firstS, toS: moments.asOfS }, counter.add, options);
    last = counter.persons;
    return counter;
  };
  return {
    raised: async () => {
      const found: RaisedCounts[] = [];
      for (const from of starts) found.push(...(await count(from)).raised(people));
      return found;
    },
    each: async (work) => {
      for (const from of starts) {
        const persons = last !== null && last.from === from ? last : (await count(from)).persons;
        await work(persons);
      }
    },
  };
}

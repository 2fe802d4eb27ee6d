import type { ContactBin, ContactFlag, ScoredBin } from '../../core/findings/contact-fatigue/contact-bin.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Bounds } from './bounds.ts';
import { compare } from './compare.ts';
import type { Usual } from './finding-counter.ts';
import { overIds, PERSONS, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { readFor, writeFor } from './read-for.ts';

export const FLAG_NUMBERS = { fatigued: 1, watch: 2, 're-engage': 3, sunset: 4 } as const satisfies Readonly<
  Record<ContactFlag | 'sunset', number>
>;

/** More than the mixture needs are read at once: a bin is a group, not a person. */
const PERSONS_OF_BINS = 8 * PERSONS;
const ROWS = 2_000;

/** Persons of the run who can be reached and get texts, those alike together; in the order of the key. */
export async function readBins(
  db: Db,
  runId: number,
  { view, lastContact }: Bounds,
  names: Names,
  options: RangeOptions = {},
): Promise<readonly ContactBin[]> {
  const bins = new Map<string, ContactBin>();
  await overIds(
    { step: 'bins', last: lastContact, size: PERSONS_OF_BINS },
    async (range) => {
      for (const row of await readFor(db, 'sum-bins', view, { ...range, run: runId })) {
        const read = readRow(row);
        const bin = {
          segment: names.segment(read.number('segment_id')),
          band: read.number('band'),
          clickedRecent: read.number('clicked_recent_bin'),
          clickedBaseline: read.number('clicked_earlier_bin'),
          recentStep: read.number('recent_step'),
          baselineStep: read.number('earlier_step'),
        };
        const key = Object.values(bin).join(' ');
        const contacts = (bins.get(key)?.contacts ?? 0) + read.number('contacts');
        bins.set(key, { ...bin, contacts });
      }
    },
    options,
  );
  return inOrderOfBins([...bins.values()]);
}

export function inOrderOfBins(bins: readonly ContactBin[]): readonly ContactBin[] {
  return bins.toSorted(
    (a, b) =>
      compare(a.segment, b.segment) ||
      a.band - b.band ||
      a.clickedRecent - b.clickedRecent ||
      a.clickedBaseline - b.clickedBaseline ||
      a.recentStep - b.recentStep ||
      a.baselineStep - b.baselineStep,
  );
}

/** `shape` and `level` of usual clicking, for those who never clicked; null = nobody clicked, nobody is called silent. */
export async function saveFlags(
  db: Db,
  runId: number,
  { view, lastContact }: Bounds,
  names: Names,
  scored: {
    readonly bins: readonly ScoredBin[];
    readonly usual: Usual | null;
  },
  options: RangeOptions = {},
): Promise<void> {
  await saveBins(db, runId, names, scored.bins);
  await overIds(
    { step: 'flags', last: lastContact, size: PERSONS_OF_BINS },
    async (range) => {
      const asked = { ...range, run: runId };
      if (scored.usual !== null) await writeFor(db, 'flag-silent', view, { ...asked, ...scored.usual });
      await writeFor(db, 'flag-persons', view, asked);
    },
    options,
  );
}

export async function saveBins(
  db: Db,
  runId: number,
  names: Names,
  bins: readonly ScoredBin[],
): Promise<void> {
  for (let first = 0; first < bins.length; first += ROWS) {
    await db('finding_bins').insert(
      bins.slice(first, first + ROWS).map((bin) => ({
        run_id: runId,
        segment_id: names.segmentNumber(bin.segment),
        band: bin.band,
        clicked_recent: bin.clickedRecent,
        clicked_earlier: bin.clickedBaseline,
        recent_step: bin.recentStep,
        earlier_step: bin.baselineStep,
        score: bin.score,
        lapsed: bin.lapsed,
        silence: bin.silence,
        flag: bin.flag === null ? 0 : FLAG_NUMBERS[bin.flag],
      })),
    );
  }
}

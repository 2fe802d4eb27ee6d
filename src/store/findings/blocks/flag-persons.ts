import type { FlagCounts } from '../../../core/findings/audience-health.ts';
import type { ScoredBin } from '../../../core/findings/contact-fatigue/contact-bin.ts';
import {
  type CountedPersons,
  expectedEarlier,
  expectedRecent,
  FIELD,
  fieldOf,
} from '../../../core/findings/counting/counted-persons.ts';
import type { People } from '../../../core/findings/counting/people.ts';
import { binKeyOf, keyOfBin } from '../../../core/findings/counting/person-bins.ts';
import { isSilent } from '../../../core/findings/counting/silent.ts';
import type { Db } from '../../connect.ts';
import type { Bounds } from '../bounds.ts';
import { FLAG_NUMBERS, saveBins } from '../contact-bins.ts';
import { countFlags } from '../count-flags.ts';
import type { Usual } from '../finding-counter.ts';
import type { Names } from '../names.ts';
import { writeFor } from '../read-for.ts';
import type { Slices } from './person-slices.ts';

const ROWS = 2_000;

type Place = { readonly db: Db; readonly runId: number; readonly bounds: Bounds; readonly names: Names };

/** Writes a row for each flagged person; when it last clicked and bought is looked up for them alone. */
export async function flagPersons(
  { db, runId, bounds, names }: Place,
  people: People,
  slices: Slices,
  scored: { readonly bins: readonly ScoredBin[]; readonly usual: Usual | null },
): Promise<FlagCounts> {
  await saveBins(db, runId, names, scored.bins);
  const flags = new Map<number, number>();
  for (const bin of scored.bins) {
    const segment = names.segmentNumber(bin.segment);
    if (bin.flag !== null) flags.set(keyOfBin({ ...bin, segment }), FLAG_NUMBERS[bin.flag]);
  }
  let reached = 0;
  await slices.each(async (persons) => {
    let page: Readonly<Record<string, number>>[] = [];
    const flush = async (): Promise<void> => {
      if (page.length > 0) await db('person_findings').insert(page);
      page = [];
    };
    for (let who = 0; who < persons.to - persons.from; who += 1) {
      if (fieldOf(persons, who, FIELD.lastSentS) === 0) continue;
      reached += 1;
      const flag = flagOf(persons, people, who, flags, scored.usual);
      if (flag === 0) continue;
      page.push(rowOf(runId, persons, people, who, flag));
      if (page.length === ROWS) await flush();
    }
    await flush();
  });
  await writeFor(db, 'note-flagged', bounds.view, { run: runId });
  await db('person_findings')
    .where({ run_id: runId, flag: FLAG_NUMBERS.sunset })
    .where((query) => void query.where('last_click_s', '>', 0).orWhere('last_order_s', '>', 0))
    .delete();
  return { ...(await countFlags(db, runId)), persons: reached };
}

/** Whoever is silent may yet have clicked before the history, or bought. */
function flagOf(
  persons: CountedPersons,
  people: People,
  who: number,
  flags: ReadonlyMap<number, number>,
  usual: Usual | null,
): number {
  if (people.isReachable[who + persons.from] !== 1) return 0;
  const key = binKeyOf(persons, people, who);
  const flag = key === null ? undefined : flags.get(key);
  if (flag !== undefined) return flag;
  return usual !== null && isSilent(persons, who, usual) ? FLAG_NUMBERS.sunset : 0;
}

function rowOf(
  runId: number,
  persons: CountedPersons,
  people: People,
  who: number,
  flag: number,
): Readonly<Record<string, number>> {
  const of = (field: number): number => fieldOf(persons, who, field);
  return {
    run_id: runId,
    person_id: who + persons.from,
    segment_id: of(FIELD.segment),
    is_panel: people.isPanel[who + persons.from] ?? 0,
    flag,
    delivered_recent: of(FIELD.recent),
    delivered_earlier: of(FIELD.earlier),
    clicked_recent: of(FIELD.clickedRecent),
    clicked_earlier: of(FIELD.clickedEarlier),
    expected_recent_nano: expectedRecent(persons, who),
    expected_earlier_nano: expectedEarlier(persons, who),
    dose7: of(FIELD.dose7),
    dose30: of(FIELD.dose30),
    dose90: of(FIELD.dose90),
    last_delivered_s: of(FIELD.lastSentS),
  };
}

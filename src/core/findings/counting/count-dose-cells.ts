import { DOSE_BANDS } from '../history.ts';
import { type MessageBlock, OUTCOME } from './block.ts';
import { type CountedPersons, expectedEarlier, FIELD, fieldOf } from './counted-persons.ts';
import { type Moments, type People, weeksAgoOf } from './people.ts';
import { type NanoRates, ratesOnce } from './rates-once.ts';
import { roundEven } from './round-even.ts';

/** `...Nano` in whole thousand-millionths, as `DoseCell` says. */
export type CountedDoses = {
  readonly segment: number;
  readonly band: number;
  readonly delivered: number;
  readonly clicked: number;
  readonly optedOut: number;
  readonly plainNano: number;
  readonly expectedNano: number;
  readonly optOutNano: number;
};

export type DoseCounter = {
  readonly add: (block: MessageBlock) => void;
  readonly doses: () => readonly CountedDoses[];
};

/** Recent messages of the panel's persons. Expected clicks are rounded before they are added up: any order gives the same. */
export function createDoseCounter(
  moments: Moments,
  { isPanel }: People,
  rates: NanoRates,
  persons: CountedPersons,
  { shape, level }: { readonly shape: number; readonly level: number },
): DoseCounter {
  const counted = new Map<number, { -readonly [K in keyof CountedDoses]: CountedDoses[K] }>();
  const { from, to } = persons;
  const clicksOf = ratesOnce(rates.click);
  const optOutsOf = ratesOnce(rates.optOut);
  // in the order in which the statement count-dose-cells.sql reckons: the last bit decides some roundings
  const expectedOf = (nano: number, who: number): number =>
    (nano * (shape + fieldOf(persons, who, FIELD.clickedEarlier))) /
    (shape + (level * expectedEarlier(persons, who)) / 1e9);
  const isIn = (id: number, sent: number): boolean =>
    id >= from && id < to && isPanel[id] === 1 && sent >= moments.recentS && sent <= moments.matureS;
  const cellOf = (segment: number, band: number) => {
    const key = segment * DOSE_BANDS.length + band;
    const cell = counted.get(key) ?? { segment, band, ...NOTHING };
    counted.set(key, cell);
    return cell;
  };
  const add = ({ size, campaigns, segments, person, sentS, pair, dose, outcome }: MessageBlock): void => {
    const clickOf = clicksOf(campaigns, segments);
    const optOutOf = optOutsOf(campaigns, segments);
    for (let i = 0; i < size; i += 1) {
      const id = person[i] ?? 0;
      const sent = sentS[i] ?? 0;
      const came = outcome[i] ?? 0;
      if ((came & OUTCOME.delivered) === 0 || !isIn(id, sent)) continue;
      const at = pair[i] ?? 0;
      const week = weeksAgoOf(moments, sent);
      const nano = clickOf(at, week);
      const cell = cellOf(segments[at] ?? 0, bandOf(dose[i] ?? 0));
      cell.delivered += 1;
      if ((came & OUTCOME.clicked) > 0) cell.clicked += 1;
      if ((came & OUTCOME.optedOut) > 0) cell.optedOut += 1;
      cell.plainNano += nano;
      cell.expectedNano += roundEven(expectedOf(nano, id - from));
      cell.optOutNano += optOutOf(at, week);
    }
  };
  return { add, doses: () => [...counted.values()] };
}

export function bandOf(dose: number): number {
  return DOSE_BANDS.findIndex(({ to }) => to === null || dose <= to);
}

const NOTHING = { delivered: 0, clicked: 0, optedOut: 0, plainNano: 0, expectedNano: 0, optOutNano: 0 };

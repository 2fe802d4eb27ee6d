import { Failure } from '../../core/failure.ts';
import { type CountRow, takeCountRows } from './count-text.ts';
import { type CountedText, cutText } from './counted-text.ts';
import type { SumAsk } from './read-sums.ts';
import { isOneOwner, type Key, type Source, type SumPart, type SumRow, startsOf } from './sum-part.ts';

type CubeKey = Exclude<Key, 'nothing' | 'hour'> | 'day' | 'slot';

/** Keys of the rows of a text, beside those that all rows have in common. */
const TEXT_KEYS: Partial<Record<Source, readonly CubeKey[]>> = {
  campaigns: ['campaign'],
  variants: ['campaign', 'variant'],
  segments: ['segment'],
  cells: ['variant', 'segment'],
  'campaign-days': ['day'],
  'send-hours': ['week-hour'],
  slots: ['slot', 'variant', 'week-hour'],
};

export function textKeys({ source }: SumPart): readonly CubeKey[] {
  const keys = TEXT_KEYS[source];
  if (keys === undefined) throw new Failure('internal', `no text of ${source}`);
  return keys;
}

/** Hands each row of one text to all that ask for it, each with the keys it asks for. Its counts are overwritten by the next. */
export function takeText(asks: readonly SumAsk[], counted: CountedText): void {
  const [first] = asks;
  if (first === undefined || counted.rows === 0) return;
  const placed = asks.map(({ part, take }) => ({ place: placeIn(part), take }));
  const rows = takeCountRows(counted, textKeys(first.part).length, (row) => {
    for (const { place, take } of placed) take(place(row));
  });
  if (rows !== counted.rows || !counted.text.endsWith(';')) throw cutText(counted.rows);
}

function placeIn(part: SumPart): (row: CountRow) => SumRow {
  const cubeKeys = textKeys(part);
  const pick = (key: Key): ((keys: readonly number[]) => number) => {
    if (key === 'nothing') return () => 0;
    const at = cubeKeys.indexOf(key === 'hour' ? 'week-hour' : key);
    // a text without its campaign is of one campaign
    if (at < 0) return () => part.campaigns?.[0] ?? 0;
    return key === 'hour' ? (keys) => (keys[at] ?? 0) % 24 : (keys) => keys[at] ?? 0;
  };
  const [first, second] = [pick(part.keys[0]), pick(part.keys[1])];
  const third = rangeIn(
    part,
    cubeKeys.findIndex((key) => key === 'day' || key === 'slot'),
  );
  return ({ keys, currency, counts }) => ({
    k1: first(keys),
    k2: second(keys),
    k3: third(keys),
    label: currency,
    value: '',
    counts,
  });
}

/** As INTERVAL of SQL: how many starts the row has passed. */
function rangeIn({ ranges }: SumPart, at: number): (keys: readonly number[]) => number {
  if (ranges === null || isOneOwner(ranges)) return () => 0;
  const starts = startsOf(ranges);
  return (keys) => {
    const time = keys[at] ?? 0;
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) > time) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

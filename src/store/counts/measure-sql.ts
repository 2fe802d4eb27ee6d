import { COUNT_KEYS, type CountKey } from '../../core/counts.ts';
import { MEASURES } from '../roll-up/measures.ts';
import { letterOf } from './count-text.ts';

/** Columns of `Places` in their order; facts have no revenue. */
const FACT_COLUMNS = [
  ...COUNT_KEYS.map((key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  'cost_micro',
];
const COLUMNS = [...FACT_COLUMNS, 'revenue_micro'];
const EXPRESSIONS = new Map<string, string>(Object.entries(MEASURES));

/** Sums of the columns of a cube, by place. */
export const ADDED = COLUMNS.map((column) => summed(`c.${column}`));
/** The same of message facts. */
export const OF_FACTS = FACT_COLUMNS.map((column) => summed(`(${EXPRESSIONS.get(column) ?? '0'})`));

/** Counts in one text, as column `sums` of a cube has them, with those that are 0. */
export function lettered(counts: readonly string[], only?: readonly CountKey[]): string {
  const places = counts.map((count, place) => `'${letterOf(place)}', ${count}`);
  const asked = only === undefined ? places : places.filter((_, place) => isAmong(only, place));
  return `CONCAT(${asked.join(', ')})`;
}

/** Columns of a cube that hold the counts, each behind its letter, and whether a row has any of them. */
export function letteredColumns(keys: readonly CountKey[]): { readonly list: string; readonly any: string } {
  const columns = COLUMNS.flatMap((column, place) =>
    isAmong(keys, place) ? [{ name: `c.${column}`, letter: letterOf(place) }] : [],
  );
  return {
    list: columns.map(({ name, letter }) => `'${letter}', ${name}`).join(', '),
    any: `(${columns.map(({ name }) => name).join(' | ')}) <> 0`,
  };
}

function isAmong(keys: readonly CountKey[], place: number): boolean {
  const key = COUNT_KEYS[place];
  return key !== undefined && keys.includes(key);
}

// sums of doubles are exact to 2^53 and cost half of what decimals do
function summed(column: string): string {
  return `CAST(SUM(0e0 + ${column}) AS SIGNED)`;
}

/** Of a message that arrived and was not clicked. */
const COMMON = new Set([
  'attempted',
  'delivered',
  'parts',
  'delivered_contacts',
  'linked_contacts',
  'cost_micro',
]);
/** Behind the states come outcomes. */
const FIRST_OUTCOME = COLUMNS.indexOf('clicking_contacts');

/**
 * Quarters of an hour are nearly as many as messages: they keep no text, and most have no failure and no outcome. A number
 * costs the server more than a look at ten columns that hold nothing.
 */
export const OF_SLOTS = slotText();

function slotText(): string {
  const counts = COLUMNS.map((column, place) => ({
    column: `c.${column}`,
    lettered: `'${letterOf(place)}', c.${column}`,
    isCommon: COMMON.has(column),
    isOutcome: place >= FIRST_OUTCOME,
  }));
  const common = counts.filter(({ isCommon }) => isCommon).map((one) => one.lettered);
  const seldom = [false, true].map((isOutcome) => {
    const group = counts.filter((one) => !one.isCommon && one.isOutcome === isOutcome);
    const any = group.map(({ column }) => column).join(' | ');
    return `IF((${any}) = 0, '', CONCAT(${group.map((one) => one.lettered).join(', ')}))`;
  });
  return `CONCAT(${[...common, ...seldom].join(', ')})`;
}

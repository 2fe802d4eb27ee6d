import { maskPhonesIn } from '../../core/phone-number.ts';
import { isCurrency, readMoney } from './read-money.ts';
import { readTime } from './read-time.ts';

export type Refusal = { readonly column: string; readonly reason: string };

/**
 * The row that is being read, used again for each row: millions of rows make no garbage of it. Each reader below
 * gives a value, or notes the first refusal and gives a stand-in that is never stored.
 */
export type Cells = {
  /** column names, in the order of `values` */
  readonly names: readonly string[];
  /** '' = empty or no such column */
  values: readonly string[];
  refusal: Refusal | null;
  /** a later time is a damaged one; epoch milliseconds */
  readonly latestMs: number;
};

const SHOWN = 40;
const CONTROL = /\p{Cc}/u;
const PLAIN_ID = /^[!-~]{1,64}$/;
const MILLISECONDS_OF_2100 = Date.UTC(2100, 0, 1);

export function refuse(cells: Cells, index: number, reason: string): void {
  if (cells.refusal !== null) return;
  const value = cells.values[index]?.trim() ?? '';
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  const shown = maskPhonesIn(cut).replace(/\p{Cc}/gu, '?');
  cells.refusal = {
    column: cells.names[index] ?? '?',
    reason: (value === '' ? reason : `"${shown}" ${reason}`).slice(0, 200),
  };
}

export function text(cells: Cells, index: number): string | null {
  const value = cells.values[index]?.trim();
  return value === undefined || value === '' ? null : value;
}

export function optionalId(cells: Cells, index: number): string | null {
  const value = text(cells, index);
  if (value === null || PLAIN_ID.test(value)) return value;
  if (Array.from(value).length > 64) refuse(cells, index, 'has more than 64 characters');
  else if (CONTROL.test(value)) refuse(cells, index, 'holds a control character');
  return value;
}

export function id(cells: Cells, index: number): string {
  const value = optionalId(cells, index);
  if (value === null) refuse(cells, index, 'is empty; an id is needed');
  return value ?? '';
}

export function optionalTime(cells: Cells, index: number, latestMs = cells.latestMs): number | null {
  const value = text(cells, index);
  if (value === null) return null;
  const ms = readTime(value);
  if (ms === null) {
    refuse(cells, index, 'is no ISO 8601 time with a zone, such as 2026-11-23T07:00:00Z');
    return 0;
  }
  if (ms > latestMs) refuse(cells, index, 'lies in the future');
  return ms;
}

/** A plan may lie ahead. */
export function plannedTime(cells: Cells, index: number): number | null {
  return optionalTime(cells, index, MILLISECONDS_OF_2100);
}

export function time(cells: Cells, index: number): number {
  const ms = optionalTime(cells, index);
  if (ms === null) refuse(cells, index, 'is empty; a time is needed');
  return ms ?? 0;
}

export function shortText(cells: Cells, index: number, most: number): string | null {
  const value = text(cells, index);
  if (value !== null && value.length > most && Array.from(value).length > most)
    refuse(cells, index, `has more than ${most} characters`);
  return value;
}

export function requiredText(cells: Cells, index: number, most: number): string {
  const value = shortText(cells, index, most);
  if (value === null) refuse(cells, index, `is empty; 1 to ${most} characters are needed`);
  return value ?? '';
}

export function word<const Word extends string>(
  cells: Cells,
  index: number,
  words: readonly [Word, ...Word[]],
  fallback: Word | null,
): Word {
  const value = text(cells, index);
  const found = value === null ? fallback : (words.find((known) => known === value) ?? null);
  if (found !== null) return found;
  refuse(cells, index, `${value === null ? 'is empty; it' : ''} must be one of ${words.join(', ')}`.trim());
  return words[0];
}

/** A word that people made up, such as a brand; `|` divides several. */
export function label(cells: Cells, index: number): string | null {
  const value = shortText(cells, index, 64);
  if (value !== null && (CONTROL.test(value) || value.includes('|')))
    refuse(cells, index, 'must be one word or name without | and control characters');
  return value;
}

/** Each once, without blanks around, separated by |. */
export function labels(cells: Cells, index: number): string | null {
  const value = shortText(cells, index, 1_000);
  if (value === null) return null;
  const all = [...new Set(value.split('|').map((one) => one.trim()))].filter((one) => one !== '');
  if (CONTROL.test(value) || all.some((one) => Array.from(one).length > 64))
    refuse(cells, index, 'must be words of at most 64 characters separated by |');
  return all.length === 0 ? null : all.join('|');
}

/** A word that we do not list: lower case, as a name of a kind or a provider. */
export function name(cells: Cells, index: number, fallback: string): string {
  const value = text(cells, index);
  if (value === null) return fallback;
  if (!/^[a-z0-9][a-z0-9_.-]{0,31}$/.test(value))
    refuse(cells, index, 'must be 1 to 32 lower-case letters, digits, - _ .');
  return value;
}

export function whole(cells: Cells, index: number, least: number, most: number, fallback: number): number {
  const value = text(cells, index);
  if (value === null) return fallback;
  // a table with empty cells is often written with 2.0 for 2
  const number = /^\d{1,6}(\.0{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  refuse(cells, index, `must be a whole number from ${least} to ${most}`);
  return fallback;
}

export function flag(cells: Cells, index: number): boolean {
  const value = text(cells, index)?.toLowerCase() ?? '0';
  if (value === '1' || value === 'true') return true;
  if (value !== '0' && value !== 'false') refuse(cells, index, 'must be one of 0, 1, false, true');
  return false;
}

export type Money = { readonly micro: number; readonly currency: string | null };

const NO_MONEY: Money = { micro: 0, currency: null };

/** An amount and its currency; without an amount there is no currency either. */
export function money(cells: Cells, amount: number, currency: number, signed: boolean): Money {
  const value = text(cells, amount);
  if (value === null) return NO_MONEY;
  const micro = readMoney(value);
  if (micro === null || (micro < 0 && !signed)) {
    refuse(cells, amount, 'is no plain amount, such as 0.042 (at most 9 digits and 6 decimals)');
    return NO_MONEY;
  }
  const code = text(cells, currency);
  if (code === null && micro === 0) return NO_MONEY;
  if (code === null || !isCurrency(code)) {
    refuse(
      cells,
      currency,
      `${code === null ? 'is empty; it' : ''} must be an ISO 4217 code such as EUR`.trim(),
    );
    return NO_MONEY;
  }
  return { micro, currency: code };
}

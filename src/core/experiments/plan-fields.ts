import { Failure } from '../failure.ts';

/** One level of a plan somebody wrote; every reader refuses with the field's name and what is allowed. */
export type Fields = Readonly<Record<string, unknown>>;

/** Throws `bad-input` for anything but an object with these keys. */
export function fieldsOf(value: unknown, where: string, allowed: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(where, 'must be an object');
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined)
    throw refused(`${where}.${unknown}`, `is not known (allowed: ${allowed.join(', ')})`);
  return { ...value };
}

export function textOf(value: unknown, where: string, longest: number): string {
  // one line of print: it goes into tables and mails
  const isText =
    typeof value === 'string' && value.trim() === value && value !== '' && !/\p{Cc}/u.test(value);
  if (!isText || value.length > longest)
    throw refused(where, `must be one line of 1 to ${longest} characters without spaces around it`);
  return value;
}

export function flagOf(value: unknown, where: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw refused(where, 'must be true or false');
  return value;
}

/** `fallback` stands for a field that is not there. */
export function numberOf(
  value: unknown,
  where: string,
  range: {
    readonly isAllowed: (value: number) => boolean;
    readonly allowed: string;
    readonly fallback?: number;
  },
): number {
  if (value === undefined && range.fallback !== undefined) return range.fallback;
  if (typeof value !== 'number' || !Number.isFinite(value) || !range.isAllowed(value))
    throw refused(where, `must be ${range.allowed}`);
  return value;
}

export function oneOf<Word extends string>(value: unknown, where: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw refused(where, `must be one of ${words.join(', ')}`);
  return found;
}

export function refused(where: string, what: string): Failure {
  return new Failure('bad-input', `${where} ${what}`);
}

import { Failure } from '../../failure.ts';
import type { Proportion } from '../newcombe-interval.ts';

/** Reads one JSON object key by key. Whatever is not allowed is refused with its key and with what is. */
export type CaseReader = {
  readonly has: (key: string) => boolean;
  readonly whole: (key: string, range?: Range) => number;
  readonly real: (key: string, range?: Range) => number;
  readonly wholes: (key: string, range?: Range) => readonly number[];
  readonly reals: (key: string, range?: Range) => readonly number[];
  readonly word: <Word extends string>(key: string, allowed: readonly Word[]) => Word;
  readonly text: (key: string) => string;
  /** names or numbers, as texts */
  readonly labels: (key: string) => readonly string[];
  readonly flag: (key: string) => boolean;
  readonly objects: (key: string) => readonly CaseReader[];
  /** keys nobody asked for: said in the answer, so that a misspelt option is never silently without effect */
  readonly unread: () => readonly string[];
};

/** `above` and `below` are not reached themselves; `else` stands in for a key that is left out. */
export type Range = {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
  readonly else?: number;
};

/** More than there are people; beyond it counts times counts lose their last digits. */
const MOST = 1e10;

export function readCase(input: Readonly<Record<string, unknown>>, path = ''): CaseReader {
  const asked = new Set<string>();
  const inner = new Map<string, CaseReader>();
  const take = (key: string): unknown => {
    asked.add(key);
    return input[key];
  };
  const list = (key: string): readonly unknown[] => {
    const value = take(key);
    if (Array.isArray(value) && value.length > 0) return value;
    return refuse(path + key, 'a list with at least one entry', value);
  };
  const whole = (key: string, range: Range = {}): number =>
    readNumber(path + key, take(key), { min: 0, max: MOST, ...range }, 'a whole number');
  const real = (key: string, range: Range = {}): number =>
    readNumber(path + key, take(key), range, 'a number');
  const each = (key: string, range: Range, kind: Kind): readonly number[] =>
    list(key).map((value, place) => readNumber(`${path}${key}[${place}]`, value, range, kind));
  return {
    has: (key) => input[key] !== undefined && input[key] !== null,
    whole,
    real,
    wholes: (key, range = {}) => each(key, { min: 0, max: MOST, ...range }, 'a whole number'),
    reals: (key, range = {}) => each(key, range, 'a number'),
    word: (key, allowed) => {
      const value = take(key);
      return (
        allowed.find((one) => one === value) ?? refuse(path + key, `one of ${allowed.join(', ')}`, value)
      );
    },
    text: (key) => {
      const value = take(key);
      return typeof value === 'string' && value !== '' ? value : refuse(path + key, 'a text', value);
    },
    labels: (key) =>
      list(key).map((value, place) =>
        typeof value === 'string' || typeof value === 'number'
          ? String(value)
          : refuse(`${path}${key}[${place}]`, 'a name or a number', value),
      ),
    flag: (key) => {
      const value = take(key);
      return typeof value === 'boolean' ? value : refuse(path + key, 'true or false', value);
    },
    objects: (key) =>
      list(key).map((value, place) => {
        const name = `${path}${key}[${place}]`;
        if (!isObject(value)) return refuse(name, 'an object', value);
        const reader = inner.get(name) ?? readCase(value, `${name}.`);
        inner.set(name, reader);
        return reader;
      }),
    unread: () => [
      ...Object.keys(input)
        .filter((key) => !asked.has(key))
        .map((key) => path + key),
      ...[...inner.values()].flatMap((reader) => reader.unread()),
    ],
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** x of n, as two keys; n may be 0: the answer then says that an arm is empty. */
export function readProportion(input: CaseReader, x: string, n: string): Proportion {
  const all = input.whole(n);
  return { successes: input.whole(x, { max: all }), n: all };
}

/** x of n for each arm, as two lists of one length. */
export function readProportions(input: CaseReader, least: number): readonly Proportion[] {
  const n = input.wholes('n');
  const x = input.wholes('x');
  if (n.length < least) refuse('n', `a list of at least ${least}`, n);
  if (x.length !== n.length) refuse('x', `a list as long as n, ${n.length} entries`, x);
  return n.map((all, place) => {
    const successes = x[place] ?? 0;
    if (successes > all) refuse(`x[${place}]`, `a whole number from 0 to n[${place}] = ${all}`, successes);
    return { successes, n: all };
  });
}

type Kind = 'a whole number' | 'a number';

function readNumber(path: string, value: unknown, range: Range, kind: Kind): number {
  if ((value === undefined || value === null) && range.else !== undefined) return range.else;
  const isKind =
    typeof value === 'number' && Number.isFinite(value) && (kind === 'a number' || Number.isInteger(value));
  return isKind && isWithin(value, range) ? value : refuse(path, `${kind}${wordsOf(range)}`, value);
}

function isWithin(value: number, { min, max, above, below }: Range): boolean {
  if (value < (min ?? -Infinity) || value > (max ?? Infinity)) return false;
  return value > (above ?? -Infinity) && value < (below ?? Infinity);
}

function wordsOf({ min, max, above, below }: Range): string {
  const words = [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return words.length === 0 ? '' : ` ${words.join(' and ')}`;
}

/** `x_a: must be a whole number at least 0 and at most 60, is 61` */
export function refuse(path: string, allowed: string, value: unknown): never {
  const shown = value === undefined ? 'is missing' : `is ${shorten(JSON.stringify(value))}`;
  throw new Failure('bad-input', `${path}: must be ${allowed}, ${shown}`);
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

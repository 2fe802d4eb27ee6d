import { BASIC, EXTENSION, SHIFT_TABLES, type ShiftLanguage } from './gsm-tables.ts';

/** How an SMS text is billed. `units`: septets of GSM-7, UTF-16 code units of UCS-2. */
export type MessageParts = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly parts: number;
  readonly units: number;
  /** the national tables it needs; absent = none */
  readonly shift?: { readonly language: ShiftLanguage; readonly locking: boolean; readonly single: boolean };
};

/** How a provider packs texts; what it does not say it does not do. */
export type Packing = {
  /** national shift tables it uses */
  readonly languages?: readonly ShiftLanguage[];
  /** bits of the number that ties pieces together; 16 costs one byte more in each */
  readonly reference?: 8 | 16;
};

/** Parts a provider bills for a text, unless it transliterates. An empty text is one part. */
export function messageParts(text: string, packing: Packing = {}): MessageParts {
  // By code point: surrogate pairs stay whole, combining marks are billed apart.
  const characters = Array.from(text);
  const alphabets = [DEFAULT_ALPHABET, ...(packing.languages ?? []).flatMap(alphabetsOf)];
  const packed = alphabets.flatMap((alphabet) => pack(characters, alphabet, packing) ?? []);
  const [first, ...others] = packed;
  if (first === undefined) return packWide(characters, packing);
  return others.reduce((best, next) => (next.parts < best.parts ? next : best), first);
}

type Alphabet = {
  readonly one: ReadonlySet<string>;
  readonly two: ReadonlySet<string>;
  readonly shift?: MessageParts['shift'] & {};
};

const DEFAULT_ALPHABET: Alphabet = { one: BASIC, two: EXTENSION };

/** The cheaper headers first: of two ways with equal parts the first is taken. */
function alphabetsOf(language: ShiftLanguage): readonly Alphabet[] {
  const { single, locking } = SHIFT_TABLES[language];
  const alone: Alphabet = { one: BASIC, two: single, shift: { language, locking: false, single: true } };
  if (locking === null) return [alone];
  return [
    alone,
    { one: locking, two: EXTENSION, shift: { language, locking: true, single: false } },
    { one: locking, two: single, shift: { language, locking: true, single: true } },
  ];
}

/** null = the alphabet lacks a character */
function pack(
  characters: readonly string[],
  { one, two, shift }: Alphabet,
  packing: Packing,
): MessageParts | null {
  if (!characters.every((character) => one.has(character) || two.has(character))) return null;
  const sizes = characters.map((character) => (one.has(character) ? 1 : 2));
  const tables = Number(shift?.locking === true) + Number(shift?.single === true);
  const counted = countParts(sizes, (header) => Math.floor(((PART_BYTES - header) * 8) / 7), tables, packing);
  return { encoding: 'GSM-7', ...counted, ...(shift === undefined ? {} : { shift }) };
}

function packWide(characters: readonly string[], packing: Packing): MessageParts {
  const sizes = characters.map((character) => character.length);
  return {
    encoding: 'UCS-2',
    ...countParts(sizes, (header) => Math.floor((PART_BYTES - header) / 2), 0, packing),
  };
}

/** Bytes of one SMS, the header of its text included. */
const PART_BYTES = 140;
/** Bytes of a header: its length, three for each national table, and what ties the pieces together. */
const LENGTH_BYTE = 1;
const TABLE_BYTES = 3;
const REFERENCE_BYTES = { 8: 5, 16: 6 } as const;

function countParts(
  sizes: readonly number[],
  capacityBeside: (headerBytes: number) => number,
  tables: number,
  { reference = 8 }: Packing,
): Pick<MessageParts, 'parts' | 'units'> {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const shifts = TABLE_BYTES * tables;
  const alone = capacityBeside(tables === 0 ? 0 : LENGTH_BYTE + shifts);
  if (units <= alone) return { parts: 1, units };
  return { parts: fill(sizes, capacityBeside(LENGTH_BYTE + shifts + REFERENCE_BYTES[reference])), units };
}

/** A character moves as a whole to the next part when it no longer fits. */
function fill(sizes: readonly number[], capacity: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > capacity) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}

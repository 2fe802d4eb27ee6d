import { BASIC, EXTENSION } from './gsm-tables.ts';
import { type MessageParts, messageParts, type Packing } from './message-parts.ts';
import { findPlaceholders } from './placeholders.ts';
import { plainCharacter, shorterCharacter } from './plain-character.ts';

/** A character that costs more than it shows. */
export type CostlyCharacter = {
  readonly character: string;
  /** first place in the text, counted in characters (code points) from 1 */
  readonly position: number;
  /** how often it stands there */
  readonly count: number;
  /** '' = leave it out; null = there is nothing to write instead */
  readonly instead: string | null;
};

export type Autopsy = {
  readonly encoding: MessageParts['encoding'];
  /** null = it has placeholders, whose length is not known */
  readonly parts: number | null;
  /** of what is known of the text: without its placeholders */
  readonly known: MessageParts;
  /** as they are written, each once */
  readonly placeholders: readonly string[];
  /** characters that make it UCS-2, in the order of the text */
  readonly wide: readonly CostlyCharacter[];
  /** characters of GSM-7 that take two septets */
  readonly double: readonly CostlyCharacter[];
  /** characters some providers refuse (outside the BMP, most emoji), each once */
  readonly beyondBmp: readonly string[];
  /** what the text would be with other characters; null = no fewer parts, or nobody knows */
  readonly cheaper: {
    readonly parts: number;
    readonly writes: readonly CostlyCharacter[];
    readonly text: string;
  } | null;
  /** characters to drop at the end for one part less, at most MOST_DROPPED; null = more, one part, or nobody knows */
  readonly drop: number | null;
};

/** Nobody shortens a text by more for a part (judgement). */
const MOST_DROPPED = 12;

/** Why a text takes the parts it takes, and what would take fewer. Total: any text has an answer. */
export function autopsyMessage(text: string, packing: Packing = {}): Autopsy {
  const placeholders = findPlaceholders(text);
  const whole = splitCharacters(text);
  const hidden = (at: number): boolean => placeholders.some(({ from, to }) => at >= from && at < to);
  const own = whole.filter(({ at }) => !hidden(at));
  const known = messageParts(own.map(({ character }) => character).join(''), packing);
  const wide = known.encoding === 'UCS-2' ? listCostly(own, isWide, plainCharacter) : [];
  const double =
    known.encoding === 'GSM-7' ? listCostly(own, (one) => EXTENSION.has(one), shorterCharacter) : [];
  const isOpen = placeholders.length > 0;
  const cheaper = isOpen ? null : findCheaper(whole, known, { wide, double }, packing);
  return {
    encoding: known.encoding,
    parts: isOpen ? null : known.parts,
    known,
    placeholders: [...new Set(placeholders.map(({ name }) => name))],
    wide,
    double,
    beyondBmp: [
      ...new Set(own.map(({ character }) => character).filter((one) => (one.codePointAt(0) ?? 0) > 0xffff)),
    ],
    cheaper,
    drop: isOpen || cheaper !== null ? null : findDrop(text, known, packing),
  };
}

type Placed = { readonly character: string; readonly position: number; readonly at: number };

/** A mark that has a letter with its base in the default alphabet is one with it: e and ´ are é. */
function splitCharacters(text: string): readonly Placed[] {
  const placed: Placed[] = [];
  let at = 0;
  let position = 0;
  for (const character of text) {
    position += 1;
    const last = placed.at(-1);
    const joined = last === undefined ? '' : `${last.character}${character}`;
    if (last !== undefined && /^\p{M}$/u.test(character) && BASIC.has(joined.normalize('NFC')))
      placed[placed.length - 1] = { ...last, character: joined };
    else placed.push({ character, position, at });
    at += character.length;
  }
  return placed;
}

function isWide(character: string): boolean {
  return !BASIC.has(character) && !EXTENSION.has(character);
}

function listCostly(
  own: readonly Placed[],
  costs: (character: string) => boolean,
  insteadOf: (character: string) => string | null,
): readonly CostlyCharacter[] {
  const groups = Map.groupBy(
    own.filter(({ character }) => costs(character)),
    ({ character }) => character,
  );
  return [...groups].map(([character, places]) => ({
    character,
    position: places[0]?.position ?? 0,
    count: places.length,
    instead: insteadOf(character),
  }));
}

type Costly = Pick<Autopsy, 'wide' | 'double'>;

function findCheaper(
  whole: readonly Placed[],
  known: MessageParts,
  { wide, double }: Costly,
  packing: Packing,
): Autopsy['cheaper'] {
  const writes = [...wide, ...double].filter(({ instead }) => instead !== null);
  const instead = new Map(writes.map((one) => [one.character, one.instead ?? '']));
  const text = whole.map(({ character }) => instead.get(character) ?? character).join('');
  const { parts } = messageParts(text, packing);
  return parts < known.parts ? { parts, writes, text } : null;
}

function findDrop(text: string, known: MessageParts, packing: Packing): number | null {
  if (known.parts === 1) return null;
  const characters = Array.from(text);
  for (let drop = 1; drop <= Math.min(MOST_DROPPED, characters.length); drop += 1) {
    if (messageParts(characters.slice(0, -drop).join(''), packing).parts < known.parts) return drop;
  }
  return null;
}

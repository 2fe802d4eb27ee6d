import { BILL_ON, type BillOn } from './bill-on.ts';
import { SHIFT_LANGUAGES, type ShiftLanguage } from './gsm-tables.ts';
import type { Packing } from './message-parts.ts';

/** What is set for single providers, by their ids; a provider that is not named has no rule. */
export type ProviderRules = {
  readonly billOn: ReadonlyMap<string, BillOn>;
  readonly packing: ReadonlyMap<string, Packing>;
};

export const NO_RULES: ProviderRules = { billOn: new Map(), packing: new Map() };

/** Reads the settings BILL_ON (`twilio=accept infobip=deliver`) and PACKING (`link_mobility=turkish+16bit`). */
export function readProviderRules({
  BILL_ON: billOn = '',
  PACKING: packing = '',
}: {
  readonly BILL_ON?: string | undefined;
  readonly PACKING?: string | undefined;
}): ProviderRules {
  return {
    billOn: new Map(
      pairsOf(billOn).flatMap(([id, word]) => BILL_ON.filter((one) => one === word).map((one) => [id, one])),
    ),
    packing: new Map(pairsOf(packing).map(([id, words]) => [id, packingOf(words)])),
  };
}

/** What is wrong with the text of a setting, in a few words; null = nothing. */
export function faultOfBillOn(text: string): string | null {
  return faultOf(text, (word) => BILL_ON.some((one) => one === word), BILL_ON.join(', '));
}

export function faultOfPacking(text: string): string | null {
  const known = [...SHIFT_LANGUAGES, WIDE_REFERENCE];
  return faultOf(
    text,
    (word) => word.split('+').every((one) => known.some((each) => each === one)),
    known.join(', '),
  );
}

const WIDE_REFERENCE = '16bit';

function packingOf(words: string): Packing {
  const all = words.split('+');
  return {
    languages: all.filter(isShiftLanguage),
    reference: all.includes(WIDE_REFERENCE) ? 16 : 8,
  };
}

function isShiftLanguage(word: string): word is ShiftLanguage {
  return SHIFT_LANGUAGES.some((language) => language === word);
}

function faultOf(text: string, isWord: (word: string) => boolean, allowed: string): string | null {
  const pairs = pairsOf(text);
  const wrong = pairs.find(([id, word]) => !/^[a-z0-9_-]{1,32}$/.test(id) || !isWord(word));
  if (wrong !== undefined)
    return `${wrong
      .filter((one) => one !== '')
      .join('=')
      .slice(0, 40)} must be provider=word, with a word of ${allowed}; blanks divide several`;
  const twice = pairs.find(([id], at) => pairs.findIndex(([other]) => other === id) < at);
  return twice === undefined ? null : `${twice[0]} is named twice`;
}

function pairsOf(text: string): readonly (readonly [id: string, word: string])[] {
  return text
    .split(/\s+/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [id = '', ...word] = pair.split('=');
      return [id, word.join('=')] as const;
    });
}

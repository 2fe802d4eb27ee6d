import { splitPhone } from './split-phone.ts';

export type NumberPattern = {
  /** for REGEXP of MySQL and MariaDB and for `new RegExp(.., 'g')`: the number in any usual notation, no longer number around it */
  readonly regexp: string;
  /** digits with the calling code, for what cannot be searched otherwise */
  readonly digits: string;
};

const BETWEEN = '[ ()./-]*';

/** Finds an E.164 number in a text: with +, 00 or nothing before the calling code, or as it is dialled at home. */
export function numberPattern(e164: string): NumberPattern {
  const digits = e164.slice(1);
  const spaced = (text: string): string => text.split('').join(BETWEEN);
  const national = splitPhone(e164)?.number ?? digits;
  const whole = `${spaced(digits)}`;
  // fewer than seven digits at home could be anything
  const home = national.length < 7 ? '' : `|0?${BETWEEN}${spaced(national)}`;
  return { regexp: `(^|[^0-9])(((00)?${BETWEEN}${whole})${home})($|[^0-9])`, digits };
}

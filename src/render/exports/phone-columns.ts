import type { PhoneShape } from '../../core/cleaning/suppressed-number.ts';
import { Failure } from '../../core/failure.ts';
import { maskPhone } from '../../core/phone-number.ts';
import { splitPhone } from '../../core/split-phone.ts';

const E164 = /^\+[1-9]\d{6,14}$/;

export function phoneHeads(shape: PhoneShape, name: string): readonly string[] {
  return shape === 'split' ? ['prefix', 'number'] : [name];
}

/**
 * A cell that starts with + is a formula to a spreadsheet; what we write there is a + and digits, checked, which can
 * run nothing. `text` keeps the + and all digits when it is opened there.
 */
export function phoneCells(shape: PhoneShape, e164: string): readonly string[] {
  if (!E164.test(e164)) throw new Failure('internal', 'a stored number is not a + and 7 to 15 digits');
  switch (shape) {
    case 'e164':
      return [e164];
    case 'text':
      return [`'${e164}`];
    case 'digits':
      return [e164.slice(1)];
    case 'split': {
      const parts = splitPhone(e164);
      if (parts === null)
        throw new Failure('bad-state', `${maskPhone(e164)} has no calling code to split off`);
      return [parts.prefix, parts.number];
    }
  }
}

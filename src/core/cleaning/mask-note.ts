import { maskPhone, maskPhonesIn } from '../phone-number.ts';

/** Eight digits and more with blanks between them: how people write a number into a note. Dates have other signs. */
const SPACED = /\d(?:[ \u00a0\u202f]?\d){7,14}/g;

/** What a person gives as reason is kept for good: without numbers in full. Empty = none. */
export function maskNote(note: string | null | undefined): string | null {
  const text = note?.trim() ?? '';
  if (text === '') return null;
  return maskPhonesIn(text).replace(SPACED, (digits) => maskPhone(digits.replace(/\D/g, '')));
}

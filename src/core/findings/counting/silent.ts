import { type CountedPersons, expectedEarlier, expectedRecent, FIELD, fieldOf } from './counted-persons.ts';

const LEAST_DOSE90 = 12;
const UNUSUAL = 0.02;

/**
 * Got at least 12 texts in 90 days, clicked none of the history, and would be that silent with less than 2 in 100 if it
 * were as the others: clicks = level x expected x Gamma(shape, shape). Whether it ever clicked or bought is not looked at.
 */
export function isSilent(
  persons: CountedPersons,
  who: number,
  { shape, level }: { readonly shape: number; readonly level: number },
): boolean {
  if (fieldOf(persons, who, FIELD.dose90) < LEAST_DOSE90) return false;
  if (fieldOf(persons, who, FIELD.clickedRecent) + fieldOf(persons, who, FIELD.clickedEarlier) > 0)
    return false;
  const expected = expectedRecent(persons, who) + expectedEarlier(persons, who);
  return (shape / (shape + (level * expected) / 1e9)) ** shape < UNUSUAL;
}

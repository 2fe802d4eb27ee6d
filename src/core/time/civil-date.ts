/** What a rule asks of a date; a `Temporal.PlainDate` is one. */
export type CivilDate = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 = Monday */
  readonly dayOfWeek: number;
  readonly daysInMonth: number;
};

/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;
/** Days from 0000-03-01, where a leap day ends a year, to 1970-01-01; days of 400, 100 and 4 years (proleptic Gregorian). */
const EPOCH = 719_468;
const ERA = 146_097;
const CENTURY = 36_524;
const FOUR_YEARS = 1_460;

/** The ISO date so many days after 1970-01-01, by arithmetic: hundreds are looked at to find one run. */
export function civilDate(days: number): CivilDate {
  const sinceMarch = days + EPOCH;
  const era = Math.floor(sinceMarch / ERA);
  const ofEra = sinceMarch - era * ERA;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / FOUR_YEARS) + Math.floor(ofEra / CENTURY) - Math.floor(ofEra / (ERA - 1))) /
      365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
    dayOfWeek: ((((days + FIRST_WEEKDAY - 1) % 7) + 7) % 7) + 1,
    daysInMonth: daysInMonth(year, month),
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

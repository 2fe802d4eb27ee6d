const LONGEST = 600;

/**
 * Makes foreign text (names of campaigns, sentences with names in them) safe to stand on one line: no
 * control characters, no marks that reverse the reading direction, no lone surrogates, no telephone number
 * in full, at most 600 characters. Leading and trailing spaces stay: phrases are joined from parts.
 */
export function cleanText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(REVERSING, '')
    .replace(CONTROL, ' ')
    .replace(PHONE, (number) => `${number.slice(0, 3)}******${number.slice(-2)}`);
  return shorten(line, LONGEST);
}

/** At most `longest` characters (code points), the last one "…" when something was cut. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const characters = Array.from(text);
  return characters.length <= longest
    ? text
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/**
 * "autumn_sale_final_2026_oslo" may break after every 16 letters, so that it makes no table wider than a phone;
 * ordinary words stay whole. Scripts whose letters join are left alone.
 */
export function breakable(text: string): string {
  return text.replace(LONG_RUN, `$&${BREAK}`);
}

/** Zero-width space; the text part of a mail has none. */
export const BREAK = '\u200b';
const LONG_RUN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{S}]{16}(?=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{S}]{8})/gu;

// C0 and C1 control characters, line and paragraph separators
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
// direction overrides and isolates, zero-width no-break space
const REVERSING = /[\u202a-\u202e\u2066-\u2069\ufeff]/gu;
// "+" and at least nine digits with the usual separators
const PHONE = /\+\d(?:[ \u00a0().-]{0,2}\d){8,14}/gu;

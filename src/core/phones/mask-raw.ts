const SHOWN = 40;
const FIRST = 3;
const LAST = 2;
/** So few digits are no phone number of anybody. */
const FEW = 6;

/**
 * What a source wrote where a phone belongs, for lists: its form stays, most digits and all words go, and marks that
 * no reader sees are named. At most 64 characters.
 */
export function maskRaw(raw: string): string {
  const units = Array.from(raw.trim());
  const digits = units.filter((unit) => /\p{N}/u.test(unit)).length;
  let seen = 0;
  const masked = units.map((unit) => {
    if (!/\p{N}/u.test(unit)) return unit;
    seen += 1;
    return digits > FEW && (seen <= FIRST || seen > digits - LAST) ? unit : '*';
  });
  const text = masked.join('').replace(/\p{L}{3,}/gu, (word) => `${Array.from(word)[0] ?? ''}…`);
  const cut = Array.from(text);
  const shown = cut.length > SHOWN ? `${cut.slice(0, SHOWN).join('')}…` : text;
  return Array.from(shown.replace(/[\p{Cc}\p{Cf}]/gu, named))
    .slice(0, 64)
    .join('');
}

function named(unit: string): string {
  return `<${(unit.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}

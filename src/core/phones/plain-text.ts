/** First of ten digits each, for scripts that Unicode does not hold to be a form of ours. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810,
];

/** Direction marks, joiners, the frame of keycap emoji. */
const INVISIBLE = /[\p{Cf}\u{FE0E}\u{FE0F}\u{20E3}]/gu;
const PLAIN = /^[ -~]*$/;

/** The same text in plain digits and blanks, without marks that no reader sees; control characters inside stay. */
export function plainText(raw: string): string {
  if (PLAIN.test(raw)) return raw.trim();
  return raw
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\p{Nd}/gu, plainDigit)
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '');
}

function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}

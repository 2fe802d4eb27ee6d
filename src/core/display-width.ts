/** Columns a text takes where every letter has one place: none for marks on a letter, two for East Asian letters and pictures. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += widthOf(segment);
  return width;
}

/** Letters as a reader sees them: with their marks, a flag as one. */
export function graphemes(text: string): readonly string[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
}

export function isWide(text: string): boolean {
  return WIDE.test(text);
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

function widthOf(grapheme: string): number {
  if (UNSEEN.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Western letters, signs, arrows and shapes: one place each, none is joined to the one before. */
const PLAIN =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u20c0\u2190-\u22ff\u25a0-\u25ef]*$/u;
const UNSEEN = /^[\p{M}\p{Cf}\p{Cc}]+$/u;
/** Wide and full-width of Unicode's EastAsianWidth.txt, and what is drawn as a picture. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

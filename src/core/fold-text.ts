/** Upper case, accents off, one blank between words, nothing but letters and digits. `"  Stopp!! "` is `STOPP`. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toUpperCase()
    .replace(/[ŁØ]/g, (letter) => (letter === 'Ł' ? 'L' : 'O'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

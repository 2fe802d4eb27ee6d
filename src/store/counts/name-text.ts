import { cutText } from './counted-text.ts';

/** Our number, id of the sending platform, name. */
export type Named = readonly [number: number, id: string, name: string];

const WIDE = /[\ud800-\udfff]/;

/**
 * Names as `number,length,length,idname`, one after the other: they may hold whatever would divide them. The server counts
 * characters, JavaScript halves of those beyond the first 65,536.
 */
export function parseNames(rows: number, text: string): readonly Named[] {
  const letters = WIDE.test(text) ? Array.from(text) : text;
  const part = (from: number, to: number): string => {
    const letter = letters.slice(from, to);
    return typeof letter === 'string' ? letter : letter.join('');
  };
  let at = 0;
  const number = (): number => {
    const end = letters.indexOf(',', at);
    const value = Number(part(at, end < 0 ? letters.length : end));
    at = end < 0 ? letters.length + 1 : end + 1;
    return value;
  };
  const names = Array.from({ length: rows }, (): Named => {
    const [key, ofId, ofName] = [number(), number(), number()];
    const start = at;
    at += ofId + ofName;
    return [key, part(start, start + ofId), part(start + ofId, at)];
  });
  if (at !== letters.length) throw cutText(rows);
  return names;
}

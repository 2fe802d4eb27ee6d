import { cleanText, shorten } from './clean-text.ts';

const LONGEST = 200;

/** One line without control characters, at most 200 characters; an empty one becomes the title. */
export function subjectLine(text: string, title: string): string {
  const line = oneLine(text);
  return line === '' ? oneLine(title) : line;
}

function oneLine(text: string): string {
  return shorten(cleanText(text).replace(/\s+/gu, ' ').trim(), LONGEST);
}

import { cleanText, shorten } from './clean-text.ts';

const LONGEST = 200;

/** One line without control characters, at most 200 characters; an empty one becomes the title, or says what this is. */
export function subjectLine(text: string, title: string): string {
  return oneLine(text) || oneLine(title) || 'SMS report';
}

function oneLine(text: string): string {
  return shorten(cleanText(text).replace(/\s+/gu, ' ').trim(), LONGEST);
}

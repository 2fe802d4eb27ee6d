import { displayWidth, graphemes, isWide } from './display-width.ts';

/** What RFC 5322 wants of a line, and what every reader of plain text shows. */
export const TEXT_COLUMNS = 78;

/**
 * Lines that are too wide go on below, set in where others stand right above or below them; a line that fits stays. Breaks
 * stand at plain blanks only: a non-breaking one keeps a number with its unit. A word (an address, a name) stays whole
 * however long it is, unless its script has no blanks.
 */
export function wrapText(text: string, columns: number = TEXT_COLUMNS): string {
  const lines = text.split('\n');
  return lines
    .map((line, at) => {
      if (displayWidth(line) <= columns) return line;
      const around = { before: lines[at - 1] ?? '', after: lines[at + 1] ?? '' };
      return COMMAND.test(line) ? wrapCommand(line, columns) : wrapLine(line, columns, around);
    })
    .join('\n');
}

type Around = { readonly before: string; readonly after: string };

function wrapLine(line: string, columns: number, around: Around): string {
  const indent = indentOf(line);
  const below = ' '.repeat(indent + hangOf(indent, around));
  const done: string[] = [];
  let open = line.slice(0, indent);
  let width = indent;
  let isFirst = true;
  for (const word of line
    .slice(indent)
    .split(' ')
    .flatMap((one) => splitWide(one, columns - below.length))) {
    const gap = isFirst || word.isGlued ? 0 : 1;
    const wide = displayWidth(word.text);
    if (!isFirst && width + gap + wide > columns) {
      done.push(open);
      open = `${below}${word.text}`;
      width = below.length + wide;
    } else {
      open = `${open}${' '.repeat(gap)}${word.text}`;
      width += gap + wide;
    }
    isFirst = false;
  }
  return [...done, open].join('\n');
}

/** A paragraph by itself is not set in; a line among others is, further than what is said below it. */
function hangOf(indent: number, { before, after }: Around): number {
  if (indent > 0) return 2;
  if (before === '' && after === '') return 0;
  return indentOf(after) > 0 ? 4 : 2;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

type Word = { readonly text: string; readonly isGlued: boolean };

/** Chinese and Japanese have no blanks: such a word may break between any two letters, but not before a sign that closes. */
function splitWide(word: string, columns: number): readonly Word[] {
  if (displayWidth(word) <= columns || !isWide(word)) return [{ text: word, isGlued: false }];
  const pieces: string[] = [];
  for (const one of graphemes(word)) {
    const last = pieces.at(-1);
    if (last !== undefined && (CLOSING.test(one) || !(isWide(one) || isWide(last))))
      pieces[pieces.length - 1] = `${last}${one}`;
    else pieces.push(one);
  }
  return pieces.map((text, at) => ({ text, isGlued: at > 0 }));
}

const CLOSING = /^[\p{Pe}\p{Pf}\p{M}\p{Cf},.:;!?%、。，．：；！？ー々]/u;

/** For a shell, which goes on after a backslash. */
function wrapCommand(line: string, columns: number): string {
  const done: string[] = [];
  let open = '';
  for (const word of line.split(/ (?=--)/)) {
    if (open !== '' && open.length + word.length + 3 > columns) {
      done.push(`${open} \\`);
      open = `  ${word}`;
    } else open = open === '' ? word : `${open} ${word}`;
  }
  return [...done, open].join('\n');
}

const COMMAND = /^sms-reports \S/;

import { TEXT_COLUMNS } from '../../src/core/wrap-text.ts';

/** The lines of a text part before they were wrapped: for tests that look for whole sentences. */
export function unwrapText(text: string): string {
  const whole: string[] = [];
  let last = '';
  for (const line of text.split('\n')) {
    const so = whole.at(-1);
    const isAlone = so !== undefined && !so.startsWith(' ') && (whole.at(-2) ?? '') === '';
    if (so !== undefined && isContinued(last, line, indentOf(so), isAlone))
      whole[whole.length - 1] = `${so} ${line.trim()}`;
    else whole.push(line);
    last = line;
  }
  return whole.join('\n');
}

/** A number may have gone to the next line for its unit. */
const UNIT = 8;

function isContinued(last: string, line: string, indent: number, isAlone: boolean): boolean {
  const [word = ''] = line.trim().split(' ');
  if (word === '' || last === '' || last.length + 1 + word.length + UNIT <= TEXT_COLUMNS) return false;
  return indentOf(line) > indent || (isAlone && indentOf(line) === 0);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

import type { TextCutter } from './cut-text.ts';

const OPEN = new Set(['{', '[']);
const CLOSE = new Set(['}', ']']);

/**
 * Cuts JSON documents that follow each other, and lists of them, into one value a record: a list of a million events
 * is never held whole. Blanks inside a value become one line. What is no JSON comes out as a record too, for somebody
 * else to refuse.
 */
export function cutJson(): TextCutter {
  let rest = '';
  let scanned = 0;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isInList = false;
  let start = -1;

  const step = (unit: string, at: number): number => {
    if (isText) {
      if (isEscaped) isEscaped = false;
      else if (unit === '\\') isEscaped = true;
      else if (unit === '"') isText = false;
      return -1;
    }
    if (start < 0) return begin(unit, at);
    if (unit === '"') isText = true;
    else if (OPEN.has(unit)) depth += 1;
    else if (CLOSE.has(unit) && depth > 0) {
      depth -= 1;
      return depth === 0 ? at + 1 : -1;
    } else if (depth === 0 && /[\s,\]]/.test(unit)) return at;
    return -1;
  };

  /** Between values. */
  const begin = (unit: string, at: number): number => {
    if (/[\s,]/.test(unit)) return -1;
    if (unit === '[' && !isInList) isInList = true;
    else if (unit === ']' && isInList) isInList = false;
    else {
      start = at;
      isText = unit === '"';
      depth = OPEN.has(unit) ? 1 : 0;
    }
    return -1;
  };

  const take = (end: number): string => {
    const value = rest.slice(start, end).replace(/[\r\n]+/g, ' ');
    start = -1;
    return value;
  };

  return {
    add: (text) => {
      rest += text;
      const values: string[] = [];
      for (; scanned < rest.length; scanned += 1) {
        const end = step(rest.charAt(scanned), scanned);
        if (end < 0) continue;
        values.push(take(end));
        // the unit that ended a bare word may itself close the list
        if (end === scanned) begin(rest.charAt(scanned), scanned);
      }
      const from = start < 0 ? scanned : start;
      rest = rest.slice(from);
      scanned -= from;
      start = start < 0 ? -1 : 0;
      return values;
    },
    end: () => (start < 0 ? [] : [take(rest.length)]),
    waiting: () => rest.length,
  };
}

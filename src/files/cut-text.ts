/** Cuts a stream of text into records. What `add` and `end` give is whole; the rest waits for more. */
export type TextCutter = {
  readonly add: (text: string) => readonly string[];
  readonly end: () => readonly string[];
  /** characters that wait */
  readonly waiting: () => number;
};

/** One record a line; blank lines are none. */
export function cutLines(): TextCutter {
  let rest = '';
  return {
    add: (text) => {
      const last = text.lastIndexOf('\n');
      if (last < 0) {
        rest += text;
        return [];
      }
      const lines = `${rest}${text.slice(0, last)}`.split('\n');
      rest = text.slice(last + 1);
      return lines.filter(isSaying);
    },
    end: () => [rest].filter(isSaying),
    waiting: () => rest.length,
  };
}

/** One record a CSV row: a line end inside quotes belongs to a cell. */
export function cutCsvRows(): TextCutter {
  let rest = '';
  let isQuoted = false;
  return {
    add: (text) => {
      const rows: string[] = [];
      let start = 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        if (unit === QUOTE) isQuoted = !isQuoted;
        else if (unit === NEW_LINE && !isQuoted) {
          rows.push(rest + text.slice(start, at));
          rest = '';
          start = at + 1;
        }
      }
      rest += text.slice(start);
      return rows.filter(isSaying);
    },
    end: () => [rest].filter(isSaying),
    waiting: () => rest.length,
  };
}

const QUOTE = 34;
const NEW_LINE = 10;

function isSaying(line: string): boolean {
  return line.trim() !== '';
}

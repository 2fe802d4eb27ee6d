import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type CsvFile = {
  readonly row: (cells: readonly (string | number)[]) => void;
  readonly close: () => void;
};

const LINES_AT_ONCE = 5000;

/** Written in pieces, so that no file is ever whole in memory. Cells need no quotes. */
export function csvFile(folder: string, name: string, columns: string): CsvFile {
  const file = openSync(join(folder, `${name}.csv`), 'w');
  let lines: string[] = [columns];
  const flush = (): void => {
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  return {
    row: (cells) => {
      lines.push(cells.join(','));
      if (lines.length >= LINES_AT_ONCE) flush();
    },
    close: () => {
      if (lines.length > 0) flush();
      closeSync(file);
    },
  };
}

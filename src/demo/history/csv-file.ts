import { closeSync, openSync, writeSync } from 'node:fs';

export type CsvFile = {
  /** one data row without its line end; cells are already safe */
  row(text: string): void;
  /** Writes the rest; rows and bytes of the whole file. */
  close(): { readonly rows: number; readonly bytes: number };
};

const CHUNK = 1 << 18;

/** Text is gathered and written in large pieces, synchronously: memory stays at one piece per file. */
export function openCsvFile(path: string, header: string): CsvFile {
  const file = openSync(path, 'w');
  let pending = `${header}\n`;
  let rows = 0;
  let bytes = 0;
  const flush = (): void => {
    const piece = Buffer.from(pending);
    for (let from = 0; from < piece.length; ) from += writeSync(file, piece, from);
    bytes += piece.length;
    pending = '';
  };
  return {
    row: (text) => {
      pending += text;
      pending += '\n';
      rows += 1;
      if (pending.length >= CHUNK) flush();
    },
    close: () => {
      flush();
      closeSync(file);
      return { rows, bytes };
    },
  };
}

/** A cell that may hold commas or quotes. */
export function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnMap } from '../core/column-map.ts';
import { Failure } from '../core/failure.ts';
import { SOURCE_KINDS } from '../core/source-kind.ts';
import { type CsvFile, openCsv } from '../files/read-csv.ts';
import { kindOfFile, type Layout, layOut } from './import-layout.ts';

export type FileSource = { readonly path: string; readonly csv: CsvFile; readonly layout: Layout };

/**
 * Opens the files to import, in the order in which they must be read; of a folder all that end in .csv. Fails with
 * `bad-input` before anything is stored when one of them cannot be imported.
 */
export async function openSources(paths: readonly string[], map: ColumnMap): Promise<readonly FileSource[]> {
  if (paths.length === 0) throw new Failure('bad-input', 'no file or folder to import is given');
  const files = (await Promise.all(paths.map(filesAt))).flat();
  const opened: FileSource[] = [];
  try {
    for (const path of files) {
      const csv = await openCsv(path);
      opened.push({ path, csv, layout: layOutOrClose(csv, map) });
    }
  } catch (error) {
    await closeSources(opened);
    throw error;
  }
  return opened.sort((left, right) => place(left) - place(right) || (left.path < right.path ? -1 : 1));
}

export async function closeSources(sources: readonly FileSource[]): Promise<void> {
  for (const { csv } of sources) await csv.close();
}

function layOutOrClose(csv: CsvFile, map: ColumnMap): Layout {
  try {
    return layOut(csv.name, kindOfFile(csv.name, csv.header, map), csv.header, map);
  } catch (error) {
    void csv.close();
    throw error;
  }
}

function place({ layout }: FileSource): number {
  return SOURCE_KINDS.indexOf(layout.kind);
}

async function filesAt(path: string): Promise<readonly string[]> {
  const info = await stat(path).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new Failure('bad-input', `${path}: cannot be read (${code})`, { cause });
  });
  if (!info.isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  const packed = names.find((name) => /\.csv\.\w+$/i.test(name));
  if (packed !== undefined) throw new Failure('bad-input', `${packed}: is compressed; unpack it first`);
  const files = names.filter((name) => /\.csv$/i.test(name));
  if (files.length === 0) throw new Failure('bad-input', `${path}: holds no .csv file`);
  return files.map((name) => join(path, name));
}

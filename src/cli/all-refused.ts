import { Failure } from '../core/failure.ts';
import { shownCount } from './shown-count.ts';

export type FileCounts = {
  readonly file: string;
  readonly read: number;
  readonly refused: number;
  /** where and why the first was refused; null = not known any more */
  readonly first: string | null;
};

/** Rows are refused one by one and the others taken; a file of which none was taken is a bad file. Fails with `bad-input`. */
export function failIfAllRefused(files: readonly FileCounts[], rows: 'row' | 'record'): void {
  const bad = files.find(({ read, refused }) => read > 0 && refused === read);
  if (bad === undefined) return;
  const all = bad.read === 1 ? `its only ${rows} was` : `all ${shownCount(bad.read)} ${rows}s were`;
  throw new Failure(
    'bad-input',
    `${bad.file}: ${all} refused${bad.first === null ? '' : `; first: ${bad.first}`}`,
  );
}

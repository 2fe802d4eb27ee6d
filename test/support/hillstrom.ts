import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExperimentHistory } from '../../src/demo/experiment-history.ts';

export type HillstromFiles = {
  /** CSV files of the interchange format; campaign `hillstrom`, arms `mens`, `womens` and `holdout` */
  readonly folder: string;
  /** true = the published files, not generated ones with the same margins */
  readonly isReal: boolean;
  readonly drop: () => void;
};

/** The published test when HILLSTROM_DIR names its folder, else one with exactly its margins. */
export function hillstromFiles(): HillstromFiles {
  const { HILLSTROM_DIR: real } = process.env;
  if (real !== undefined) return { folder: real, isReal: true, drop: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'hillstrom-'));
  writeExperimentHistory({ folder });
  return { folder, isReal: false, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

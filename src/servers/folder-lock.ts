import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';

/** `errcode` of SQLITE_BUSY. */
const BUSY = 5;

/**
 * Runs `work` while no other process does so on the same folder. The lock is SQLite's, on an empty database
 * file: the kernel frees it when the holder dies in any way, so there is no stale lock to judge.
 */
export async function withFolderLock<T>(
  folder: string,
  work: () => Promise<T>,
  waitMs = 300_000,
): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(folder, 'lock'));
  try {
    const giveUpAt = performance.now() + waitMs;
    while (!tryLock(file)) {
      if (performance.now() > giveUpAt)
        throw new Failure('locked', `another process holds ${folder} for too long`);
      await sleep(20);
    }
    return await work();
  } finally {
    file.close();
  }
}

function tryLock(file: DatabaseSync): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false;
    throw error;
  }
}

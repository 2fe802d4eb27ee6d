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
  const file = openLock(folder);
  try {
    const giveUpAt = performance.now() + waitMs;
    while (!tryLock(file, folder)) {
      if (performance.now() > giveUpAt)
        throw new Failure('locked', `another process holds ${folder} for too long`);
      await sleep(20);
    }
    return await work();
  } finally {
    file.close();
  }
}

function openLock(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, 'lock'));
  } catch (cause) {
    throw notWritten(folder, cause);
  }
}

function tryLock(file: DatabaseSync, folder: string): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false;
    throw notWritten(folder, error);
  }
}

/** A full disk, or somebody else's file in its place. */
function notWritten(folder: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : 'unknown';
  return new Failure('server-unavailable', `${join(folder, 'lock')} cannot be written (${why})`, { cause });
}

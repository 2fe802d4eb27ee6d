import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from './connect.ts';
import { isDuplicateKey, isRetryableError } from './retryable-error.ts';

const TRIES = 5;
const PAUSE_MS = 20;

/**
 * `work` in one transaction, whole or not at all, again after a deadlock, a lock wait or a fork of the audit chain: two
 * that write its first row at once, and one of them meets the unique key.
 */
export async function retriedTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const mayHelp = isRetryableError(error) || isAuditFork(error);
      if (!mayHelp || tried >= TRIES) throw error;
      await wait(PAUSE_MS * tried * (1 + Math.random()));
    }
  }
}

function isAuditFork(error: unknown): boolean {
  return isDuplicateKey(error) && error instanceof Error && error.message.includes('audit_log_by_prev');
}

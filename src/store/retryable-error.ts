import { Failure } from '../core/failure.ts';

/** The server takes no writes: it was the primary before a failover, or is not yet. */
const READ_ONLY_NUMBERS = new Set([1290, 1836]);

/**
 * Deadlock, lock wait, killed or timed-out statement, killed or idle session, server gone, offline or starting, too many
 * connections, out of memory or disk.
 */
const RETRYABLE_NUMBERS = new Set([
  ...READ_ONLY_NUMBERS,
  1021,
  1040,
  1041,
  1053,
  1114,
  1152,
  1158,
  1159,
  1160,
  1161,
  1184,
  1203,
  1205,
  1213,
  1226,
  1317,
  1927,
  1969,
  2006,
  2013,
  3024,
  3032,
  3169,
  4031,
]);

const RETRYABLE_CODES = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What a ROLLBACK says whose connection was lost in the middle of the transaction. */
const CONNECTION_IS_GONE = /connection is in closed state/;

/** May the same work succeed later? Says no to anything it does not know. */
export function isRetryableError(error: unknown): boolean {
  if (error instanceof Failure) return error.retryable;
  if (!(error instanceof Error)) return false;
  const { errno, code, name }: { errno?: unknown; code?: unknown } & Error = error;
  return (
    (typeof errno === 'number' && RETRYABLE_NUMBERS.has(errno)) ||
    (typeof code === 'string' && RETRYABLE_CODES.has(code)) ||
    name === 'KnexTimeoutError' ||
    isConnectionGone(error)
  );
}

/** By its words: the driver gives such an error no code. */
export function isConnectionGone({ message }: Error): boolean {
  return CONNECTION_IS_GONE.test(message);
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && error.errno === 1062;
}

/** Another connection may lead to the server that has become the primary. */
export function isReadOnlyError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errno' in error &&
    typeof error.errno === 'number' &&
    READ_ONLY_NUMBERS.has(error.errno)
  );
}

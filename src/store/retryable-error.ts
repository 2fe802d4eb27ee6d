import { Failure } from '../core/failure.ts';

/** Deadlock, lock wait, killed or timed-out statement, server gone or starting, read-only failover, too many connections. */
const RETRYABLE_NUMBERS = new Set([
  1040, 1041, 1053, 1021, 1114, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1205, 1213, 1226, 1290, 1317, 1836,
  1969, 2006, 2013, 3024,
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

/** The driver gives it no code: what a ROLLBACK says whose connection was lost in the middle of the transaction. */
const CONNECTION_IS_GONE = /connection is in closed state/;

/** May the same work succeed later? Says no to anything it does not know. */
export function isRetryableError(error: unknown): boolean {
  if (error instanceof Failure) return error.retryable;
  if (!(error instanceof Error)) return false;
  const { errno, code, name, message }: { errno?: unknown; code?: unknown } & Error = error;
  return (
    (typeof errno === 'number' && RETRYABLE_NUMBERS.has(errno)) ||
    (typeof code === 'string' && RETRYABLE_CODES.has(code)) ||
    name === 'KnexTimeoutError' ||
    CONNECTION_IS_GONE.test(message)
  );
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && error.errno === 1062;
}

import { Failure } from '../core/failure.ts';
import { isConnectionGone, isRetryableError } from './retryable-error.ts';

const IN_EACH_OTHERS_WAY = new Set([1205, 1213]);

/**
 * What a person is told of an error of the database that may be over soon: `locked` = other writers stood in the way,
 * `mysql-unreachable` = the server went away, or does not take this now. null = not such an error.
 */
export function databaseFailure(error: unknown): Failure | null {
  if (error instanceof Failure || !(error instanceof Error)) return null;
  if (!isOfDatabase(error) || !isRetryableError(error)) return null;
  const options = { retryable: true, cause: error };
  if ('errno' in error && typeof error.errno === 'number' && IN_EACH_OTHERS_WAY.has(error.errno))
    return new Failure(
      'locked',
      'other writers stood in the way in the database, and this step was taken back; run it again',
      options,
    );
  return new Failure(
    'mysql-unreachable',
    `MySQL went away in the middle (${whatItSaid(error)}); what was not committed was taken back; run it again`,
    options,
  );
}

/** Redis, mail servers and platforms have errors of the same codes, without these marks of the driver and of knex. */
function isOfDatabase(error: Error): boolean {
  return (
    'sqlState' in error || 'fatal' in error || error.name === 'KnexTimeoutError' || isConnectionGone(error)
  );
}

/** Never the message: knex puts the statement before it. */
function whatItSaid(error: Error): string {
  if ('sqlMessage' in error && typeof error.sqlMessage === 'string') return error.sqlMessage;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'KnexTimeoutError' ? 'no connection was free in time' : 'the connection was lost';
}

import { Failure } from '../core/failure.ts';
import { isConnectionGone, isRetryableError } from './retryable-error.ts';

const IN_EACH_OTHERS_WAY = new Set([1205, 1213]);
/** Of the database, a table, a column, a routine; of a privilege of the server. */
const LACKS_A_RIGHT = new Set([1044, 1142, 1143, 1370, 1227]);

/**
 * What a person is told of an error of the database that may be over soon, or that is a matter of rights: `locked` =
 * other writers stood in the way, `mysql-unreachable` = the server went away, or does not take this now, `bad-config` =
 * the account may not do this. null = not such an error.
 */
export function databaseFailure(error: unknown): Failure | null {
  if (error instanceof Failure || !(error instanceof Error)) return null;
  if (isNumbered(error, LACKS_A_RIGHT))
    return new Failure(
      'bad-config',
      `MySQL: the account lacks a right (${whatItSaid(error)}); \`sms-reports migrate --grants NAME@HOST\` prints what it needs`,
      { cause: error },
    );
  if (!isOfDatabase(error) || !isRetryableError(error)) return null;
  const options = { retryable: true, cause: error };
  if (isNumbered(error, IN_EACH_OTHERS_WAY))
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

function isNumbered(error: Error, numbers: ReadonlySet<number>): boolean {
  return 'errno' in error && typeof error.errno === 'number' && numbers.has(error.errno);
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

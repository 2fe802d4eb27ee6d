import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import { databaseFailure } from '../store/database-failure.ts';

/** One line per problem, no stack unless asked; returns the exit status. */
export function printFailure(thrown: unknown, debug: boolean, stderr: (text: string) => void): number {
  const error = databaseFailure(thrown) ?? thrown;
  if (!(error instanceof Failure)) {
    stderr(`error: internal: ${errorLine(error)}; run again with --debug and report it\n`);
    if (debug && error instanceof Error) stderr(`${error.stack ?? ''}\n`);
    return 70;
  }
  for (const line of error.message.split('\n')) stderr(`error: ${error.code}: ${line}\n`);
  if (debug) stderr(`${error.stack ?? ''}\n`);
  return error.exitCode;
}

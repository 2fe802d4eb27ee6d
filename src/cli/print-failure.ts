import { Failure } from '../core/failure.ts';

/** One line per problem, no stack unless asked; returns the exit status. */
export function printFailure(error: unknown, debug: boolean, stderr: (text: string) => void): number {
  if (!(error instanceof Failure)) {
    stderr(`error: internal: ${shortMessage(error)}; run again with --debug and report it\n`);
    if (debug && error instanceof Error) stderr(`${error.stack ?? ''}\n`);
    return 70;
  }
  for (const line of error.message.split('\n')) stderr(`error: ${error.code}: ${line}\n`);
  if (debug) stderr(`${error.stack ?? ''}\n`);
  return error.exitCode;
}

/** A driver's message repeats the statement with its values, which may be addresses: only the server's words are shown. */
function shortMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 300);
  const said =
    'sqlMessage' in error && typeof error.sqlMessage === 'string' ? error.sqlMessage : error.message;
  return (said.split('\n')[0] ?? '').slice(0, 300);
}

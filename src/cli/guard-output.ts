import { FAILURES } from '../core/failure.ts';

/** Their work does not end because nobody reads what they say. */
const SERVICES: readonly string[] = ['worker', 'web'];

/**
 * What happens when standard output takes no more. `... | head` closes our end: the reader has what it wanted. A full
 * disk is told in one line, exit 3. A service goes on without its log.
 */
export function guardOutput(argv: readonly string[]): void {
  const command = argv.slice(2).find((word) => !word.startsWith('-')) ?? '';
  const isService = SERVICES.includes(command);
  let isTold = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error) => {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    if (isService) {
      // each line of the log tries again: a disk may have room once more
      if (!isTold) tell(`the log cannot be written (${code}); going on without it`);
      isTold = true;
      return;
    }
    if (code === 'EPIPE') process.exit();
    tell(`standard output cannot be written (${code}); what was printed is not whole`);
    process.exit(FAILURES['bad-state'].exit);
  });
}

function tell(what: string): void {
  process.stderr.write(`error: bad-state: ${what}\n`);
}

import { describe, expect, it } from 'vitest';
import { printFailure } from '../../src/cli/print-failure.ts';
import { Failure } from '../../src/core/failure.ts';

function printed(error: unknown, debug = false): { readonly text: string; readonly exit: number } {
  let text = '';
  const exit = printFailure(error, debug, (line) => {
    text += line;
  });
  return { text, exit };
}

describe('an error on the command line', () => {
  it('is one line with its code, and its code is the exit status', () => {
    const { text, exit } = printed(new Failure('bad-input', '--tz: X is not an IANA zone'));
    expect(text).toBe('error: bad-input: --tz: X is not an IANA zone\n');
    expect(exit).toBe(2);
  });

  it('names every problem of a configuration on a line of its own', () => {
    const { text, exit } = printed(new Failure('bad-config', 'A: is missing\nB: is wrong'));
    expect(text).toBe('error: bad-config: A: is missing\nerror: bad-config: B: is wrong\n');
    expect(exit).toBe(78);
  });

  it('never shows the values of a statement', () => {
    const error = Object.assign(new Error("insert into t values ('+4791234567') - Column is wrong"), {
      sqlMessage: 'Column is wrong',
    });
    expect(printed(error).text).toBe(
      'error: internal: Column is wrong; run again with --debug and report it\n',
    );
  });

  it.each([
    [{ errno: 1213, sqlState: '40001', sqlMessage: 'Deadlock found' }, 4, /^error: locked: other writers/],
    [{ errno: 1053, sqlState: '08S01', sqlMessage: 'Server shutdown in progress' }, 69, /Server shutdown/],
    [{ errno: -104, code: 'ECONNRESET', fatal: true }, 69, /^error: mysql-unreachable: .*ECONNRESET.*again$/],
    [{ name: 'KnexTimeoutError' }, 69, /no connection was free in time/],
    [{ message: "ROLLBACK - Can't add new command when connection is in closed state" }, 69, /was lost/],
  ])('of a database that went away says so, and is no defect: %o', (marks, exit, line) => {
    const error = Object.assign(new Error("insert into t values ('+4791234567') - broke"), marks);
    const shown = printed(error);
    expect(shown.text.trimEnd()).toMatch(line);
    expect(shown.text).not.toContain('91234567');
    expect(shown.exit).toBe(exit);
  });

  it.each([1044, 1142, 1143, 1227, 1370])(
    'of an account without a right (%i) says what prints them',
    (errno) => {
      const error = Object.assign(new Error("insert into t values ('+4791234567') - denied"), {
        errno,
        sqlState: '42000',
        sqlMessage: "INSERT command denied to user 'ro'@'10.0.0.1' for table `r`.`mail_gate`",
      });
      const { text, exit } = printed(error);
      expect(text).toBe(
        "error: bad-config: MySQL: the account lacks a right (INSERT command denied to user 'ro'@'10.0.0.1' for table `r`.`mail_gate`); `sms-reports migrate --grants NAME@HOST` prints what it needs\n",
      );
      expect(exit).toBe(78);
    },
  );

  it.each([
    { code: 'ECONNRESET' },
    { errno: 1064, sqlState: '42000', sqlMessage: 'You have an error in your SQL syntax' },
  ])('of something else, or of a defect, stays one: %o', (marks) => {
    expect(printed(Object.assign(new Error('broke'), marks)).exit).toBe(70);
  });

  it('shows a stack only when asked', () => {
    expect(printed(new Error('boom')).text).not.toContain('at ');
    expect(printed(new Error('boom'), true).text).toContain('at ');
  });
});

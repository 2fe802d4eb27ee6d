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

  it('shows a stack only when asked', () => {
    expect(printed(new Error('boom')).text).not.toContain('at ');
    expect(printed(new Error('boom'), true).text).toContain('at ');
  });
});

import { describe, expect, it } from 'vitest';
import { errorLine } from '../../src/core/error-line.ts';

describe('an error in one line', () => {
  it("shows the server's words instead of the statement with its values", () => {
    const error = Object.assign(new Error("insert into `t` values ('boss@example.com') - Data too long"), {
      sqlMessage: "Data too long for column 'title' at row 1",
    });
    expect(errorLine(error)).toBe("Data too long for column 'title' at row 1");
  });

  it('has words for an error without a message', () => {
    expect(errorLine(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
    expect(errorLine(new RangeError())).toBe('RangeError');
  });

  it('is one line of at most 300 characters', () => {
    expect(errorLine(new Error('first\nsecond'))).toBe('first');
    expect(errorLine('x'.repeat(1_000))).toHaveLength(300);
  });
});

import { describe, expect, it } from 'vitest';
import { parseNothing, parseRowId } from '../../src/queue/define-job.ts';

describe('the payload of a wake-up', () => {
  it('is the id of a row of ours', () => {
    expect(parseRowId({ id: 12 })).toBe(12);
    expect(parseNothing({})).toBeNull();
  });

  it.each([
    [null],
    [undefined],
    [12],
    ['12'],
    [[]],
    [[12]],
    [{}],
    [{ id: null }],
    [{ id: 0 }],
    [{ id: -1 }],
    [{ id: 1.5 }],
    [{ id: Number.NaN }],
    [{ id: Number.POSITIVE_INFINITY }],
    [{ id: 2 ** 53 }],
    [{ id: '12' }],
    [{ id: [12] }],
    [{ id: { $gt: 0 } }],
    [{ id: true }],
    [{ id: '1 OR 1=1' }],
    [JSON.parse('{"__proto__": {"id": 12}}')],
  ])('is not %j', (data) => {
    expect(() => parseRowId(data)).toThrow(
      expect.objectContaining({ code: 'bad-input', message: 'id: must be a whole number above 0' }),
    );
  });

  it.each([[12], ['x'], [[1]], [{ id: 1 }]])('is not %j where nothing is meant', (data) => {
    expect(() => parseNothing(data)).toThrow(expect.objectContaining({ message: 'payload: must be empty' }));
  });
});

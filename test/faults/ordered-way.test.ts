import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { orderedWay } from './ordered-way.ts';

describe('a slow way that gets fast in the middle', () => {
  it('brings what came first first', async () => {
    const { promise: all, resolve } = Promise.withResolvers<string>();
    let said = '';
    const way = orderedWay(
      new Writable({
        write: (bytes, _encoding, done) => {
          said += String(bytes);
          if (said.length === 4) resolve(said);
          done();
        },
      }),
    );
    way(Buffer.from('a'), 40);
    way(Buffer.from('b'), 1);
    way(Buffer.from('c'), 0);
    setTimeout(() => way(Buffer.from('d'), 0), 5);
    expect(await all).toBe('abcd');
  });
});

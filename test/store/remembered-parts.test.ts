import { expect, it } from 'vitest';
import { rememberParts } from '../../src/store/remembered-parts.ts';

const part = (bytes: number) => new Uint8Array(bytes);

it('forgets those not used for longest when they are too many bytes', () => {
  const memory = rememberParts(100);
  memory.remember(new Map([['a', part(40)]]));
  memory.remember(new Map([['b', part(40)]]));
  memory.remember(new Map([['a', part(40)]]));
  memory.remember(new Map([['c', part(40)]]));
  expect([...memory.known.keys()]).toEqual(['a', 'c']);
});

it('keeps nothing that is larger than all it may hold', () => {
  const memory = rememberParts(100);
  memory.remember(new Map([['a', part(40)]]));
  memory.remember(new Map([['huge', part(101)]]));
  expect([...memory.known.keys()]).toEqual([]);
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { onFreePort } from '../../src/servers/loopback.ts';

it('starts on another port when somebody took the first one meanwhile', async () => {
  const somebody = createServer();
  const tried: number[] = [];
  const port = await onFreePort(undefined, async (given) => {
    tried.push(given);
    if (tried.length > 1) return given;
    await once(somebody.listen(given, '127.0.0.1'), 'listening');
    throw new Error('the address is in use');
  });
  somebody.close();
  expect(tried).toHaveLength(2);
  expect(port).toBe(tried[1]);
  expect(port).not.toBe(tried[0]);
});

it('fails as what it starts does, when that has another reason', async () => {
  const broken = onFreePort(undefined, () => Promise.reject(new Error('no such program')));
  await expect(broken).rejects.toThrow('no such program');
});

import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { startTcpProxy } from './tcp-proxy.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

describe('a way to a server that comes back on another port', () => {
  it('leads to it again, for whoever connects anew', async () => {
    const proxy = await startTcpProxy(await serverThatSays('before'));
    expect(await heard(proxy.port)).toBe('before');
    proxy.to(await serverThatSays('after'));
    expect(await heard(proxy.port)).toBe('after');
    await proxy.stop();
  });
});

async function serverThatSays(word: string): Promise<number> {
  const server = createServer((socket) => socket.end(word));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function heard(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const [word] = await once(socket, 'data');
  socket.destroy();
  return String(word);
}

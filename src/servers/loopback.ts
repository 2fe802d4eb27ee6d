import { createConnection, createServer } from 'node:net';

const TRIES = 3;

/**
 * What `start` makes on a port of 127.0.0.1: on `wanted` when nobody listens there, else on one the kernel calls free. A
 * server takes a second to take its port; when somebody else was faster, it is started on another.
 */
export async function onFreePort<T>(
  wanted: number | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    const port = await freePort(tried === 1 ? wanted : undefined);
    try {
      return await start(port);
    } catch (error) {
      if (tried === TRIES || (await listenOnce(port)) !== null) throw error;
    }
  }
}

/** `wanted` when nobody listens there, else a port the kernel calls free. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await listenOnce(wanted)) !== null) return wanted;
  const port = await listenOnce(0);
  if (port === null) throw new Error('no free port on 127.0.0.1');
  return port;
}

/**
 * Connects to 127.0.0.1, sends `hello` and gives the first bytes that come back; null when there is no answer
 * within `patienceMs`. Enough to tell that a server serves, without its client library.
 */
export function firstAnswer(port: number, hello: string, patienceMs = 2_000): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const finish = (answer: Buffer | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(patienceMs, () => finish(null));
    socket.once('connect', () => {
      if (hello !== '') socket.write(hello);
    });
    socket.once('data', finish);
    socket.once('error', () => finish(null));
    socket.once('end', () => finish(null));
  });
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      const got = address === null || typeof address === 'string' ? null : address.port;
      server.close(() => resolve(got));
    });
  });
}

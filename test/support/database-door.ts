import { connect, createServer, type Socket } from 'node:net';

export type DatabaseDoor = {
  /** the database behind the door */
  readonly url: string;
  /** ends all connections and refuses new ones, as a server that was stopped does */
  readonly shut: () => Promise<void>;
  /** takes connections at the same port again */
  readonly open: () => Promise<void>;
};

/** A way to a database that a test can cut, so that a server other tests share need not stop. */
export async function databaseDoor(databaseUrl: string): Promise<DatabaseDoor> {
  const behind = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((outer) => {
    const inner = connect(Number(behind.port), behind.hostname);
    for (const [socket, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  let port = 0;
  const open = async (): Promise<void> => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : port;
  };
  await open();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    open,
    shut: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

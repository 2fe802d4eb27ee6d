import { createServer, type Socket } from 'node:net';

/** What the server does instead of answering: to the sign-in, or to every statement. */
export type Hostility = 'asks for a file' | 'asks for the password in clear' | 'says nothing';

export type HostileMysql = {
  readonly url: string;
  /** all bytes it was sent */
  readonly received: () => Buffer;
  readonly close: () => Promise<void>;
};

/** Speaks just enough of MySQL's protocol to be connected to, and then wants what it should not get. */
export async function hostileMysql(hostility: Hostility, file = '/etc/passwd'): Promise<HostileMysql> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(packet(0, GREETING));
    let isSignedIn = false;
    socket.on('data', (bytes: Buffer) => {
      received.push(bytes);
      const sequence = (bytes[3] ?? 0) + 1;
      const isStatement = bytes[4] === 3;
      if (!isSignedIn) {
        isSignedIn = true;
        socket.write(
          hostility === 'asks for the password in clear' ? packet(sequence, CLEAR) : packet(sequence, OK),
        );
      } else if (isStatement && hostility === 'asks for a file') {
        socket.write(packet(sequence, Buffer.concat([Buffer.from([0xfb]), Buffer.from(file)])));
      } else if (hostility !== 'says nothing' || !bytes.includes('SELECT 1')) {
        socket.write(packet(sequence, OK));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `mysql://reports:hunter2-hunter2@127.0.0.1:${port}/reports`,
    received: () => Buffer.concat(received),
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const CLEAR = Buffer.concat([Buffer.from([0xfe]), Buffer.from('mysql_clear_password\0')]);

/** Protocol 10, all capabilities but TLS, mysql_native_password. */
const GREETING = Buffer.concat([
  Buffer.from([10]),
  Buffer.from('8.4.0\0'),
  Buffer.from([1, 0, 0, 0]),
  Buffer.from('abcdefgh\0'),
  Buffer.from([0xff, 0xf7, 45, 2, 0, 0x0f, 0x00, 21]),
  Buffer.alloc(10),
  Buffer.from('ijklmnopqrst\0'),
  Buffer.from('mysql_native_password\0'),
]);

function packet(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = sequence % 256;
  return Buffer.concat([head, payload]);
}

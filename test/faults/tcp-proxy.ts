import { connect, createServer, type Socket } from 'node:net';
import { orderedWay, type Way } from './ordered-way.ts';

export type ProxyMode =
  | { readonly kind: 'pass' }
  /** connections end at once */
  | { readonly kind: 'refuse' }
  /** takes everything and passes nothing on */
  | { readonly kind: 'silent' }
  /** each way, until a time of `performance.now` */
  | { readonly kind: 'latency'; readonly ms: number; readonly untilMs: number }
  /** each connection is reset after so many bytes from the server, until then as well */
  | { readonly kind: 'reset-after'; readonly bytes: number; readonly untilMs: number }
  /** COMMIT reaches the server, its answer nobody */
  | { readonly kind: 'cut-commit' }
  /** called once, with the first COMMIT on its way */
  | { readonly kind: 'on-commit'; readonly act: () => void };

export type TcpProxy = {
  readonly port: number;
  readonly mode: (mode: ProxyMode) => void;
  /** resets what is open */
  readonly cut: () => void;
  /** the server behind moved */
  readonly to: (port: number) => void;
  readonly stop: () => Promise<void>;
};

export async function startTcpProxy(
  firstTarget: number,
  rewrite: (chunk: Buffer) => Buffer = (chunk) => chunk,
): Promise<TcpProxy> {
  let target = firstTarget;
  let mode: ProxyMode = { kind: 'pass' };
  const open = new Set<Socket>();
  const server = createServer((outer) => {
    if (mode.kind === 'refuse') return void outer.resetAndDestroy();
    const inner = connect(target, '127.0.0.1');
    let answered = 0;
    const end = (): void => {
      for (const socket of [outer, inner]) {
        open.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [outer, inner]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    const inward = orderedWay(inner);
    const outward = orderedWay(outer);
    const pass = (way: Way, chunk: Buffer): void => {
      if (mode.kind === 'silent') return;
      way(chunk, mode.kind === 'latency' && performance.now() < mode.untilMs ? mode.ms : 0);
    };
    outer.on('data', (chunk: Buffer) => {
      pass(inward, rewrite(chunk));
      if (mode.kind === 'cut-commit' && chunk.includes('COMMIT')) outer.resetAndDestroy();
      if (mode.kind === 'on-commit' && chunk.includes('COMMIT')) {
        const { act } = mode;
        mode = { kind: 'pass' };
        act();
      }
    });
    inner.on('data', (chunk: Buffer) => {
      answered += chunk.length;
      if (mode.kind === 'reset-after' && answered > mode.bytes && performance.now() < mode.untilMs)
        return end();
      pass(outward, chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
    open.clear();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mode: (next) => {
      mode = next;
    },
    to: (port) => {
      target = port;
    },
    cut,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LivePage = {
  readonly url: string;
  /** a whole document; whoever looks at the page sees it at once */
  readonly show: (html: string) => void;
  /** what is wrong, in place of the document */
  readonly fail: (message: string) => void;
  readonly close: () => void;
};

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";
const SCRIPT = "new EventSource('/changes').onmessage = () => location.reload();\n";
const TAG = '<script src="/reload.js"></script>';

/** One page on this machine that loads itself anew. Nobody else reaches it: 127.0.0.1, under that name or localhost. */
export async function openLivePage(): Promise<LivePage> {
  let document = `<!doctype html><title>Wait</title><p>It is being drawn.</p>${TAG}`;
  const readers = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (!isOurs(request)) return void response.writeHead(421).end();
    if (request.url === '/') return void response.writeHead(200, htmlHead()).end(document);
    if (request.url === '/reload.js')
      return void response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(SCRIPT);
    if (request.url !== '/changes') return void response.writeHead(404).end();
    const head = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
    response.writeHead(200, head).flushHeaders();
    readers.add(response);
    return void response.on('close', () => readers.delete(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const put = (html: string): void => {
    document = html;
    for (const reader of readers) reader.write('data: changed\n\n');
  };
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    show: (html) =>
      put(html.includes('</body>') ? html.replace('</body>', () => `${TAG}</body>`) : html + TAG),
    fail: (message) =>
      put(
        `<!doctype html><meta charset="utf-8"><title>Not drawn</title><h1>Not drawn</h1><pre>${escaped(message)}</pre>${TAG}`,
      ),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function htmlHead(): Readonly<Record<string, string>> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** Another site that has pointed its name at this machine is not let in. */
function isOurs({ headers }: IncomingMessage): boolean {
  return /^(?:127\.0\.0\.1|localhost):\d+$/.test(headers.host ?? '');
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

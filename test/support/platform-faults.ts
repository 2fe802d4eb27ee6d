import type { ServerResponse } from 'node:http';

export type PlatformFault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'message'; readonly message: string }
  /** instead of the page that is asked for the first one */
  | { readonly kind: 'endless' }
  /** the right answer, and only then */
  | { readonly kind: 'late'; readonly until: Promise<void> }
  | { readonly kind: 'hang' }
  | { readonly kind: 'stall' }
  /** in the middle of the answer; it begins only then */
  | { readonly kind: 'cut'; readonly until?: Promise<void> }
  | { readonly kind: 'html' }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'status-false' }
  | { readonly kind: 'no-code' }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'huge' };

/** Answers as no platform should. */
export function misbehave(
  fault: Exclude<PlatformFault, { kind: 'endless' | 'late' }>,
  response: ServerResponse,
): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      return void response.end(JSON.stringify({ status: false, code: fault.status, message: 'planted' }));
    case 'message':
      return sendJson(response, 400, { status: false, code: 400, message: fault.message });
    case 'hang':
      return;
    case 'stall':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      return void response.write('{"status":true,');
    case 'cut':
      return void Promise.resolve(fault.until).then(() => cutOff(response));
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end('<html><body>We are down for maintenance</body></html>');
    case 'not-json':
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end('{"status":true,"data":[1,2');
    case 'status-false':
      return sendJson(response, 200, { status: false, code: 404, message: 'no such thing' });
    case 'no-code':
      return sendJson(response, 200, { status: false, message: 'not for you' });
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' });
      return void response.end();
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(`{"status":true,"code":200,"data":["${'x'.repeat(2_000_000)}"]}`);
  }
}

function cutOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"status":true,"code":200,"da');
  setTimeout(() => response.destroy(), 20);
}

export function sendJson(response: ServerResponse, status: number, data: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(data));
}

import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import {
  callHook,
  HOOK_SECRETS,
  type HookAnswerSeen,
  linkReceipts,
  PLAIN,
  type WebBench,
  webBench,
} from '../support/web-bench.ts';

let fresh: FreshDatabase;
let web: WebBench;

beforeAll(async () => {
  fresh = await freshDatabase();
  web = await webBench(fresh);
});
afterAll(async () => {
  await web?.stop();
  await fresh?.drop();
});
beforeEach(() => fresh.db('parked_events').delete());

function call(path: string, init: RequestInit = {}): Promise<HookAnswerSeen> {
  return callHook(web.url, path, init);
}

function stored(): Promise<string[]> {
  return fresh.db('parked_events').pluck('provider_message_id');
}

describe('a request that is not what a hook takes', () => {
  const body = linkReceipts('n1');

  it.each([
    ['an unknown provider', '/hooks/nobody', { headers: PLAIN }, 404, 'not-found'],
    ['a provider without a hook', '/hooks/infobip', { headers: PLAIN }, 404, 'not-found'],
    ['an unknown route', '/hooks/link_mobility/other', { headers: PLAIN }, 404, 'not-found'],
    ['too long a path', '/hooks/link_mobility/plain/x/y', { headers: PLAIN }, 404, 'not-found'],
    ['another page', '/', { headers: PLAIN }, 404, 'not-found'],
    ['a method', '/hooks/link_mobility/plain', { method: 'PUT', headers: PLAIN }, 405, 'method-not-allowed'],
    [
      'no type',
      '/hooks/link_mobility/plain',
      { headers: { ...PLAIN, 'Content-Type': '' } },
      415,
      'unsupported-type',
    ],
    [
      'a form with files',
      '/hooks/link_mobility/plain',
      { headers: { ...PLAIN, 'Content-Type': 'multipart/form-data; boundary=x' } },
      415,
      'unsupported-type',
    ],
    [
      'another charset',
      '/hooks/link_mobility/plain',
      { headers: { ...PLAIN, 'Content-Type': 'application/json; charset=iso-8859-1' } },
      415,
      'unsupported-type',
    ],
    [
      'a compressed body',
      '/hooks/link_mobility/plain',
      { headers: { ...PLAIN, 'Content-Encoding': 'gzip' } },
      415,
      'unsupported-type',
    ],
    [
      'bytes that are no UTF-8',
      '/hooks/link_mobility/plain',
      { headers: PLAIN, body: Buffer.from([0x22, 0xe5, 0x22]) },
      415,
      'unsupported-type',
    ],
    ['no body', '/hooks/link_mobility/plain', { headers: PLAIN, body: '' }, 400, 'bad-request'],
    [
      'a body over 1 MiB',
      '/hooks/link_mobility/plain',
      { headers: PLAIN, body: ' '.repeat(1_048_577) },
      413,
      'too-large',
    ],
    [
      'more than 1,000 events',
      '/hooks/link_mobility/plain',
      { headers: PLAIN, body: linkReceipts(...Array.from({ length: 1_001 }, (_, at) => `m${at}`)) },
      413,
      'too-many-events',
    ],
  ] as const)('%s is refused in one JSON line', async (_what, path, init, status, error) => {
    const answer = await call(path, { body, ...init });
    expect(answer).toMatchObject({ status, json: { error } });
    expect(answer.text).toMatch(/^\{[^\n]+\}\n$/);
    expect(await stored()).toEqual([]);
  });

  it('has a path that cannot be decoded', async () => {
    const answer = await call('/hooks/link_mobility_pswin/%E0%A4%A', { body });
    expect(answer).toMatchObject({ status: 400, json: { error: 'bad-request' } });
    expect(answer.text).not.toContain('%E0');
  });

  it('is not asked for its secret by anybody who has none: a method is told first, a type last', async () => {
    const answer = await call('/hooks/link_mobility_pswin/x', { method: 'GET' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    const noSecret = await call('/hooks/link_mobility/plain', { body, headers: { 'Content-Type': 'a/b' } });
    expect(noSecret.status).toBe(401);
  });

  it('takes exactly 1 MiB and 1,000 events', async () => {
    const many = linkReceipts(...Array.from({ length: 1_000 }, (_, at) => `m${at}`));
    const padded = many + ' '.repeat(1_048_576 - Buffer.byteLength(many));
    const answer = await call('/hooks/link_mobility/plain', { body: padded, headers: PLAIN });
    expect(answer).toMatchObject({ status: 200, json: { accepted: 1_000 } });
    expect(await stored()).toHaveLength(1_000);
  });

  it('that ends before its length leaves no trace, and the server goes on', async () => {
    const { hostname, port } = new URL(web.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.end(
          `POST /hooks/link_mobility/plain HTTP/1.1\r\nHost: x\r\nX-Hook-Secret: ${HOOK_SECRETS.one}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n${linkReceipts('cut')}`,
        );
      });
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect(await stored()).toEqual([]);
    expect((await call('/hooks/link_mobility/plain', { body, headers: PLAIN })).status).toBe(200);
  });

  it('comes too often for its hook', async () => {
    const answers = [];
    for (let time = 0; time < 12; time += 1)
      answers.push(await call('/hooks/link_mobility/slow', { body: '[]', headers: PLAIN }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]?.headers.get('retry-after')).toBe('5');
    expect((await call('/hooks/link_mobility/plain', { body, headers: PLAIN })).status).toBe(200);
  });
});

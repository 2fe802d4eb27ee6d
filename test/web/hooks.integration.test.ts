import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signBody } from '../../src/web/signed-body.ts';
import { signTwilio } from '../../src/web/twilio-signature.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { HOOK_SECRETS, linkReceipts, type WebBench, webBench } from '../support/web-bench.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };
const PLAIN = { ...JSON_TYPE, 'X-Hook-Secret': HOOK_SECRETS.one };
const UNAUTHORIZED =
  '{"error":"unauthorized","message":"the signature or secret is missing, wrong or too old"}\n';

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

type Answer = {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Headers;
};

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${web.url}${path}`, { method: 'POST', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, text, json: isJson ? JSON.parse(text) : null, headers: response.headers };
}

/** No message is known here, so whatever was taken is parked. */
function stored(): Promise<string[]> {
  return fresh.db('parked_events').orderBy('provider_message_id').pluck('provider_message_id');
}

const nowS = (): number => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);

function signed(body: string, secret: string, atS = nowS()): Record<string, string> {
  const v1 = signBody(String(atS), Buffer.from(body), secret);
  return { ...JSON_TYPE, 'X-Signature': `t=${atS},v1=${v1}` };
}

describe('a signed body', () => {
  const body = linkReceipts('s1');

  it('is taken with any of the secrets, so that one can be replaced', async () => {
    for (const secret of [HOOK_SECRETS.one, HOOK_SECRETS.two]) {
      const answer = await call('/hooks/link_mobility', { body, headers: signed(body, secret) });
      expect(answer).toMatchObject({ status: 200, json: { accepted: 1, refused: 0, ignored: 0 } });
    }
    expect(await stored()).toEqual(['s1']);
  });

  it('is refused with one text, whatever is wrong, and nothing is stored', async () => {
    const good = signed(body, HOOK_SECRETS.one);
    const wrong: readonly Record<string, string>[] = [
      JSON_TYPE,
      signed(body, 'a secret nobody gave us'),
      signed(`${body} `, HOOK_SECRETS.one),
      signed(body, HOOK_SECRETS.one, nowS() - 305),
      signed(body, HOOK_SECRETS.one, nowS() + 305),
      { ...JSON_TYPE, 'X-Signature': `t=${nowS()},v1=` },
      { ...JSON_TYPE, 'X-Signature': 'garbage,,=,t=,v1' },
      { ...JSON_TYPE, 'X-Signature': good['X-Signature']?.replace(/^t=\d+/, `t=${nowS() - 1}`) ?? '' },
      { ...JSON_TYPE, 'X-Signature': `${good['X-Signature']},t=${nowS()}` },
      { ...JSON_TYPE, 'X-Hook-Secret': HOOK_SECRETS.one },
    ];
    for (const headers of wrong) {
      const answer = await call('/hooks/link_mobility', { body, headers });
      expect([answer.status, answer.text]).toEqual([401, UNAUTHORIZED]);
    }
    expect(await stored()).toEqual([]);
  });

  it('is taken when its time is off by less than five minutes, either way', async () => {
    for (const off of [-295, 295]) {
      const headers = signed(body, HOOK_SECRETS.one, nowS() + off);
      expect((await call('/hooks/link_mobility', { body, headers })).status).toBe(200);
    }
  });

  it('of a GET request is its query, and cannot be added to', async () => {
    const query = 'id=g1&resultCode=1001&timestamp=2026-11-20T10:01:00Z';
    const headers = signed(query, HOOK_SECRETS.one);
    const right = await call(`/hooks/link_mobility?${query}`, { method: 'GET', headers });
    expect(right).toMatchObject({ status: 200, json: { accepted: 1 } });
    const more = await call(`/hooks/link_mobility?${query}&resultCode=2104`, { method: 'GET', headers });
    expect(more.status).toBe(401);
  });
});

describe('a shared secret', () => {
  it('may stand in a header, a password, the query or the path', async () => {
    const basic = Buffer.from(`sinch:${HOOK_SECRETS.one}`).toString('base64');
    const receipt = 'msgid=q1&status=received&statuscode=0&receivetime=1763632860';
    const answers = [
      await call('/hooks/link_mobility/plain', { body: linkReceipts('h1'), headers: PLAIN }),
      await call('/hooks/sinch', {
        body: '[]',
        headers: { ...JSON_TYPE, Authorization: `Basic ${basic}` },
      }),
      await call(`/hooks/link_mobility_dk?${receipt}&key=${HOOK_SECRETS.one}`, { method: 'GET' }),
      await call(`/hooks/link_mobility_pswin/${HOOK_SECRETS.one}`, {
        body: '<MSGLST></MSGLST>',
        headers: { 'Content-Type': 'text/xml' },
      }),
    ];
    for (const { status } of answers) expect(status).not.toBe(401);
    expect(await stored()).toEqual(['h1', 'q1']);
  });

  it('that is wrong, missing or there twice is refused with the same text', async () => {
    const key = `key=${HOOK_SECRETS.one}`;
    const wrong: readonly (readonly [string, RequestInit])[] = [
      ['/hooks/link_mobility/plain', { body: '[]', headers: JSON_TYPE }],
      ['/hooks/link_mobility/plain', { body: '[]', headers: { ...JSON_TYPE, 'X-Hook-Secret': 'wrong' } }],
      ['/hooks/link_mobility/plain', { body: '[]', headers: { ...JSON_TYPE, 'X-Hook-Secret': '' } }],
      ['/hooks/sinch', { body: '[]', headers: { ...JSON_TYPE, Authorization: 'Basic !!' } }],
      ['/hooks/sinch', { body: '[]', headers: { ...JSON_TYPE, Authorization: 'Basic Og==' } }],
      ['/hooks/link_mobility_dk?msgid=1', { method: 'GET' }],
      [`/hooks/link_mobility_dk?${key}&${key}`, { method: 'GET' }],
      [`/hooks/link_mobility_dk?key=${HOOK_SECRETS.two}`, { method: 'GET' }],
      ['/hooks/link_mobility_pswin', { body: '<a/>', headers: { 'Content-Type': 'text/xml' } }],
    ];
    for (const [path, init] of wrong) {
      const answer = await call(path, init);
      expect([path, answer.status, answer.text]).toEqual([path, 401, UNAUTHORIZED]);
    }
  });
});

describe('Twilio', () => {
  const base = 'https://reports.example.com/sms';
  const path = '/hooks/twilio?client_reference=m-17';
  const form = { MessageSid: 'SM1', MessageStatus: 'delivered', To: '+4791234567', AccountSid: 'AC1' };
  const body = new URLSearchParams(form).toString();
  const text = Object.entries(form)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => key + value)
    .join('');

  it('signs the address it calls and the form', async () => {
    for (const url of [`${base}${path}`, `https://reports.example.com:443/sms${path}`]) {
      const signature = signTwilio(url + text, HOOK_SECRETS.token);
      const headers = { ...FORM_TYPE, 'X-Twilio-Signature': signature };
      expect(await call(path, { body, headers })).toMatchObject({ status: 200, json: { accepted: 1 } });
    }
    const [row] = await fresh.db('parked_events').select('provider_message_id', 'client_reference');
    expect(row).toEqual({ provider_message_id: 'SM1', client_reference: 'm-17' });
  });

  it('is refused with another body, address or token', async () => {
    const signature = signTwilio(`${base}${path}${text}`, HOOK_SECRETS.token);
    const headers = { ...FORM_TYPE, 'X-Twilio-Signature': signature };
    const other = signTwilio(`${base}${path}${text}`, HOOK_SECRETS.one);
    const answers = [
      await call(path, { body: body.replace('delivered', 'failed'), headers }),
      await call('/hooks/twilio?client_reference=m-18', { body, headers }),
      await call(path, { body, headers: { ...FORM_TYPE, 'X-Twilio-Signature': other } }),
      await call(path, { body, headers: FORM_TYPE }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('binds a JSON body by its hash in the address', async () => {
    const json = JSON.stringify([{ sid: 'SM2', status: 'sent', to: '+4791234567' }]);
    const target = `/hooks/twilio?bodySHA256=${createHash('sha256').update(json).digest('hex')}`;
    const headers = (address: string): Record<string, string> => ({
      ...JSON_TYPE,
      'X-Twilio-Signature': signTwilio(`${base}${address}`, HOOK_SECRETS.token),
    });
    expect((await call(target, { body: json, headers: headers(target) })).status).toBe(200);
    expect((await call(target, { body: `${json} `, headers: headers(target) })).status).toBe(401);
    const bare = '/hooks/twilio';
    expect((await call(bare, { body: json, headers: headers(bare) })).status).toBe(401);
  });
});

describe('the answer', () => {
  it('to the same events again is 200, and they are there once', async () => {
    const body = linkReceipts('r1', 'r2');
    for (let time = 0; time < 3; time += 1) {
      const answer = await call('/hooks/link_mobility/plain', { body, headers: PLAIN });
      expect(answer).toMatchObject({ status: 200, json: { accepted: 2 } });
    }
    expect(await stored()).toEqual(['r1', 'r2']);
  });

  it('counts what was refused, and the good events are stored', async () => {
    const body = linkReceipts('b1', null, 'x'.repeat(65), 'b2');
    const answer = await call('/hooks/link_mobility/plain', { body, headers: PLAIN });
    expect(answer).toMatchObject({
      status: 422,
      json: {
        error: 'bad-events',
        message: 'some events could not be read; the others are stored',
        accepted: 2,
        refused: 2,
        refusals: [{ event: 2 }, { event: 3 }],
      },
    });
    expect(await stored()).toEqual(['b1', 'b2']);
  });

  it.each([['nonsense'], ['null'], ['{"a":'], ['[]'.repeat(9)], ['['.repeat(100_000)], ['{"id":"\\u0000"}']])(
    'to %.20s is 422 in one line, and nothing is stored',
    async (body) => {
      const answer = await call('/hooks/link_mobility/plain', { body, headers: PLAIN });
      expect(answer).toMatchObject({ status: 422, json: { error: 'bad-events', accepted: 0 } });
      expect(answer.text.trimEnd()).not.toContain('\n');
      expect(await stored()).toEqual([]);
    },
  );

  it('to the PSWinCom gateway is its own, each id OK or FAIL', async () => {
    const message = (id: number, ref: string): string =>
      `<MSG><ID>${id}</ID><REF>${ref}</REF><RCV>4512345678</RCV><STATE>DELIVRD</STATE><DELIVERYTIME>2026.11.20 11:01:00</DELIVERYTIME></MSG>`;
    const body = `<?xml version="1.0"?><MSGLST>${message(1, 'p1')}${message(2, '')}${message(3, 'y'.repeat(65))}${message(4, 'p4')}</MSGLST>`;
    const headers = { 'Content-Type': 'text/xml; charset=UTF-8' };
    const answer = await call(`/hooks/link_mobility_pswin/${HOOK_SECRETS.one}`, { body, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const states = [...answer.text.matchAll(/<ID>(\d)<\/ID><STATUS>(\w+)</g)].map(
      ([, id, state]) => `${id}${state}`,
    );
    expect(states).toEqual(['1OK', '2FAIL', '3FAIL', '4OK']);
    expect(await stored()).toEqual(['p1', 'p4']);
  });
});

describe('a request that is not what a hook takes', () => {
  const body = linkReceipts('n1');

  it.each([
    ['an unknown provider', '/hooks/nobody', { headers: PLAIN }, 404, 'not-found'],
    ['a provider without a hook', '/hooks/vonage', { headers: PLAIN }, 404, 'not-found'],
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

describe('many requests at once', () => {
  it('are all stored in fewer transactions', async () => {
    const wave = await webBench(fresh);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        fetch(`${wave.url}/hooks/link_mobility/plain`, {
          method: 'POST',
          body: linkReceipts(`c${at}`),
          headers: PLAIN,
        }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await stored()).toHaveLength(100);
    await wave.stop();
    const told = wave.lines.find(({ event }) => event === 'hooks-committed');
    expect(told).toMatchObject({ requests: 100 });
    expect(Number(told?.transactions)).toBeLessThan(30);
    expect(wave.lines.find(({ event }) => event === 'hook-taken')).toMatchObject({
      hook: 'link_mobility/plain',
      requests: 100,
      events: 100,
      answers: { 200: 100 },
    });
  });
});

it('says that it is alive, and writes no secret and no phone number into the log', async () => {
  const health = await call('/healthz', { method: 'GET' });
  expect([health.status, health.json]).toEqual([200, { status: 'alive' }]);
  await web.stop();
  const log = JSON.stringify(web.lines);
  expect(log).toContain('web-stopped');
  for (const secret of [...Object.values(HOOK_SECRETS), '91234567', '4512345678', 'X-Hook'])
    expect(log).not.toContain(secret);
});

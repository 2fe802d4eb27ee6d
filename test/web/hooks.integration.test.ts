import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signBody } from '../../src/web/signed-body.ts';
import { signTwilio } from '../../src/web/twilio-signature.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { holdTransactions } from '../support/hold-transactions.ts';
import {
  callHook,
  HOOK_SECRETS,
  type HookAnswerSeen,
  linkReceipts,
  PLAIN,
  type WebBench,
  webBench,
} from '../support/web-bench.ts';
import { until } from '../support/worker-app.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };
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

function call(path: string, init: RequestInit = {}): Promise<HookAnswerSeen> {
  return callHook(web.url, path, init);
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
    const atS = nowS();
    const good = signed(body, HOOK_SECRETS.one, atS);
    const wrong: readonly Record<string, string>[] = [
      JSON_TYPE,
      signed(body, 'a secret nobody gave us'),
      signed(`${body} `, HOOK_SECRETS.one),
      signed(body, HOOK_SECRETS.one, nowS() - 305),
      signed(body, HOOK_SECRETS.one, nowS() + 330),
      { ...JSON_TYPE, 'X-Signature': `t=${nowS()},v1=` },
      { ...JSON_TYPE, 'X-Signature': 'garbage,,=,t=,v1' },
      { ...JSON_TYPE, 'X-Signature': good['X-Signature']?.replace(/^t=\d+/, `t=${atS - 1}`) ?? '' },
      { ...JSON_TYPE, 'X-Signature': `${good['X-Signature']},t=${atS}` },
      { ...JSON_TYPE, 'X-Hook-Secret': HOOK_SECRETS.one },
    ];
    for (const headers of wrong) {
      const answer = await call('/hooks/link_mobility', { body, headers });
      expect([answer.status, answer.text]).toEqual([401, UNAUTHORIZED]);
    }
    expect(await stored()).toEqual([]);
  });

  it('is taken when its time is off by less than five minutes, either way', async () => {
    // half a minute for the machine, which has no hand in a time to come
    for (const off of [-270, 295]) {
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
    // the last is well-formed and only refused where it would be stored
    const future = JSON.stringify({ id: 'b3', resultCode: 1001, timestamp: '2099-01-01T00:00:00Z' });
    const body = `${linkReceipts('b1', null, 'x'.repeat(65), 'b2').slice(0, -1)},${future}]`;
    const answer = await call('/hooks/link_mobility/plain', { body, headers: PLAIN });
    expect(answer).toMatchObject({
      status: 422,
      json: {
        error: 'bad-events',
        message: 'some events could not be read; the others are stored',
        accepted: 2,
        refused: 3,
        refusals: [{ event: 2 }, { event: 3 }, { event: 5, field: 'occurredMs' }],
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
    const message = (id: number, ref: string, year = 2026): string =>
      `<MSG><ID>${id}</ID><REF>${ref}</REF><RCV>4512345678</RCV><STATE>DELIVRD</STATE><DELIVERYTIME>${year}.11.20 11:01:00</DELIVERYTIME></MSG>`;
    const body = `<?xml version="1.0"?><MSGLST>${message(1, 'p1')}${message(2, '')}${message(3, 'y'.repeat(65))}${message(4, 'p4')}${message(5, 'p5', 2099)}</MSGLST>`;
    const headers = { 'Content-Type': 'text/xml; charset=UTF-8' };
    const answer = await call(`/hooks/link_mobility_pswin/${HOOK_SECRETS.one}`, { body, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const states = [...answer.text.matchAll(/<ID>(\d)<\/ID><STATUS>(\w+)</g)].map(
      ([, id, state]) => `${id}${state}`,
    );
    expect(states).toEqual(['1OK', '2FAIL', '3FAIL', '4OK', '5FAIL']);
    expect(await stored()).toEqual(['p1', 'p4']);
  });
});

describe('many requests at once', () => {
  it('that are more than may wait are told to come again, and are stored when they do', async () => {
    const held = holdTransactions(fresh.db);
    const small = await webBench({ ...fresh, db: held.db }, { limits: { waitingRequests: 2 } });
    const post = (at: number): Promise<Response> =>
      fetch(`${small.url}/hooks/link_mobility/plain`, {
        method: 'POST',
        body: linkReceipts(`w${at}`),
        headers: PLAIN,
      });
    const numbers = Array.from({ length: 10 }, (_, at) => at);
    const answering = numbers.map(post);
    // nobody else is answered while the first transaction is held
    expect((await Promise.race(answering)).status).toBe(503);
    held.release();
    const answers = await Promise.all(answering);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 200).length + refused.length).toBe(10);
    expect(refused[0]?.headers.get('retry-after')).toBe('2');
    expect(await refused[0]?.json()).toMatchObject({ error: 'busy' });
    for (const at of numbers) expect((await post(at)).status).toBe(200);
    expect(await stored()).toHaveLength(10);
    await small.stop();
  });

  it('are all stored in fewer transactions', async () => {
    // one a second at most, however slowly they come
    const wave = await webBench(fresh, { limits: { lingerMs: 1_000 } });
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

it('answers what it took before it stops, and tells whoever comes then to come again', async () => {
  const held = holdTransactions(fresh.db);
  const leaving = await webBench({ ...fresh, db: held.db });
  const { hostname, port } = new URL(leaving.url);
  const late = connect(Number(port), hostname);
  let heard = '';
  late.on('data', (bytes) => {
    heard += bytes.toString();
  });
  const closed = once(late, 'close');
  late.write('GET /hooks/link_mobility/plain?id=late HTTP/1.1\r\nHost: x\r\n');
  const taken = callHook(leaving.url, '/hooks/link_mobility/plain', {
    body: linkReceipts('taken'),
    headers: PLAIN,
  });
  await held.asked;
  const stopped = leaving.stop();
  await until(async () =>
    fetch(`${leaving.url}/healthz`).then(
      () => null,
      () => true as const,
    ),
  );
  late.write(`X-Hook-Secret: ${HOOK_SECRETS.one}\r\n\r\n`);
  held.release();
  const answer = await taken;
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  await Promise.all([stopped, closed]);
  expect(heard).toMatch(/^HTTP\/1.1 503 .*retry-after: 5\r\n.*"error":"stopping"/is);
  expect(await stored()).toEqual(['taken']);
});

it('says that it is alive, and writes no secret and no phone number into the log', async () => {
  const health = await call('/healthz', { method: 'GET' });
  expect([health.status, health.json]).toEqual([200, { status: 'alive' }]);
  await web.stop();
  const log = JSON.stringify(web.lines);
  expect(log).toContain('web-stopped');
  expect(web.lines).toContainEqual(
    expect.objectContaining({
      event: 'hook-taken',
      hook: 'link_mobility/plain',
      reasons: expect.objectContaining({ 'event: must be an object with fields': expect.any(Number) }),
      p99Ms: expect.any(Number),
    }),
  );
  for (const secret of [...Object.values(HOOK_SECRETS), '91234567', '4512345678', 'X-Hook'])
    expect(log).not.toContain(secret);
});

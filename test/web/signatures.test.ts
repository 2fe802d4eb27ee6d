import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/web/rate-limit.ts';
import { isOneOf } from '../../src/web/same-secret.ts';
import { isSignedBody } from '../../src/web/signed-body.ts';
import { isBirdSignature, isSinchSignature } from '../../src/web/signed-headers.ts';
import { isVonageSignature } from '../../src/web/signed-parameters.ts';
import { isMessageBirdToken, isVonageToken } from '../../src/web/signed-token.ts';
import { isTwilioSignature } from '../../src/web/twilio-signature.ts';

const BODY = Buffer.from('{"id":"æ"}');
const NOW_S = 1_800_000_000;

function header(secret: string, timeS = NOW_S): string {
  return `t=${timeS},v1=${createHmac('sha256', secret).update(`${timeS}.`).update(BODY).digest('hex')}`;
}

function isRight(text: string, nowS = NOW_S): boolean {
  return isSignedBody(text, BODY, ['new', 'old'], nowS * 1000);
}

describe('a signature over time and body', () => {
  it('is right with any secret, in either case, beside others', () => {
    for (const text of [
      header('new'),
      header('old'),
      header('old').replace(/v1=.*/, (hex) => `v1=00,${hex.toUpperCase().replace('V1', 'v1')}`),
      header('new').replace(',', ' , '),
      `v0=ff,${header('new')}`,
    ])
      expect([text, isRight(text)]).toEqual([text, true]);
  });

  it('is wrong beyond 300 s, to the second', () => {
    expect([-301, -300, 300, 301].map((off) => isRight(header('new'), NOW_S + off))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    '',
    't=1800000000',
    `v1=${header('new').split('v1=')[1]}`,
    header('other'),
    header('new').replace('t=', 't=0x'),
    header('new').replace('t=1800000000', 't=1800000000.0'),
    `${header('new')}${',v1=00'.repeat(5)}`,
    `t=1800000000,${header('new')}`,
  ])('is wrong as %s', (text) => {
    expect(isRight(text)).toBe(false);
  });
});

describe("Twilio's signature", () => {
  // the example of the vendor's own libraries
  const form = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  });
  const request = {
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    form,
    body: Buffer.from(String(form)),
  };
  const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';

  it('is right for the documented example, whatever the order of the keys', () => {
    const turned = new URLSearchParams([...form].toReversed());
    expect(isTwilioSignature(signature, request, ['other', '12345'])).toBe(true);
    expect(isTwilioSignature(signature, { ...request, form: turned }, ['12345'])).toBe(true);
  });

  it('takes the values of a key that comes twice in order, each once', () => {
    const twice = (...values: readonly string[]): boolean => {
      const doubled = new URLSearchParams(values.map((value) => ['Key', value]));
      const right = createHmac('sha1', '12345').update('https://a.example/KeyaKeyb').digest('base64');
      const body = Buffer.from(String(doubled));
      return isTwilioSignature(right, { url: 'https://a.example/', form: doubled, body }, ['12345']);
    };
    expect([twice('a', 'b'), twice('b', 'a', 'b'), twice('a')]).toEqual([true, true, false]);
  });

  it('is wrong with another token, address, value or key', () => {
    const more = new URLSearchParams([...form, ['Extra', '']]);
    const changed = new URLSearchParams(
      [...form].map(([key, value]) => [key, key === 'Digits' ? '1235' : value]),
    );
    expect(isTwilioSignature(signature, request, ['12346'])).toBe(false);
    expect(isTwilioSignature(signature, { ...request, url: `${request.url}3` }, ['12345'])).toBe(false);
    expect(isTwilioSignature(signature, { ...request, form: more }, ['12345'])).toBe(false);
    expect(isTwilioSignature(signature, { ...request, form: changed }, ['12345'])).toBe(false);
    expect(isTwilioSignature('', request, ['12345'])).toBe(false);
  });
});

it('finds a secret among several, and none in nothing', () => {
  expect([isOneOf('b', ['a', 'b']), isOneOf('', ['a']), isOneOf('a', []), isOneOf('ab', ['a', 'b'])]).toEqual(
    [true, false, false, false],
  );
});

it('lets a hook be called as often as allowed, and one hook does not take from another', () => {
  const limit = createRateLimit();
  const burst = Array.from({ length: 30 }, () => limit.allows('a', 600, 0));
  expect(burst.filter(Boolean)).toHaveLength(20);
  expect(limit.allows('b', 600, 0)).toBe(true);
  const minute = Array.from({ length: 1_200 }, (_, at) => limit.allows('a', 600, (at + 1) * 50));
  expect(minute.filter(Boolean)).toHaveLength(600);
  expect(limit.allows('c', 1, 0) && !limit.allows('c', 1, 59_000)).toBe(true);
});

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function token(claims: object, secret: string, alg = 'HS256'): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  const algorithm = alg === 'none' ? 'sha256' : `sha${alg.slice(2)}`;
  return `${text}.${createHmac(algorithm, secret).update(text).digest('base64url')}`;
}

describe("Vonage's token", () => {
  const claims = { iss: 'Vonage', iat: NOW_S, api_key: 'k', jti: 'j', payload_hash: sha256(BODY) };
  const isRightToken = (authorization: string, body = BODY, nowS = NOW_S): boolean =>
    isVonageToken(authorization, { url: '', body }, ['new', 'old'], nowS * 1000);

  it('is right with any secret while it is fresh and holds the hash of the body', () => {
    for (const secret of ['new', 'old']) expect(isRightToken(`Bearer ${token(claims, secret)}`)).toBe(true);
    expect(isRightToken(`bearer ${token(claims, 'new')}`, BODY, NOW_S + 300)).toBe(true);
    const upper = { ...claims, payload_hash: sha256(BODY).toUpperCase() };
    expect(isRightToken(`Bearer ${token(upper, 'new')}`)).toBe(true);
  });

  it('is wrong with another secret, body, time, algorithm or shape', () => {
    const right = token(claims, 'new');
    const [head, body] = right.split('.');
    for (const authorization of [
      '',
      right,
      `Basic ${right}`,
      `Bearer ${token(claims, 'other')}`,
      `Bearer ${token({ ...claims, iat: NOW_S - 301 }, 'new')}`,
      `Bearer ${token({ ...claims, iat: NOW_S + 301 }, 'new')}`,
      `Bearer ${token({ ...claims, iat: String(NOW_S) }, 'new')}`,
      `Bearer ${token({ ...claims, exp: NOW_S - 1 }, 'new')}`,
      `Bearer ${token({ ...claims, payload_hash: undefined }, 'new')}`,
      `Bearer ${token({ ...claims, payload_hash: sha256('other') }, 'new')}`,
      `Bearer ${token(claims, 'new', 'HS512')}`,
      `Bearer ${token(claims, 'new', 'none')}`,
      `Bearer ${head}.${body}.`,
      `Bearer ${head}.${body}`,
      `Bearer ${right}.x`,
      `Bearer x.${body}.${right.split('.')[2]}`,
      'Bearer ..',
    ])
      expect([authorization.slice(0, 60), isRightToken(authorization)]).toEqual([
        authorization.slice(0, 60),
        false,
      ]);
    expect(isRightToken(`Bearer ${right}`, Buffer.from('{}'))).toBe(false);
  });
});

describe("MessageBird's token", () => {
  const url = 'https://reports.example.com/hooks/messagebird?id=1';
  const claims = { iss: 'MessageBird', nbf: NOW_S, exp: NOW_S + 60, jti: 'j', url_hash: sha256(url) };
  const isRightToken = (text: string, body: Uint8Array, at = url): boolean =>
    isMessageBirdToken(text, { url: at, body }, ['new', 'old'], NOW_S * 1000);

  it('binds the address, and the body where there is one', () => {
    const none = new Uint8Array();
    const posted = { ...claims, payload_hash: sha256(BODY) };
    expect(isRightToken(token(claims, 'old'), none)).toBe(true);
    for (const alg of ['HS256', 'HS384', 'HS512'])
      expect(isRightToken(token(posted, 'new', alg), BODY)).toBe(true);
    for (const [text, body, at] of [
      [token(claims, 'other'), none, url],
      [token(claims, 'new'), none, `${url}2`],
      [token(claims, 'new'), BODY, url],
      [token(posted, 'new'), none, url],
      [token({ ...posted, payload_hash: sha256('x') }, 'new'), BODY, url],
      [token({ ...claims, iss: 'Somebody' }, 'new'), none, url],
      [token({ ...claims, nbf: NOW_S + 60, exp: NOW_S + 90 }, 'new'), none, url],
      [token({ ...claims, nbf: NOW_S - 90, exp: NOW_S - 60 }, 'new'), none, url],
      [token({ ...claims, exp: undefined }, 'new'), none, url],
      [token(claims, 'new', 'none'), none, url],
      ['', none, url],
    ] as const)
      expect(isRightToken(text, body, at)).toBe(false);
  });
});

describe("Sinch's signature", () => {
  // the example of the vendor's own libraries
  const body = Buffer.from(
    '{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}',
  );
  const headers = {
    'x-sinch-webhook-signature-nonce': '01FJA8B4A7BM43YGWSG9GBV067',
    'x-sinch-webhook-signature-timestamp': '1634579353',
    'x-sinch-webhook-signature': '6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=',
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  };
  const isRightFor = (over: Readonly<Record<string, string>>, sent = body, nowS = 1_634_579_353): boolean => {
    const all: Readonly<Record<string, string>> = { ...headers, ...over };
    return isSinchSignature((name) => all[name] ?? '', sent, ['x', 'foo_secret1234'], nowS * 1000);
  };

  it('is right for the documented example, and wrong for anything else', () => {
    expect([isRightFor({}), isRightFor({ 'x-sinch-webhook-signature-algorithm': '' })]).toEqual([true, true]);
    for (const over of [
      { 'x-sinch-webhook-signature-nonce': 'other' },
      { 'x-sinch-webhook-signature-nonce': '' },
      { 'x-sinch-webhook-signature-timestamp': '1634579354' },
      { 'x-sinch-webhook-signature': '' },
      { 'x-sinch-webhook-signature-algorithm': 'HmacSHA1' },
    ] as const)
      expect([over, isRightFor(over)]).toEqual([over, false]);
    expect(isRightFor({}, Buffer.from('{}'))).toBe(false);
    expect([isRightFor({}, body, 1_634_579_653), isRightFor({}, body, 1_634_579_654)]).toEqual([true, false]);
  });
});

describe("Bird's signature", () => {
  const url = 'https://reports.example.com/hooks/bird';
  const sign = (time: string, at: string, body: Uint8Array, secret: string): string =>
    createHmac('sha256', secret)
      .update(Buffer.concat([Buffer.from(`${time}\n${at}\n`), createHash('sha256').update(body).digest()]))
      .digest('base64');
  const isRightFor = (signature: string, time: string, body: Uint8Array = BODY): boolean => {
    const all: Readonly<Record<string, string>> = {
      'messagebird-signature': signature,
      'messagebird-request-timestamp': time,
    };
    return isBirdSignature((name) => all[name] ?? '', { url, body }, ['new', 'old'], NOW_S * 1000);
  };

  it('binds time, address and body', () => {
    const time = String(NOW_S);
    const right = sign(time, url, BODY, 'old');
    expect(isRightFor(right, time)).toBe(true);
    for (const [signature, at, body] of [
      [right, String(NOW_S - 1), BODY],
      [right, time, Buffer.from('{}')],
      [sign(time, `${url}?x`, BODY, 'old'), time, BODY],
      [sign(time, url, BODY, 'other'), time, BODY],
      [sign(String(NOW_S - 301), url, BODY, 'old'), String(NOW_S - 301), BODY],
      ['', time, BODY],
      [sign('', url, BODY, 'old'), '', BODY],
    ] as const)
      expect(isRightFor(signature, at, body)).toBe(false);
  });
});

describe("Vonage's signed parameters", () => {
  const sent = { 'message-id': '1', status: 'delivered', 'client-ref': 'a=b&c', timestamp: String(NOW_S) };
  const text = `&client-ref=a_b_c&message-id=1&status=delivered&timestamp=${NOW_S}`;
  const sig = createHmac('sha256', 'new').update(text).digest('hex');
  const isRightFor = (parameters: URLSearchParams | null, nowS = NOW_S): boolean =>
    isVonageSignature(parameters, ['new', 'old'], nowS * 1000);

  it('are right in any order, and wrong with one more, less, changed or doubled', () => {
    const right = new URLSearchParams({ sig, ...sent });
    expect(isRightFor(right)).toBe(true);
    expect(isRightFor(new URLSearchParams([...right].toReversed()))).toBe(true);
    expect(isRightFor(new URLSearchParams({ ...sent, sig: sig.toUpperCase() }))).toBe(true);
    for (const wrong of [
      null,
      new URLSearchParams(sent),
      new URLSearchParams({ ...sent, sig, more: '1' }),
      new URLSearchParams({ ...sent, sig, status: 'failed' }),
      new URLSearchParams([...right, ['status', 'failed']]),
      new URLSearchParams([...right, ['sig', sig]]),
      new URLSearchParams({ ...sent, sig: sig.replace(/^./, 'g') }),
    ])
      expect(isRightFor(wrong)).toBe(false);
    expect([isRightFor(right, NOW_S + 300), isRightFor(right, NOW_S + 301)]).toEqual([true, false]);
  });
});

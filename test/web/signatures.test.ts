import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/web/rate-limit.ts';
import { isOneOf } from '../../src/web/same-secret.ts';
import { isSignedBody } from '../../src/web/signed-body.ts';
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

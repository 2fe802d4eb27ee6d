import { createHash, createHmac } from 'node:crypto';

// As the vendors sign, written apart from what checks it.

const hex = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A JSON web token, HS256. */
export function signedToken(claims: object, secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

export function vonageHeaders(body: string, secret: string, nowS: number): Record<string, string> {
  const claims = { iss: 'Vonage', iat: nowS, jti: '1', api_key: 'k', payload_hash: hex(body) };
  return { Authorization: `Bearer ${signedToken(claims, secret)}` };
}

export function messageBirdHeaders(
  { url, body }: { readonly url: string; readonly body: string },
  secret: string,
  nowS: number,
): Record<string, string> {
  const hash = body === '' ? {} : { payload_hash: hex(body) };
  const claims = { iss: 'MessageBird', nbf: nowS, exp: nowS + 60, jti: '1', url_hash: hex(url), ...hash };
  return { 'MessageBird-Signature-JWT': signedToken(claims, secret) };
}

export function birdHeaders(
  { url, body }: { readonly url: string; readonly body: string },
  secret: string,
  nowS: number,
): Record<string, string> {
  const hash = createHash('sha256').update(body).digest();
  const signature = createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from(`${nowS}\n${url}\n`), hash]))
    .digest('base64');
  return { 'messagebird-signature': signature, 'messagebird-request-timestamp': String(nowS) };
}

export function sinchHeaders(body: string, secret: string, nowS: number): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${body}.nonce-1.${nowS}`).digest('base64');
  return {
    'x-sinch-webhook-signature': signature,
    'x-sinch-webhook-signature-nonce': 'nonce-1',
    'x-sinch-webhook-signature-timestamp': String(nowS),
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  };
}

export function vonageParameters(
  sent: Readonly<Record<string, string>>,
  secret: string,
  nowS: number,
): string {
  const all: Readonly<Record<string, string>> = { ...sent, timestamp: String(nowS) };
  const text = Object.keys(all)
    .sort()
    .map((key) => `&${key}=${all[key]?.replace(/[&=]/g, '_')}`)
    .join('');
  const sig = createHmac('sha256', secret).update(text).digest('hex');
  return new URLSearchParams({ ...all, sig }).toString();
}

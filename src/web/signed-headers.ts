import { createHash, createHmac } from 'node:crypto';
import { isOneOf } from './same-secret.ts';

type Header = (name: string) => string;

const TOLERANCE_S = 300;

/**
 * Sinch: `x-sinch-webhook-signature` is base64 of HMAC-SHA256 over body, nonce and timestamp with a dot between; the
 * others stand in headers beside it.
 */
export function isSinchSignature(
  header: Header,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const time = header('x-sinch-webhook-signature-timestamp');
  const nonce = header('x-sinch-webhook-signature-nonce');
  const algorithm = header('x-sinch-webhook-signature-algorithm');
  if (!isNear(time, nowMs) || nonce === '' || !/^(hmacsha256)?$/i.test(algorithm)) return false;
  const right = secrets.map((secret) =>
    createHmac('sha256', secret).update(body).update(`.${nonce}.${time}`).digest('base64'),
  );
  return isOneOf(header('x-sinch-webhook-signature'), right);
}

/**
 * Bird: `messagebird-signature` is base64 of HMAC-SHA256 over the time in `messagebird-request-timestamp`, the address
 * it calls and the SHA-256 of the body as bytes, with a line feed between.
 */
export function isBirdSignature(
  header: Header,
  request: { readonly url: string; readonly body: Uint8Array },
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const time = header('messagebird-request-timestamp');
  if (!isNear(time, nowMs)) return false;
  const hash = createHash('sha256').update(request.body).digest();
  const right = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${time}\n${request.url}\n`).update(hash).digest('base64'),
  );
  return isOneOf(header('messagebird-signature'), right);
}

/** Epoch seconds no more than 300 s from ours, either way. */
function isNear(time: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(time) && Math.abs(Number(time) * 1000 - nowMs) <= TOLERANCE_S * 1000;
}

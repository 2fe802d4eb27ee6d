import { createHmac } from 'node:crypto';
import { isOneOf } from './same-secret.ts';

const TOLERANCE_S = 300;
const MOST_SIGNATURES = 5;

/**
 * `t=<epoch seconds>,v1=<hex>[,v1=<hex>]`: v1 is HMAC-SHA256 over `<t>.<body>` with any of the secrets. A time more than
 * 300 s from ours, either way, is refused.
 */
export function isSignedBody(
  header: string,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const pairs = header.split(',').map((pair) => pair.trim().split('='));
  const times = pairs.filter(([key]) => key === 't').map(([, value = '']) => value);
  const given = pairs.filter(([key]) => key === 'v1').map(([, value = '']) => value.toLowerCase());
  const [time = ''] = times;
  if (times.length !== 1 || !/^\d{1,12}$/.test(time) || given.length > MOST_SIGNATURES) return false;
  if (Math.abs(Number(time) * 1000 - nowMs) > TOLERANCE_S * 1000) return false;
  const right = secrets.map((secret) => signBody(time, body, secret));
  return given.map((one) => isOneOf(one, right)).includes(true);
}

/** The hex behind `v1=`. */
export function signBody(time: string, body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
}

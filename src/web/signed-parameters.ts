import { createHmac } from 'node:crypto';
import { isOneOf } from './same-secret.ts';

const TOLERANCE_S = 300;

/**
 * Vonage SMS API, signed messages: `sig` is the hex of HMAC-SHA256 over `&key=value` of every other parameter in the
 * order of the keys, with `&` and `=` in values written `_`; `timestamp` no more than 300 s from ours.
 */
export function isVonageSignature(
  parameters: URLSearchParams | null,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  if (parameters === null || parameters.getAll('sig').length !== 1) return false;
  const time = parameters.get('timestamp') ?? '';
  if (!/^\d{1,12}$/.test(time) || Math.abs(Number(time) * 1000 - nowMs) > TOLERANCE_S * 1000) return false;
  // a key that comes twice could be read otherwise than it was signed
  if (new Set(parameters.keys()).size !== parameters.size) return false;
  const right = secrets.map((secret) => signVonage(parameters, secret));
  return isOneOf((parameters.get('sig') ?? '').toLowerCase(), right);
}

export function signVonage(parameters: URLSearchParams, secret: string): string {
  const text = [...parameters]
    .filter(([key]) => key !== 'sig')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `&${key}=${value.replace(/[&=]/g, '_')}`)
    .join('');
  return createHmac('sha256', secret).update(text).digest('hex');
}

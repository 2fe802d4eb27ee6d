import { createHash, createHmac } from 'node:crypto';
import { isOneOf, isSameSecret } from './same-secret.ts';

export type TokenRequest = {
  /** as the provider was told it, with the query */
  readonly url: string;
  /** of a GET request empty */
  readonly body: Uint8Array;
};

const TOLERANCE_S = 300;

/**
 * Vonage: `Authorization: Bearer` and a JSON web token, HS256 with the signature secret; `payload_hash` is the SHA-256
 * of the body in hex, `iat` when it was signed: more than 300 s from ours, either way, is refused.
 */
export function isVonageToken(
  authorization: string,
  { body }: TokenRequest,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const [, token = ''] = /^bearer (\S+)$/i.exec(authorization) ?? [];
  const claims = readToken(token, secrets, VONAGE_ALGORITHMS);
  if (claims === null || !isNear(claims['iat'], nowMs)) return false;
  const { exp } = claims;
  if (exp !== undefined && !(typeof exp === 'number' && exp * 1000 > nowMs)) return false;
  return isHashOf(claims['payload_hash'], body);
}

/**
 * MessageBird: a JSON web token in `MessageBird-Signature-JWT`, signed with the signing key of the account: `url_hash`
 * and, of a request with a body, `payload_hash` are SHA-256 in hex; valid from `nbf` to `exp`.
 */
export function isMessageBirdToken(
  token: string,
  { url, body }: TokenRequest,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const claims = readToken(token, secrets, MESSAGEBIRD_ALGORITHMS);
  if (claims?.['iss'] !== 'MessageBird') return false;
  const { nbf, exp } = claims;
  if (typeof nbf !== 'number' || typeof exp !== 'number') return false;
  if (nbf * 1000 > nowMs + LEEWAY_MS || exp * 1000 < nowMs - LEEWAY_MS) return false;
  if (!isHashOf(claims['url_hash'], Buffer.from(url))) return false;
  const { payload_hash: hash } = claims;
  return body.length === 0 ? hash === undefined : isHashOf(hash, body);
}

const LEEWAY_MS = 5_000;
const VONAGE_ALGORITHMS: Readonly<Record<string, string>> = { HS256: 'sha256' };
const MESSAGEBIRD_ALGORITHMS: Readonly<Record<string, string>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

/** The claims of a token that one of the secrets signed, with an algorithm we expect; null = anything else. */
function readToken(
  token: string,
  secrets: readonly string[],
  algorithms: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> | null {
  const [head = '', claims = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || signature === '') return null;
  const named = readPart(head)?.['alg'];
  const algorithm = typeof named === 'string' && Object.hasOwn(algorithms, named) ? algorithms[named] : null;
  if (typeof algorithm !== 'string') return null;
  const right = secrets.map((secret) =>
    createHmac(algorithm, secret).update(`${head}.${claims}`).digest('base64url'),
  );
  return isOneOf(signature.replace(/=+$/, ''), right) ? readPart(claims) : null;
}

function readPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null;
  } catch {
    return null;
  }
}

function isNear(seconds: unknown, nowMs: number): boolean {
  return typeof seconds === 'number' && Math.abs(seconds * 1000 - nowMs) <= TOLERANCE_S * 1000;
}

function isHashOf(hash: unknown, bytes: Uint8Array): boolean {
  return (
    typeof hash === 'string' &&
    isSameSecret(hash.toLowerCase(), createHash('sha256').update(bytes).digest('hex'))
  );
}

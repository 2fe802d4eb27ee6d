import { shownText } from '../core/shown-text.ts';
import type { PlatformAccount } from './platform-account.ts';
import { readCapped } from './read-capped.ts';

/**
 * data = as the platform answers; again = may go better later; wait = asked too often, `ms` null = it does not say how
 * long; denied = the account; refused = this question. `reason` holds no secret and no phone number.
 */
export type Answer =
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'again'; readonly reason: string }
  | { readonly kind: 'wait'; readonly ms: number | null; readonly reason: string }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type Question = {
  /** `Stats/GetClicks` */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** changes something there: sent as a form, never in an address that logs keep */
  readonly method?: 'POST';
};

export type AskLimits = { readonly timeoutMs: number; readonly mostBytes: number };

/** One GET, or one POST. Never throws for what the other side does. */
export async function askOnce(
  { baseUrl, username, token }: PlatformAccount,
  { path, parameters, method }: Question,
  { timeoutMs, mostBytes }: AskLimits,
): Promise<Answer> {
  const url = new URL(path, baseUrl);
  const form = new URLSearchParams(parameters);
  if (method === undefined) url.search = form.toString();
  try {
    const response = await fetch(url, {
      ...(method === undefined ? {} : { method, body: form }),
      headers: {
        Accept: 'application/json; charset=utf-8',
        Apiusername: username,
        Apitoken: token,
        'User-Agent': 'sms-reports',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return {
        kind: 'refused',
        reason: `${response.status}: answers with another address, which is not followed`,
      };
    }
    const text = await readCapped(response, mostBytes);
    if (text === null) return { kind: 'refused', reason: `its answer has more than ${mostBytes} bytes` };
    return read(response, text, { username, token });
  } catch (error) {
    return { kind: 'again', reason: connectionTrouble(error, timeoutMs) };
  }
}

type Secrets = Pick<PlatformAccount, 'username' | 'token'>;

function read(response: Response, text: string, secrets: Secrets): Answer {
  const envelope = parse(text);
  const code = codeOf(response.status, envelope);
  const reason = [String(code), messageOf(envelope, secrets)].filter((part) => part !== '').join(': ');
  if (code === 429) return { kind: 'wait', ms: retryAfterMs(response.headers.get('retry-after')), reason };
  if (code === 401) return { kind: 'denied', reason };
  if (code >= 500 || code === 408) return { kind: 'again', reason };
  if (code >= 400) return { kind: 'refused', reason };
  if (envelope === null) return { kind: 'again', reason: notJson(response, text) };
  if (envelope.status !== true) return { kind: 'refused', reason };
  return { kind: 'data', data: envelope.data ?? null };
}

type Envelope = Readonly<Record<'status' | 'code' | 'data' | 'message', unknown>>;

function parse(text: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('status' in value)) return null;
    return {
      status: value.status,
      code: 'code' in value ? value.code : null,
      data: 'data' in value ? value.data : null,
      message: 'message' in value ? value.message : null,
    };
  } catch {
    return null;
  }
}

/** A refusal may come with HTTP status 200 and its code in the body. */
function codeOf(httpStatus: number, envelope: Envelope | null): number {
  const told = Number(envelope?.code);
  const isRefusal = envelope !== null && envelope.status !== true;
  return httpStatus < 400 && isRefusal && Number.isInteger(told) && told >= 400 ? told : httpStatus;
}

function messageOf(envelope: Envelope | null, secrets: Secrets): string {
  const told = envelope?.message ?? envelope?.data;
  if (typeof told !== 'string' || told === '') return '';
  return shownText(told.replaceAll(secrets.token, '***').replaceAll(secrets.username, '***'));
}

function notJson(response: Response, text: string): string {
  const type = response.headers.get('content-type') ?? '';
  if (/html/i.test(type) || /^\s*</.test(text)) return 'answers with a web page instead of JSON';
  return text === '' ? 'answers nothing' : 'answers with something that is not the JSON of its api';
}

/** Seconds or a date; null = it does not say. */
function retryAfterMs(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** The error's own text may hold the address with its parameters: only its code is told. */
function connectionTrouble(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `does not answer within ${timeoutMs / 1_000} s`;
  const cause: unknown = error instanceof Error ? error.cause : null;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return typeof code === 'string' && /^[A-Z_0-9]{1,60}$/.test(code)
    ? `the connection failed (${code})`
    : 'the connection failed';
}

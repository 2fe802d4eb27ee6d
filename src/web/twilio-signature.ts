import { createHash, createHmac } from 'node:crypto';
import { isOneOf, isSameSecret } from './same-secret.ts';

export type TwilioRequest = {
  /** as Twilio was told it, with the query */
  readonly url: string;
  /** null = no form: GET, or a body of another type, which is bound by `bodySHA256` in the query */
  readonly form: URLSearchParams | null;
  readonly body: Uint8Array;
};

/**
 * X-Twilio-Signature: base64 of HMAC-SHA1 over the address and, of a form, each sorted key followed by its values.
 * Twilio may or may not write the port into the address it signs, so both are right.
 */
export function isTwilioSignature(
  signature: string,
  request: TwilioRequest,
  tokens: readonly string[],
): boolean {
  if (request.form === null && request.body.length > 0 && !isBodyBound(request)) return false;
  const texts = spellingsOf(request.url).map((url) => url + formText(request.form));
  const right = tokens.flatMap((token) => texts.map((text) => signTwilio(text, token)));
  return isOneOf(signature, right);
}

export function signTwilio(text: string, token: string): string {
  return createHmac('sha1', token).update(text, 'utf8').digest('base64');
}

function isBodyBound({ url, body }: TwilioRequest): boolean {
  const said = new URL(url).searchParams.get('bodySHA256') ?? '';
  return isSameSecret(said.toLowerCase(), createHash('sha256').update(body).digest('hex'));
}

function formText(form: URLSearchParams | null): string {
  if (form === null) return '';
  // UTF-16 order, as Twilio's own libraries sort
  return [...new Set(form.keys())]
    .sort()
    .flatMap((key) => [...new Set(form.getAll(key))].sort().map((value) => key + value))
    .join('');
}

function spellingsOf(url: string): readonly string[] {
  const [, scheme = '', host = '', port, rest = ''] = /^(https?):\/\/([^/:?#]+)(:\d+)?(.*)$/s.exec(url) ?? [];
  const usual = scheme === 'https' ? ':443' : ':80';
  return [...new Set([url, `${scheme}://${host}${rest}`, `${scheme}://${host}${port ?? usual}${rest}`])];
}

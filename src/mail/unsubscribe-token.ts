import { createHmac, timingSafeEqual } from 'node:crypto';

/** Recipient as a tag, not as text: nobody reads an address out of a link or a log. */
export type UnsubscribeToken = { readonly list: string; readonly tag: Buffer };

const TOKEN = /^1\.([a-z0-9][a-z0-9_-]{0,63})\.([A-Za-z0-9_-]{32})$/;

/** Never expires: a link to leave must work in an old mail. It allows leaving this one list, nothing else. */
export function unsubscribeToken(secretKey: string, list: string, recipientKey: string): string {
  return `1.${list}.${tagOf(secretKey, list, recipientKey).toString('base64url')}`;
}

/** null when the text has not the shape of a token. */
export function readUnsubscribeToken(text: string): UnsubscribeToken | null {
  const [, list, tag] = (text.length > 200 ? null : TOKEN.exec(text)) ?? [];
  return list === undefined || tag === undefined ? null : { list, tag: Buffer.from(tag, 'base64url') };
}

/** The recipient of `candidates` (address keys of that list) the token was made for; null = for none of them. */
export function recipientOfToken(
  secretKey: string,
  token: UnsubscribeToken,
  candidates: readonly string[],
): string | null {
  return candidates.find((key) => timingSafeEqual(tagOf(secretKey, token.list, key), token.tag)) ?? null;
}

function tagOf(secretKey: string, list: string, recipientKey: string): Buffer {
  const key = createHmac('sha256', secretKey).update('unsubscribe 1').digest();
  return createHmac('sha256', key).update(`${list}\n${recipientKey}`).digest().subarray(0, 24);
}

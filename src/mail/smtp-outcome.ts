import { maskPhone } from '../core/phone-number.ts';

/** What the server last said; `text` is one line of at most 300 characters. */
export type SmtpReply = {
  readonly code: number | null;
  /** RFC 3463, such as 5.1.1 */
  readonly enhanced: string | null;
  readonly text: string;
};

export type SendOutcome =
  /** 2xx after the whole mail */
  | { readonly kind: 'sent'; readonly reply: SmtpReply }
  /** surely not accepted, may work later; `host` = every mail would meet the same; `config` = only a person can mend it */
  | {
      readonly kind: 'temporary';
      readonly reply: SmtpReply;
      readonly scope: 'mail' | 'host';
      readonly config: boolean;
    }
  /** surely not accepted, and never will be */
  | { readonly kind: 'permanent'; readonly reply: SmtpReply; readonly tooLarge: boolean }
  /** the last byte was handed over and no reply was understood: perhaps accepted */
  | { readonly kind: 'ambiguous'; readonly reply: SmtpReply }
  /** our own gate stopped it before the first byte of the body */
  | { readonly kind: 'withheld'; readonly cause: unknown };

const TEXT_LIMIT = 300;
const TLS_TROUBLE = /CERT|TLS|SSL|ALTNAME|SIGNATURE/;
const NEEDS_SETTING: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** What an error of the SMTP client means. `handedOver` = the last byte of the body had been given to the socket. */
export function outcomeOfError(error: unknown, handedOver: boolean): SendOutcome {
  const { response, code, originalCode, message } = readError(error);
  const reply = readReply(response ?? message);
  if (reply.code === null || reply.code < 400) {
    if (handedOver) return { kind: 'ambiguous', reply: { ...reply, code: null } };
    if (message.startsWith('Message size larger than allowed'))
      return { kind: 'permanent', reply: { ...reply, code: null }, tooLarge: true };
    const config =
      code === 'ETLS' || code === 'EAUTH' || (code !== 'EPROTOCOL' && TLS_TROUBLE.test(originalCode));
    return { kind: 'temporary', reply: { ...reply, code: null }, scope: 'host', config };
  }
  if (code === 'ETLS' || code === 'EAUTH' || NEEDS_SETTING.has(reply.code)) {
    return { kind: 'temporary', reply, scope: 'host', config: reply.code >= 500 };
  }
  if (reply.code === 421 || reply.code === 452)
    return { kind: 'temporary', reply, scope: 'host', config: false };
  if (reply.code < 500) return { kind: 'temporary', reply, scope: 'mail', config: false };
  return { kind: 'permanent', reply, tooLarge: isAboutSize(reply) };
}

/** Trouble before any mail was offered: nothing is lost, the host has to wait. */
export function outcomeOfConnecting(error: unknown): SendOutcome {
  const outcome = outcomeOfError(error, false);
  if (outcome.kind !== 'permanent') {
    return outcome.kind === 'temporary' ? { ...outcome, scope: 'host' } : outcome;
  }
  return { kind: 'temporary', reply: outcome.reply, scope: 'host', config: true };
}

/** The first line's code and enhanced code, and all lines as one. */
export function readReply(response: string): SmtpReply {
  const [, code, enhanced] = /^(\d{3})(?:[ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec(response) ?? [];
  const text = response
    .slice(0, 4 * TEXT_LIMIT)
    .replace(/\r?\n\d{3}[ -]/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    // it is stored and told; a number with its + is one of a person, others are ids of the queue
    .replace(/\+\d{7,15}(?!\d)/g, maskPhone)
    .trim();
  return {
    code: code === undefined ? null : Number(code),
    enhanced: enhanced ?? null,
    text: Array.from(text).slice(0, TEXT_LIMIT).join('') || '(nothing that can be read)',
  };
}

/** 552 5.2.2 is a full mailbox, which a smaller mail does not help. */
function isAboutSize({ code, enhanced }: SmtpReply): boolean {
  return enhanced === '5.3.4' || enhanced === '5.2.3' || (code === 552 && enhanced !== '5.2.2');
}

function readError(error: unknown): {
  readonly response: string | null;
  readonly code: string;
  readonly originalCode: string;
  readonly message: string;
} {
  const field = (name: string): string | null => {
    if (typeof error !== 'object' || error === null) return null;
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : null;
  };
  return {
    response: field('response'),
    code: field('code') ?? '',
    originalCode: field('originalCode') ?? '',
    message: field('message') ?? String(error),
  };
}

import { hash as digest } from 'node:crypto';
import { agentVerdict, CLICK_VERDICTS } from '../core/click-verdict.ts';
import { FAILURE_CLASSES } from '../core/failure-class.ts';
import { hash32 } from '../core/hash-text.ts';
import { MESSAGE_STATUSES } from '../core/message-status.ts';
import { readRoutedText, type TextReading } from '../core/opt-out-word.ts';
import type { OwnWords } from '../core/own-opt-out-words.ts';
import { readPhone } from '../core/phone-number.ts';
import type {
  ClickEvent,
  InboundEvent,
  OptOutEvent,
  ReceiptEvent,
  SendEvent,
  ToldEvent,
} from '../core/provider-event.ts';
import { receiptKey } from '../core/receipt-key.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import { type EventRow, READINGS } from '../store/provider-events/event-row.ts';
import { eventFault } from './event-fault.ts';

export type EventContext = {
  readonly provider: string;
  readonly keys: PhoneKeys;
  readonly receivedMs: number;
  readonly ownWords: OwnWords;
};

export type EventReading =
  | { readonly ok: true; readonly row: EventRow }
  | { readonly ok: false; readonly field: string; readonly reason: string };

const ID_LENGTH = 64;
const MOST_PARTS = 255;
const DAY_MS = 86_400_000;

/** An event in the numbers of our tables, its phones and addresses hashed; or why it cannot be kept. */
export function eventRow(event: ToldEvent, context: EventContext): EventReading {
  const fault = eventFault(event, context.receivedMs);
  if (fault !== null) return { ok: false, ...fault };
  switch (event.kind) {
    case 'send':
    case 'receipt':
      return { ok: true, row: receiptRow(event, context) };
    case 'click':
      return { ok: true, row: clickRow(event, context) };
    case 'inbound':
      return inboundRow(event, context);
    case 'opt_out':
      return optOutRow(event, context);
  }
}

/** What all kinds share; a kind puts its own over it. */
function blankRow(
  event: ToldEvent,
  { provider, receivedMs, keys }: EventContext,
): Omit<EventRow, 'eventHash'> {
  return {
    provider,
    kind: event.kind === 'opt_out' ? 'inbound' : event.kind,
    providerMessageId: sealedId(event, keys),
    clientReference: event.clientReference?.trim() ?? null,
    phoneHash: null,
    eventKey: 0,
    status: 0,
    failureClass: 0,
    codeField: null,
    rawCode: null,
    isKnownCode: true,
    carrier: null,
    occurredMs: receivedMs,
    receivedMs,
    partIndex: 0,
    partCount: 0,
    parts: null,
    price: null,
    eventId: null,
    linkId: null,
    url: null,
    agentVerdict: 0,
    agentHash: null,
    addressHash: null,
    text: null,
    keyword: null,
    reading: READINGS.reply,
  };
}

/** Where a provider has no id per message, its importer makes one with the recipient in it: a phone is not stored. */
function sealedId({ providerMessageId, recipient }: ToldEvent, keys: PhoneKeys): string | null {
  const id = providerMessageId?.trim() ?? null;
  const digits = recipient?.replace(/\D/g, '') ?? '';
  if (id === null || digits.length < 7 || !id.includes(digits)) return id;
  return id.replace(digits, keys.identity(`+${digits}`).toString('hex').slice(0, 20));
}

function receiptRow(event: SendEvent | ReceiptEvent, context: EventContext): EventRow {
  const blank = blankRow(event, context);
  const { status, failureClass, codeField, rawCode, isKnownCode } = event.state;
  const part = event.kind === 'receipt' ? event.part : null;
  const index = part === null ? 0 : part.index;
  // Without a time of its own an event would be another one each time it comes.
  const key = receiptKey(
    context.provider,
    MESSAGE_STATUSES[status],
    index === 0 ? rawCode : `${rawCode}#${index}`,
    event.occurredMs ?? 0,
  );
  const row = {
    ...blank,
    eventKey: key,
    status: MESSAGE_STATUSES[status],
    failureClass: FAILURE_CLASSES[failureClass].number,
    codeField: cut(codeField, 32),
    rawCode: rawCode === '' ? null : cut(rawCode, 32),
    isKnownCode: isKnownCode || rawCode === '',
    ...billed(event),
    occurredMs: event.occurredMs ?? context.receivedMs,
    partIndex: Math.min(index, MOST_PARTS),
    partCount: Math.min(part?.of ?? 0, MOST_PARTS),
  };
  return withHash(row, [key, row.partCount, row.parts, row.price]);
}

function billed(event: SendEvent | ReceiptEvent): Pick<EventRow, 'carrier' | 'parts' | 'price'> {
  const parts = event.parts !== null && event.parts >= 0 && event.parts <= MOST_PARTS ? event.parts : null;
  if (event.kind === 'send') return { carrier: null, parts, price: null };
  return {
    carrier: event.carrier === null ? null : cut(event.carrier, 48),
    parts,
    price: priceText(event),
  };
}

/** Sorts by currency, then amount. */
function priceText({ costMicro, currency }: ReceiptEvent): string | null {
  if (costMicro === null || currency === null || !/^[A-Z]{3}$/.test(currency)) return null;
  return Number.isSafeInteger(costMicro) && costMicro >= 0
    ? `${currency}${String(costMicro).padStart(20, '0')}`
    : null;
}

function clickRow(event: ClickEvent, context: EventContext): EventRow {
  const blank = blankRow(event, context);
  const { userAgent, method, address, url, clickedMs } = event;
  const made = [blank.providerMessageId, blank.clientReference, url, clickedMs, userAgent, address];
  const link = url === null ? null : withoutQuery(url);
  const row = {
    ...blank,
    phoneHash: recipientHash(event, context.keys),
    occurredMs: clickedMs ?? context.receivedMs,
    eventId: eventId(context.provider, event.clickId, made),
    linkId: link === null ? null : link.length <= ID_LENGTH ? link : hashOf(['link', link]),
    url: link === null ? null : cut(link, 2000),
    agentVerdict: CLICK_VERDICTS[agentVerdict({ method, userAgent, agentClass: 'unknown' })],
    agentHash: userAgent === null ? null : hash32(userAgent),
    addressHash: address === null ? null : context.keys.hashAddress(address).toString('hex'),
  };
  return withHash(row, [row.eventId]);
}

/** A click whose message is not known yet may be found by the phone, and must be erased with it. */
function recipientHash({ recipient }: ClickEvent, keys: PhoneKeys): string | null {
  if (recipient === null || !recipient.startsWith('+')) return null;
  const phone = readPhone(recipient, null);
  return phone.ok ? keys.hash(phone.number.e164).toString('hex') : null;
}

/** What stands behind `?` or `#` often tells the recipient. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function inboundRow(event: InboundEvent, context: EventContext): EventReading {
  const plain = event.sender.trim();
  const phone = readPhone(/^\d/.test(plain) && !plain.startsWith('00') ? `+${plain}` : plain, null);
  if (!phone.ok) return { ok: false, field: 'sender', reason: phone.reason };
  const blank = blankRow(event, context);
  const { e164, country } = phone.number;
  const phoneHash = context.keys.hash(e164).toString('hex');
  const { wish, isCertain, keyword } = readRoutedText(event.text, event.keyword, country, context.ownWords);
  // Without id and time a word to stop counts anew each day: lost, it would leave an earlier START in force.
  const day = wish === 'opt_out' ? Math.floor(context.receivedMs / DAY_MS) : null;
  const identity = context.keys.identity(e164).toString('hex');
  const made = [identity, event.text, event.occurredMs ?? (day === null ? null : `day ${day}`)];
  const row = {
    ...blank,
    phoneHash,
    occurredMs: event.occurredMs ?? context.receivedMs,
    eventId: eventId(context.provider, event.inboundId, made),
    text: cut(event.text, 1600),
    keyword,
    reading: readingNumber(wish, isCertain),
  };
  return { ok: true, row: withHash(row, [row.eventId]) };
}

function optOutRow(event: OptOutEvent, context: EventContext): EventReading {
  const phone = readPhone(event.sender, null);
  if (!phone.ok) return { ok: false, field: 'sender', reason: phone.reason };
  const phoneHash = context.keys.hash(phone.number.e164).toString('hex');
  const row = {
    ...blankRow(event, context),
    phoneHash,
    occurredMs: event.occurredMs ?? context.receivedMs,
    eventId: eventId(context.provider, event.optOutId, [
      context.keys.identity(phone.number.e164).toString('hex'),
      'opt_out',
      event.occurredMs,
    ]),
    reading: READINGS.optOut,
  };
  return { ok: true, row: withHash(row, [row.eventId]) };
}

function readingNumber(wish: TextReading['wish'], isCertain: boolean): number {
  switch (wish) {
    case 'none':
      return READINGS.reply;
    case 'opt_out':
      return isCertain ? READINGS.optOut : READINGS.maybeOptOut;
    case 'opt_in':
      return isCertain ? READINGS.optIn : READINGS.maybeOptIn;
  }
}

/** The ids of two providers must not meet. `made` stands in for an id the provider does not give. */
function eventId(provider: string, id: string | null, made: readonly unknown[]): string {
  const own = id === null ? `${provider}:${hashOf(made)}` : `${provider}:${id}`;
  return own.length <= ID_LENGTH ? own : `${provider.slice(0, 31)}:${hashOf([own])}`;
}

function withHash(row: Omit<EventRow, 'eventHash'>, says: readonly unknown[]): EventRow {
  const { provider, kind, providerMessageId, clientReference } = row;
  return { ...row, eventHash: hashOf([provider, kind, providerMessageId, clientReference, ...says]) };
}

/** 128 bits in hex. */
function hashOf(parts: readonly unknown[]): string {
  return digest('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : Array.from(text).slice(0, most).join('');
}

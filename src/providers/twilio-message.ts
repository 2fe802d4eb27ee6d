import type { ProviderEvent } from '../core/provider-event.ts';
import { CODE_WIDTH, type Fault, type Fields, readFields, TEXT_WIDTH } from './read-fields.ts';
import { readPrice } from './read-price.ts';
import { UNSAID } from './receipt-state.ts';
import { twilioState } from './twilio-state.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const MAIL_TIME = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) ([+-]\d{4})$/;

/**
 * The message as Twilio's REST API answers a send with it or lists it afterwards: handed over while it waits, else a
 * receipt with its price; an inbound one when the direction says so. The price is that of the whole message, negative.
 */
export function readTwilioMessage(
  fields: Fields,
  clientReference: string | null,
): ProviderEvent | Fault | 'ignored' {
  const times = readFields({
    date_updated: isoTime(fields.text('date_updated')),
    date_sent: isoTime(fields.text('date_sent')),
  });
  const sentMs = times.time('date_sent', 'unix', 'UTC');
  const updatedMs = times.time('date_updated', 'unix', 'UTC');
  const event =
    fields.text('direction') === 'inbound'
      ? readInbound(fields, sentMs)
      : readOutbound(fields, clientReference, sentMs, updatedMs);
  return times.fault() ?? event;
}

function readOutbound(
  fields: Fields,
  clientReference: string | null,
  sentMs: number | null,
  updatedMs: number | null,
): ProviderEvent {
  const word = fields.needed('status', CODE_WIDTH).toLowerCase();
  const state = twilioState(word, fields.text('error_code', CODE_WIDTH));
  const of = {
    providerMessageId: fields.needed('sid'),
    clientReference,
    recipient: fields.text('to'),
    state,
    occurredMs: updatedMs,
    // 0 until a sender is chosen
    parts: fields.text('num_segments') === '0' ? null : fields.parts('num_segments'),
  };
  if (state.status === 'queued') return { kind: 'send', ...of };
  return { ...UNSAID, kind: 'receipt', ...of, sentMs, ...readPrice(fields, 'price', 'price_unit', 1) };
}

function readInbound(fields: Fields, sentMs: number | null): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('sid'),
    sender: fields.needed('from'),
    receiver: fields.text('to'),
    text: fields.cut('body', TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: sentMs,
  };
}

/** `Wed, 25 Nov 2026 19:30:00 +0000`, the form of e-mail, as ISO; anything else as it is. */
function isoTime(text: string | null): string | null {
  const match = text === null ? null : MAIL_TIME.exec(text);
  if (match === null) return text;
  const [, day, month = '', year, time, offset] = match;
  return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day}T${time}${offset}`;
}

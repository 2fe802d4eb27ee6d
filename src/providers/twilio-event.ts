import type { ProviderEvent } from '../core/provider-event.ts';
import { CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH } from './read-fields.ts';
import { UNSAID } from './receipt-state.ts';
import { isOtherChannel, twilioState } from './twilio-state.ts';

const STATUS = 'com.twilio.messaging.message.';
const INBOUND = 'com.twilio.messaging.inbound-message.received';
const CLICK = 'com.twilio.daptbt.link-shortening.link-clicked';

/**
 * An event of Twilio's Event Streams, a CloudEvent: the state of a message, a click on a shortened link, a text from a
 * phone. Other types are no events of ours. `mcc` and `mnc` are those of the sender's number by the vendor's text, so
 * they say nothing of the recipient's carrier.
 */
export function readTwilioEvent(fields: Fields): ProviderEvent | Fault | 'ignored' {
  if (['data.to', 'data.from'].some((field) => isOtherChannel(fields.cut(field, CODE_WIDTH)))) {
    return 'ignored';
  }
  const type = fields.cut('type', 128);
  if (type === null) return { field: 'type', reason: 'is missing: an event must say what it is' };
  if (type === CLICK) return readClick(fields);
  if (type === INBOUND) return readInbound(fields);
  return type.startsWith(STATUS) ? readStatus(fields, type.slice(STATUS.length)) : 'ignored';
}

function readStatus(fields: Fields, typed: string): ProviderEvent {
  const word = fields.text('data.messageStatus', CODE_WIDTH) ?? typed.slice(0, CODE_WIDTH);
  const segments = fields.text('data.numberOfSegments');
  return {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.needed('data.messageSid'),
    clientReference: null,
    recipient: fields.text('data.to'),
    state: twilioState(word.toLowerCase(), fields.text('data.errorCode', CODE_WIDTH)),
    occurredMs: fields.time('data.timestamp', 'unix', 'UTC'),
    parts: segments === '0' ? null : fields.parts('data.numberOfSegments'),
  };
}

function readClick(fields: Fields): ProviderEvent {
  return {
    kind: 'click',
    providerMessageId: fields.needed('data.message_sid'),
    clientReference: null,
    recipient: fields.text('data.to'),
    clickId: fields.text('id'),
    url: fields.cut('data.link', 2000),
    clickedMs: fields.time('data.click_time', 'unix', 'UTC'),
    // Twilio tells agents: none here is an agent that did not name itself.
    userAgent: fields.cut('data.user_agent', 512) ?? '',
    address: null,
    method: null,
  };
}

function readInbound(fields: Fields): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('data.messageSid'),
    sender: fields.needed('data.from'),
    receiver: fields.text('data.to'),
    text: fields.cut('data.body', TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: fields.time('data.timestamp', 'unix', 'UTC'),
  };
}

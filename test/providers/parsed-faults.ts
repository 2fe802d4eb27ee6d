import { isFailureClass } from '../../src/core/failure-class.ts';
import { isMessageStatus } from '../../src/core/message-status.ts';
import type { ProviderEvent } from '../../src/core/provider-event.ts';
import type { ParsedPayload } from '../../src/providers/importer.ts';

/** What is wrong with an answer of an importer, whatever it was asked; empty = it keeps the contract. */
export function parsedFaults(parsed: ParsedPayload): readonly string[] {
  const { events, refused, ignored } = parsed;
  const faults = [...events.flatMap(eventFaults), ...placeFaults(parsed)];
  for (const { index, field, reason } of refused) {
    if (!Number.isSafeInteger(index) || index < 0) faults.push(`place ${index}`);
    if (field === '') faults.push(`no field for: ${reason}`);
    if (!/^[^\n\r]{3,400}$/.test(reason)) faults.push(`not one short line: ${reason}`);
    if (/\d{8}/.test(reason)) faults.push(`digits of a phone: ${reason}`);
  }
  if (!Number.isSafeInteger(ignored) || ignored < 0) faults.push(`ignored ${ignored}`);
  return faults;
}

/** Places ascend, and none lies behind the last. */
function placeFaults({ events, places, lastPlace, refused }: ParsedPayload): readonly string[] {
  const faults =
    places.length === events.length ? [] : [`${places.length} places of ${events.length} events`];
  for (const [at, place] of places.entries()) {
    if (place < (places[at - 1] ?? 1) || place > lastPlace) faults.push(`event ${at} at place ${place}`);
  }
  for (const { index } of refused) if (index > lastPlace) faults.push(`refusal at place ${index}`);
  return faults;
}

function eventFaults(event: ProviderEvent): readonly string[] {
  const faults = [...referenceFaults(event), ...stateFaults(event)];
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined) faults.push(`${name} is undefined`);
    if (typeof value === 'number' && !Number.isSafeInteger(value)) faults.push(`${name} is ${value}`);
  }
  return faults;
}

function referenceFaults(event: ProviderEvent): readonly string[] {
  const { providerMessageId, clientReference } = event;
  const faults: string[] = [];
  for (const id of [providerMessageId, clientReference]) {
    if (id !== null && (id.trim() === '' || id.length > 255)) faults.push(`id of ${id.length} characters`);
  }
  if (event.kind === 'inbound') {
    if (event.sender === '') faults.push('inbound of nobody');
    if (event.text.length > 1600) faults.push('inbound text too long');
  } else if (providerMessageId === null && clientReference === null) faults.push('names no message');
  return faults;
}

function stateFaults(event: ProviderEvent): readonly string[] {
  if (event.kind !== 'send' && event.kind !== 'receipt') return [];
  const { status, failureClass, rawCode } = event.state;
  const faults: string[] = [];
  if (!isMessageStatus(status) || !isFailureClass(failureClass)) faults.push('state in foreign words');
  if (rawCode.length > 32) faults.push(`code of ${rawCode.length} characters`);
  if (event.parts !== null && event.parts < 1) faults.push(`${event.parts} parts`);
  return faults;
}

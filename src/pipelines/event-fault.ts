import type { ToldEvent } from '../core/provider-event.ts';

const DAY_MS = 86_400_000;
/** Nobody sent an SMS before; an earlier time is a damaged one. */
const EARLIEST_MS = Date.UTC(1992, 0, 1);
const ID_LENGTH = 64;
/** U+FFFD stands where a text was damaged before we got it. */
const NO_TEXT = /[\p{Cc}\uFFFD]/u;

type Fault = { readonly field: string; readonly reason: string };

/** Why an event of whatever kind cannot be kept; null = nothing is wrong so far. */
export function eventFault(event: ToldEvent, receivedMs: number): Fault | null {
  return referenceFault(event) ?? timeFault(event, receivedMs);
}

function referenceFault(event: ToldEvent): Fault | null {
  const { providerMessageId, clientReference } = event;
  const needsMessage = event.kind !== 'inbound' && event.kind !== 'opt_out';
  if (needsMessage && providerMessageId === null && clientReference === null)
    return {
      field: 'providerMessageId',
      reason: 'neither an id of the provider nor our own tells the message',
    };
  return idFault('providerMessageId', providerMessageId) ?? idFault('clientReference', clientReference);
}

function idFault(field: string, id: string | null): Fault | null {
  if (id === null) return null;
  if (id.length > ID_LENGTH) return { field, reason: `has more than ${ID_LENGTH} characters` };
  return NO_TEXT.test(id) || !id.isWellFormed()
    ? { field, reason: 'holds a control character, half of one or a damaged one' }
    : null;
}

function timeFault(event: ToldEvent, receivedMs: number): Fault | null {
  const ms = event.kind === 'click' ? event.clickedMs : event.occurredMs;
  if (ms === null) return null;
  const field = event.kind === 'click' ? 'clickedMs' : 'occurredMs';
  if (!Number.isSafeInteger(ms) || ms < EARLIEST_MS)
    return { field, reason: 'is a time before 1992 or none' };
  return ms > receivedMs + DAY_MS ? { field, reason: 'lies more than a day in the future' } : null;
}

import type { ReceiptState } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import { stateWithCause } from './receipt-state.ts';

const ID = 'twilio';

/** What failed before it left Twilio was refused when the error says so (an opted-out recipient), else Twilio's fault. */
export function twilioState(word: string, error: string | null): ReceiptState {
  const status = {
    field: 'MessageStatus',
    code: word,
    meaning: codeMeaning(ID, word, 'MessageStatus'),
  };
  const meaning = error === null ? null : codeMeaning(ID, error, 'ErrorCode');
  const cause = error === null || error === '0' ? null : { field: 'ErrorCode', code: error, meaning };
  const state = stateWithCause(status, cause);
  return state.status === 'failed' && meaning?.status === 'rejected'
    ? { ...state, status: 'rejected' }
    : state;
}

/** `whatsapp:+47…`, `messenger:…`; a sender of letters has no colon. */
export function isOtherChannel(address: string | null): boolean {
  return address !== null && /^[a-z_]+:/i.test(address);
}

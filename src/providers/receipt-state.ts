import { rankOf } from '../core/message-status.ts';
import type { ReceiptState } from '../core/provider-event.ts';
import type { CodeMeaning } from './codes.ts';

/** What a receipt may leave unsaid. */
export const UNSAID = {
  carrier: null,
  occurredMs: null,
  sentMs: null,
  part: null,
  parts: null,
  costMicro: null,
  currency: null,
} as const;

/** A code as it stands in a field, and what the tables say of it; null = they do not have it. */
export type StatedCode = {
  readonly field: string;
  readonly code: string;
  readonly meaning: CodeMeaning | null;
};

/** A code that no table has is kept and says nothing: neither delivered nor failed. */
export function receiptState({ field, code, meaning }: StatedCode): ReceiptState {
  return {
    status: meaning?.status ?? 'unknown',
    failureClass: meaning?.failureClass ?? 'unknown',
    codeField: field,
    rawCode: code,
    isKnownCode: meaning !== null,
  };
}

/**
 * The state of a status word with an error code beside it: the word says whether the message failed, the code why. An
 * unknown error code keeps the word's status, and is shown as the unknown one. A code beside a message that did not
 * fail is noise.
 */
export function stateWithCause(status: StatedCode, cause: StatedCode | null): ReceiptState {
  const state = receiptState(status);
  if (cause === null) return state;
  if (status.meaning === null) return cause.meaning === null ? state : receiptState(cause);
  if (rankOf(state.status) !== 40 || cause.meaning?.failureClass === 'none') return state;
  return {
    status: state.status,
    failureClass: cause.meaning?.failureClass ?? state.failureClass,
    codeField: cause.field,
    rawCode: cause.code,
    isKnownCode: cause.meaning !== null,
  };
}

/** What the answer to handing a message over says: whatever failed then was refused before any attempt. */
export function sendState(stated: StatedCode): ReceiptState {
  const state = receiptState(stated);
  return state.status === 'undelivered' || state.status === 'expired'
    ? { ...state, status: 'rejected' }
    : state;
}

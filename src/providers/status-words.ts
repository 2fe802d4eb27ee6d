import type { FailureClass } from '../core/failure-class.ts';
import type { MessageStatus } from '../core/message-status.ts';
import type { ReceiptState } from '../core/provider-event.ts';
import { receiptState, type StatedCode, sendState, stateWithCause } from './receipt-state.ts';

/** Words and numbers with which a provider tells the state of a message, apart from its codes of errors. */
export type StatusWords = Readonly<Record<string, readonly [MessageStatus, FailureClass]>>;

/** Accepted, and no code with it. */
export const ACCEPTED: ReceiptState = {
  status: 'queued',
  failureClass: 'none',
  codeField: '',
  rawCode: '',
  isKnownCode: true,
};

export function statedWord(words: StatusWords, field: string, code: string): StatedCode {
  const entry = Object.hasOwn(words, code) ? words[code] : undefined;
  if (entry === undefined) return { field, code, meaning: null };
  const [status, failureClass] = entry;
  return {
    field,
    code,
    meaning: {
      status,
      failureClass,
      evidence: 'none',
      isPermanent: false,
      isConfirmed: true,
      meaning: code,
    },
  };
}

/** A send was refused, that much is sure: a code that no table has leaves only the reason open. */
export function refusedSend(stated: StatedCode): ReceiptState {
  const state = stated.meaning === null ? receiptState(stated) : sendState(stated);
  return stated.meaning === null ? { ...state, status: 'rejected' } : state;
}

/**
 * For providers with one word for all that did not arrive, also for messages whose receipt never came: a reason that
 * the tables have says which of them, and counts as the status itself. What failed at the provider stays its fault.
 */
export function reasonOverWord(status: StatedCode, cause: StatedCode | null): ReceiptState {
  const isFailure = status.meaning?.status === 'undelivered' || status.meaning?.status === 'rejected';
  return isFailure && cause?.meaning && cause.meaning.failureClass !== 'none'
    ? receiptState(cause)
    : stateWithCause(status, cause);
}

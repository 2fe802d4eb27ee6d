import type { FailureClass } from '../core/failure-class.ts';
import type { MessageStatus } from '../core/message-status.ts';
import type { ReceiptState } from '../core/provider-event.ts';
import { receiptState, type StatedCode, sendState } from './receipt-state.ts';

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

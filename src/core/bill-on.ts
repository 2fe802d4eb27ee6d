import { MESSAGE_STATUSES, type MessageStatus } from './message-status.ts';

/**
 * What a provider bills a message for: that it was submitted, whatever became of it; that it was accepted, so neither
 * rejected, nor failed at the provider, nor canceled; or that it was delivered.
 */
export const BILL_ON = ['submit', 'accept', 'deliver'] as const;
export type BillOn = (typeof BILL_ON)[number];

/** Whether a message in this state is billed; one still in process or without an answer is not delivered. */
export function isBilled(billOn: BillOn, status: MessageStatus): boolean {
  switch (billOn) {
    case 'submit':
      return true;
    case 'accept':
      return status !== 'rejected' && status !== 'failed' && status !== 'canceled';
    case 'deliver':
      return status === 'delivered';
  }
}

/** The states that are not billed, as numbers of `receipts.status`. */
export function unbilledStatuses(billOn: BillOn): readonly number[] {
  return Object.keys(MESSAGE_STATUSES)
    .filter((status): status is MessageStatus => status in MESSAGE_STATUSES)
    .filter((status) => !isBilled(billOn, status))
    .map((status) => MESSAGE_STATUSES[status]);
}

import { FAILURE_CLASSES } from './failure-class.ts';

/** The states of a message by receipts. The tens are the rank: higher replaces lower. */
export const MESSAGE_STATUSES = {
  queued: 10,
  sent: 20,
  unknown: 30,
  undelivered: 41,
  expired: 42,
  rejected: 43,
  failed: 44,
  canceled: 45,
  delivered: 50,
} as const;

export type MessageStatus = keyof typeof MESSAGE_STATUSES;
export const MESSAGE_STATUS_WORDS = Object.keys(MESSAGE_STATUSES).filter(isMessageStatus);

export function isMessageStatus(text: string): text is MessageStatus {
  return Object.hasOwn(MESSAGE_STATUSES, text);
}

/** A message without a final receipt counts as unknown after this; one provider's default validity is 48 h. */
export const NO_RECEIPT_AFTER_MS = 72 * 3_600_000;

export type ReceiptEvent = {
  readonly status: number;
  /** number of the failure class; 0 = none given */
  readonly failureClass: number;
  /** provider time, epoch milliseconds */
  readonly occurredMs: number;
  readonly eventKey: bigint;
};

export type MessageState = {
  readonly status: number;
  readonly failureClass: number;
  readonly deliveredMs: number | null;
};

export function rankOf(status: number): number {
  return Math.floor(status / 10) * 10;
}

/**
 * State of a message at `asOfMs`; receipts may come in any order. The highest rank decides, so a delivery beats
 * a failure whenever either came; inside a rank the earliest provider time, then the lowest event key.
 */
export function stateOf(receipts: readonly ReceiptEvent[], sentMs: number, asOfMs: number): MessageState {
  const decides = receipts.reduce<ReceiptEvent | null>(
    (best, receipt) => (best === null || beats(receipt, best) ? receipt : best),
    null,
  );
  if (decides === null || decides.status < MESSAGE_STATUSES.unknown) {
    if (sentMs + NO_RECEIPT_AFTER_MS <= asOfMs)
      return {
        status: MESSAGE_STATUSES.unknown,
        failureClass: FAILURE_CLASSES.no_dlr.number,
        deliveredMs: null,
      };
    return { status: decides?.status ?? MESSAGE_STATUSES.sent, failureClass: 0, deliveredMs: null };
  }
  return {
    status: decides.status,
    failureClass: classOf(decides),
    deliveredMs: decides.status === MESSAGE_STATUSES.delivered ? decides.occurredMs : null,
  };
}

function beats(left: ReceiptEvent, right: ReceiptEvent): boolean {
  if (rankOf(left.status) !== rankOf(right.status)) return rankOf(left.status) > rankOf(right.status);
  if (left.occurredMs !== right.occurredMs) return left.occurredMs < right.occurredMs;
  return left.eventKey < right.eventKey;
}

function classOf({ status, failureClass }: ReceiptEvent): number {
  if (status === MESSAGE_STATUSES.delivered) return 0;
  if (status === MESSAGE_STATUSES.canceled) return FAILURE_CLASSES.canceled.number;
  if (rankOf(status) === 40 && failureClass === 0) return FAILURE_CLASSES.unknown.number;
  return failureClass;
}

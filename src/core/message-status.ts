import type { FailureClass } from './failure-class.ts';

/** What a receipt says of its message. The number is what receipts and facts store. */
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

/** One provider's default validity is 48 h; a receipt that has not come after this does not come. */
export const NO_RECEIPT_AFTER_SECONDS = 72 * 3600;

export type Receipt = {
  readonly status: MessageStatus;
  readonly failureClass: FailureClass;
  /** provider time, epoch milliseconds */
  readonly occurredMs: number;
  /** see receipt-key.ts */
  readonly eventKey: number;
};

/** One piece of a long message that a receipt calls delivered; any other state of a piece is one of the message. */
export type DeliveredPiece = {
  /** from 1 */
  readonly index: number;
  /** pieces by this receipt; null = it does not say */
  readonly of: number | null;
  readonly occurredMs: number;
};

export type MessageState = { readonly status: MessageStatus; readonly failureClass: FailureClass };

export function isMessageStatus(word: string): word is MessageStatus {
  return Object.hasOwn(MESSAGE_STATUSES, word);
}

/** 10 queued, 20 sent, 30 unknown, 40 failed in one of five ways, 50 delivered. */
export function rankOf(status: MessageStatus): number {
  return Math.floor(MESSAGE_STATUSES[status] / 10) * 10;
}

export function isFinal(status: MessageStatus): boolean {
  return rankOf(status) >= 30;
}

/**
 * The state of a message from all its receipts, whatever order they came in: the highest rank decides (so a late
 * delivered beats a failure, and nothing goes back), then the earliest provider time, then the event key.
 * `nowMs` and `sentMs` are epoch milliseconds: without a final receipt the state is `unknown` 72 h after sending.
 */
export function messageState(receipts: readonly Receipt[], sentMs: number, nowMs: number): MessageState {
  const [first, ...rest] = receipts;
  const deciding =
    first === undefined ? null : rest.reduce((best, next) => (decidesOver(next, best) ? next : best), first);
  if (deciding !== null && isFinal(deciding.status)) {
    return { status: deciding.status, failureClass: classOfState(deciding) };
  }
  // Whole seconds, as the roll-up counts them.
  const dueS = Math.floor(sentMs / 1000) + NO_RECEIPT_AFTER_SECONDS;
  if (dueS <= Math.floor(nowMs / 1000)) return { status: 'unknown', failureClass: 'no_dlr' };
  return { status: deciding?.status ?? 'sent', failureClass: 'none' };
}

/**
 * When a message whose pieces have receipts of their own was delivered: when the last of them was, each counted from
 * its first receipt. null = not yet. How many there are: the highest number that any receipt or piece gives, else
 * `billedParts`.
 */
export function wholeDeliveredMs(pieces: readonly DeliveredPiece[], billedParts: number): number | null {
  const first = new Map<number, number>();
  for (const { index, occurredMs } of pieces)
    first.set(index, Math.min(first.get(index) ?? Number.POSITIVE_INFINITY, occurredMs));
  const told = Math.max(0, ...pieces.map(({ of }) => of ?? 0));
  const needed = Math.max(told === 0 ? billedParts : told, ...first.keys());
  return first.size > 0 && first.size >= needed ? Math.max(...first.values()) : null;
}

export function decidesOver(one: Receipt, other: Receipt): boolean {
  const ranks = rankOf(one.status) - rankOf(other.status);
  if (ranks !== 0) return ranks > 0;
  if (one.occurredMs !== other.occurredMs) return one.occurredMs < other.occurredMs;
  return one.eventKey < other.eventKey;
}

function classOfState({ status, failureClass }: Receipt): FailureClass {
  switch (status) {
    case 'delivered':
      return 'none';
    case 'canceled':
      return 'canceled';
    case 'undelivered':
    case 'expired':
    case 'rejected':
    case 'failed':
      return failureClass === 'none' ? 'unknown' : failureClass;
    case 'queued':
    case 'sent':
    case 'unknown':
      return failureClass;
  }
}

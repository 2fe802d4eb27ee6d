import { describe, expect, it } from 'vitest';
import {
  isFinal,
  MESSAGE_STATUSES,
  type MessageStatus,
  messageState,
  type Receipt,
  rankOf,
  wholeDeliveredMs,
} from '../../src/core/message-status.ts';
import { receiptKey } from '../../src/core/receipt-key.ts';

const SENT = Date.UTC(2026, 10, 16, 8);
const HOUR = 3_600_000;

function receipt(status: MessageStatus, minutes: number, more: Partial<Receipt> = {}): Receipt {
  const occurredMs = SENT + minutes * 60_000;
  const eventKey = receiptKey('twilio', MESSAGE_STATUSES[status], '', occurredMs);
  return { status, failureClass: 'none', occurredMs, eventKey, ...more };
}

function statusOf(receipts: readonly Receipt[], afterHours = 1): MessageStatus {
  return messageState(receipts, SENT, SENT + afterHours * HOUR).status;
}

describe('the state of a message', () => {
  it('takes a late delivered over an earlier failure, and never back', () => {
    expect(statusOf([receipt('undelivered', 1), receipt('delivered', 600)])).toBe('delivered');
    expect(statusOf([receipt('delivered', 1), receipt('failed', 600)])).toBe('delivered');
    expect(statusOf([receipt('rejected', 1), receipt('sent', 600)])).toBe('rejected');
    expect(statusOf([receipt('unknown', 1), receipt('sent', 600)])).toBe('unknown');
  });

  it('prefers the earliest of two finals of equal rank, then the lower event key', () => {
    expect(statusOf([receipt('expired', 9), receipt('undelivered', 5)])).toBe('undelivered');
    const one = receipt('failed', 5, { eventKey: 7 });
    const other = receipt('rejected', 5, { eventKey: 8 });
    expect(statusOf([one, other])).toBe('failed');
    expect(statusOf([other, one])).toBe('failed');
  });

  it('is unknown for want of a receipt 72 hours after sending, to the second', () => {
    expect(statusOf([], 71)).toBe('sent');
    expect(statusOf([receipt('queued', 0)], 71.9999)).toBe('queued');
    expect(messageState([receipt('sent', 1)], SENT, SENT + 72 * HOUR)).toEqual({
      status: 'unknown',
      failureClass: 'no_dlr',
    });
    expect(statusOf([receipt('delivered', 1)], 100)).toBe('delivered');
    expect(statusOf([receipt('undelivered', 1)], 100)).toBe('undelivered');
  });

  it('has a class exactly when it failed', () => {
    const now = SENT + HOUR;
    const bad = receipt('undelivered', 1, { failureClass: 'absent' });
    expect(messageState([bad], SENT, now).failureClass).toBe('absent');
    expect(messageState([receipt('failed', 1)], SENT, now).failureClass).toBe('unknown');
    expect(messageState([receipt('canceled', 1)], SENT, now).failureClass).toBe('canceled');
    expect(messageState([bad, receipt('delivered', 2)], SENT, now).failureClass).toBe('none');
  });

  it('is the same for every order of the same receipts, with repeats', () => {
    const statuses = Object.keys(MESSAGE_STATUSES) as MessageStatus[];
    let seed = 42;
    const below = (count: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed % count;
    };
    for (let round = 0; round < 500; round += 1) {
      const receipts = Array.from({ length: 1 + below(5) }, () =>
        receipt(statuses[below(statuses.length)] ?? 'sent', below(3), {
          failureClass: below(2) === 0 ? 'absent' : 'barred',
          eventKey: below(1000),
        }),
      );
      const expected = messageState(receipts, SENT, SENT + below(100) * HOUR);
      const now = SENT + 1 * HOUR;
      const state = messageState(receipts, SENT, now);
      const shuffled = [...receipts, ...receipts].toSorted(() => below(3) - 1);
      expect(messageState(shuffled, SENT, now)).toEqual(state);
      expect(rankOf(expected.status)).toBeGreaterThanOrEqual(rankOf(state.status));
    }
  });
});

describe('ranks', () => {
  it('put delivered over every failure over unknown over sent over queued', () => {
    expect(rankOf('delivered')).toBe(50);
    for (const failure of ['undelivered', 'expired', 'rejected', 'failed', 'canceled'] as const) {
      expect(rankOf(failure)).toBe(40);
      expect(isFinal(failure)).toBe(true);
    }
    expect([rankOf('unknown'), rankOf('sent'), rankOf('queued')]).toEqual([30, 20, 10]);
    expect([isFinal('unknown'), isFinal('sent')]).toEqual([true, false]);
  });
});

describe('the key of a receipt', () => {
  it('is the same for the same event, for ever', () => {
    expect(receiptKey('twilio', 50, '', Date.UTC(2026, 10, 16, 8))).toBe(receiptKey('twilio', 50, '', SENT));
    expect(receiptKey('twilio', 41, '30003', SENT)).toBe(KEPT);
  });

  it('differs with provider, status, code and millisecond, without collisions in a million', () => {
    const keys = new Set<number>();
    for (let index = 0; index < 200_000; index += 1) {
      keys.add(receiptKey('twilio', 50, '', SENT + index));
      keys.add(receiptKey('twilio', 41, String(30_000 + (index % 999)), SENT + index));
    }
    expect(keys.size).toBe(400_000);
    expect(receiptKey('a', 50, '', SENT)).not.toBe(receiptKey('b', 50, '', SENT));
    expect([...keys].filter((key) => !Number.isSafeInteger(key) || key < 0)).toEqual([]);
  });
});

/** Stored in databases; a change of the function would count every replay as new. */
const KEPT = 1452663480119935;

describe('a message in pieces', () => {
  const piece = (index: number, occurredMs: number, of: number | null = 3) => ({ index, of, occurredMs });

  it('is delivered when its last piece is, whatever order receipts come in', () => {
    const pieces = [piece(1, 10), piece(3, 30), piece(2, 20), piece(3, 25)];
    for (const turned of [
      pieces,
      pieces.toReversed(),
      pieces.toSorted((a, b) => a.occurredMs - b.occurredMs),
    ])
      expect(wholeDeliveredMs(turned, 1)).toBe(25);
  });

  it('is not delivered before', () => {
    expect(wholeDeliveredMs([], 1)).toBeNull();
    expect(wholeDeliveredMs([piece(1, 10), piece(2, 20), piece(2, 21)], 1)).toBeNull();
  });

  it('has as many pieces as any receipt says, else as are billed', () => {
    expect(wholeDeliveredMs([piece(1, 10, null), piece(2, 20, null)], 2)).toBe(20);
    expect(wholeDeliveredMs([piece(1, 10, null)], 2)).toBeNull();
    expect(wholeDeliveredMs([piece(2, 10, null)], 1)).toBeNull();
    expect(wholeDeliveredMs([piece(1, 10, 1), piece(2, 20, 2)], 5)).toBe(20);
  });
});

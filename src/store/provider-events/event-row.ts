/** Numbers of `parked_events.kind`. */
export const EVENT_KINDS = { send: 1, receipt: 2, click: 3, inbound: 4 } as const;

/** Numbers of `inbound.reading`; the first two become opt-outs and never stand there. */
export const READINGS = { reply: 0, optOut: 1, optIn: 2, maybeOptOut: 3, maybeOptIn: 4 } as const;

/** An event as it is staged: checked, hashed, in the numbers of our tables. Hashes in hex. */
export type EventRow = {
  /** of all the event says: the same event twice has it twice */
  readonly eventHash: string;
  readonly provider: string;
  readonly kind: keyof typeof EVENT_KINDS;
  readonly providerMessageId: string | null;
  readonly clientReference: string | null;
  readonly phoneHash: string | null;
  /** see core/receipt-key.ts */
  readonly eventKey: number;
  readonly status: number;
  readonly failureClass: number;
  readonly codeField: string | null;
  readonly rawCode: string | null;
  readonly isKnownCode: boolean;
  readonly carrier: string | null;
  readonly occurredMs: number;
  readonly receivedMs: number;
  /** 0 = the whole message */
  readonly partIndex: number;
  readonly partCount: number;
  readonly parts: number | null;
  /** see message_bills.price */
  readonly price: string | null;
  readonly eventId: string | null;
  readonly linkId: string | null;
  readonly url: string | null;
  readonly agentVerdict: number;
  readonly agentHash: number | null;
  readonly addressHash: string | null;
  readonly text: string | null;
  readonly keyword: string | null;
  readonly reading: number;
};

import type { FailureClass } from './failure-class.ts';
import type { MessageStatus } from './message-status.ts';

/**
 * One fact of a provider in our words, before anybody knows whose message it is. Times are epoch milliseconds,
 * money is millionths of the currency unit. Parsing is pure: what a payload does not say is null, never guessed.
 */
export type ProviderEvent = SendEvent | ReceiptEvent | ClickEvent | InboundEvent;

/** Which message an event tells of. One of the first two is enough to join; the recipient alone never is. */
export type MessageReference = {
  /** as in the provider's receipts; Sinch has none of its own: `batch_id:recipient` */
  readonly providerMessageId: string | null;
  /** our own message id, where the sender handed it over and the provider echoes it */
  readonly clientReference: string | null;
  /** as the provider writes it; shown masked, used to find the contact of an inbound message */
  readonly recipient: string | null;
};

/** What the provider said of a message, as it stands in `receipts`. */
export type ReceiptState = {
  readonly status: MessageStatus;
  readonly failureClass: FailureClass;
  /** field and code as the provider wrote them: `resultCode` `2104` */
  readonly codeField: string;
  readonly rawCode: string;
  /** false = the code is in no table: kept as it is, counted, shown, and status `unknown` unless the provider's status says more */
  readonly isKnownCode: boolean;
};

/** The answer to handing a message over: the provider's id for it, or a refusal before any attempt. */
export type SendEvent = MessageReference & {
  readonly kind: 'send';
  readonly state: ReceiptState;
  readonly occurredMs: number | null;
  readonly parts: number | null;
};

export type ReceiptEvent = MessageReference & {
  readonly kind: 'receipt';
  readonly state: ReceiptState;
  readonly carrier: string | null;
  /** provider time of this state; null = not said: the time of arrival stands in, and the event says so */
  readonly occurredMs: number | null;
  readonly sentMs: number | null;
  /** which piece of a long message, from 1; null = the whole message */
  readonly part: { readonly index: number; readonly of: number | null } | null;
  /** billed pieces by the provider's count; it wins over ours */
  readonly parts: number | null;
  /** for the whole message */
  readonly costMicro: number | null;
  readonly currency: string | null;
};

export type ClickEvent = MessageReference & {
  readonly kind: 'click';
  /** the provider's id of the hit; null = made from message, link and time */
  readonly clickId: string | null;
  readonly url: string | null;
  readonly clickedMs: number | null;
  /** null = the provider tells no agents */
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly method: string | null;
};

/** A text from a phone to the sender (MO). Whether it is an opt-out is decided by `opt-out-word.ts`. */
export type InboundEvent = MessageReference & {
  readonly kind: 'inbound';
  readonly inboundId: string | null;
  /** the phone that wrote */
  readonly sender: string;
  /** the number or short code it wrote to */
  readonly receiver: string | null;
  readonly text: string;
  /** as the provider's own keyword routing read it */
  readonly keyword: string | null;
  readonly occurredMs: number | null;
};

/** No importer makes it: a platform that we ask says that a phone wants no more, and nobody wrote a word to us. */
export type OptOutEvent = MessageReference & {
  readonly kind: 'opt_out';
  readonly optOutId: string | null;
  /** the phone, E.164 */
  readonly sender: string;
  readonly occurredMs: number | null;
};

/** What can be stored. */
export type ToldEvent = ProviderEvent | OptOutEvent;

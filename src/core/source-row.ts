import type { AgentClass, ClickVerdict } from './click-verdict.ts';
import type { FailureClass } from './failure-class.ts';
import type { MessageStatus } from './message-status.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { JudgedPhone } from './phones/judge-phone.ts';

// What an import takes, one type per kind, checked and in our words. Ids are those of the sending platform; times
// are epoch milliseconds; money is millionths of the currency unit, exact to 2^53.

export type SegmentRow = { readonly segmentId: string; readonly name: string };

export type ContactRow = {
  readonly contactId: string;
  /** null = none is given, or it cannot be read */
  readonly phone: PhoneNumber | null;
  /** what was written and the verdict on it; null = none is given */
  readonly judged: (JudgedPhone & { readonly raw: string }) | null;
  readonly country: string | null;
  readonly timezone: string | null;
  readonly segmentId: string | null;
  readonly createdMs: number | null;
};

export type CampaignRow = {
  readonly campaignId: string;
  readonly name: string;
  readonly kind: 'promotional' | 'transactional';
  readonly theme: string | null;
  readonly scheduledMs: number | null;
  readonly timezone: string | null;
  readonly randomisedHour: boolean;
  readonly linkCount: number;
  /** separated by | */
  readonly segmentIds: string | null;
  readonly attributionHours: number;
  readonly primaryKind: string;
  readonly brand: string | null;
  /** separated by | */
  readonly tags: string | null;
};

export type VariantRow = {
  readonly campaignId: string;
  readonly variantId: string;
  readonly label: string;
  readonly text: string | null;
  /** 0..1 as a decimal text; null = not planned */
  readonly plannedShare: string | null;
  readonly isControl: boolean;
  readonly isHoldout: boolean;
};

export type AssignmentRow = {
  readonly campaignId: string;
  readonly contactId: string;
  readonly variantId: string;
  readonly assignedMs: number;
};

/** What a provider said of a message. */
export type ReceiptRow = {
  readonly messageId: string;
  readonly provider: string;
  readonly status: MessageStatus;
  readonly statusMs: number;
  readonly failureClass: FailureClass;
  readonly rawCode: string | null;
  /** field of the provider that the code is of; null = the message did not fail, or there is no code */
  readonly codeField: string | null;
  readonly isKnownCode: boolean;
  readonly carrier: string | null;
  /** see receipt-key.ts */
  readonly eventKey: number;
};

/** A message and one receipt of it. */
export type MessageRow = ReceiptRow & {
  readonly providerMessageId: string | null;
  readonly contactId: string;
  readonly campaignId: string;
  readonly variantId: string | null;
  /** null = the contact's */
  readonly segmentId: string | null;
  readonly sentMs: number;
  readonly parts: number;
  readonly costMicro: number;
  /** null = cost unknown */
  readonly currency: string | null;
};

export type ClickRow = {
  readonly clickId: string;
  readonly messageId: string;
  readonly linkId: string | null;
  /** where the link leads */
  readonly url: string | null;
  readonly clickedMs: number;
  readonly agentClass: AgentClass;
  readonly agentSays: ClickVerdict;
  readonly agentHash: number | null;
  readonly address: string | null;
};

export type ConversionRow = {
  readonly conversionId: string;
  readonly orderId: string | null;
  readonly contactId: string;
  readonly messageId: string | null;
  readonly kind: string;
  readonly convertedMs: number;
  readonly valueMicro: number;
  /** null = no value */
  readonly currency: string | null;
};

export type OptOutRow = {
  readonly eventId: string;
  readonly contactId: string;
  readonly event: 'opt_out' | 'opt_in';
  readonly occurredMs: number;
  readonly keyword: string | null;
  readonly messageId: string | null;
};

export type InboundRow = {
  readonly inboundId: string;
  readonly contactId: string;
  readonly occurredMs: number;
  readonly text: string | null;
  readonly keyword: string | null;
};

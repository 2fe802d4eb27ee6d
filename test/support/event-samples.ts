import type { FailureClass } from '../../src/core/failure-class.ts';
import type { MessageStatus } from '../../src/core/message-status.ts';
import type {
  ClickEvent,
  InboundEvent,
  ProviderEvent,
  ReceiptEvent,
  SendEvent,
} from '../../src/core/provider-event.ts';

/** 2026-11-20T10:00:00Z */
export const SENT_MS = Date.UTC(2026, 10, 20, 10);

export function receipt(
  id: string,
  status: MessageStatus,
  code: string,
  over: Partial<ReceiptEvent> & { readonly failureClass?: FailureClass; readonly isKnownCode?: boolean } = {},
): ReceiptEvent {
  const { failureClass = 'none', isKnownCode = true, ...rest } = over;
  return {
    kind: 'receipt',
    providerMessageId: id,
    clientReference: null,
    recipient: null,
    state: { status, failureClass, codeField: 'resultCode', rawCode: code, isKnownCode },
    carrier: 'no.telenor',
    occurredMs: SENT_MS + 60_000,
    sentMs: null,
    part: null,
    parts: null,
    costMicro: null,
    currency: null,
    ...rest,
  };
}

export function send(id: string, reference: string | null, over: Partial<SendEvent> = {}): SendEvent {
  return {
    kind: 'send',
    providerMessageId: id,
    clientReference: reference,
    recipient: null,
    state: {
      status: 'queued',
      failureClass: 'none',
      codeField: 'resultCode',
      rawCode: '1005',
      isKnownCode: true,
    },
    occurredMs: null,
    parts: null,
    ...over,
  };
}

export function inbound(sender: string, text: string, over: Partial<InboundEvent> = {}): InboundEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: null,
    sender,
    receiver: '2099',
    text,
    keyword: null,
    occurredMs: SENT_MS + 120_000,
    ...over,
  };
}

export function click(id: string, over: Partial<ClickEvent> = {}): ClickEvent {
  return {
    kind: 'click',
    providerMessageId: id,
    clientReference: null,
    recipient: null,
    clickId: null,
    url: 'https://shop.example/sale?u=17',
    clickedMs: SENT_MS + 300_000,
    userAgent: null,
    address: null,
    method: null,
    ...over,
  };
}

export function shuffled(events: readonly ProviderEvent[], random: () => number): readonly ProviderEvent[] {
  const left = [...events];
  const order: ProviderEvent[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}

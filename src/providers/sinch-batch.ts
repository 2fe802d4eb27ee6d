import { isRecord, type PayloadItem, type SplitPayload } from './split-payload.ts';

/**
 * One item per recipient of what Sinch says of a whole batch, each at the place of its batch: the answer to a batch
 * (`to`), a full report (`statuses` with `recipients`). A summary, without recipients, becomes one item of that type.
 * The client reference of a batch is passed on only where the batch has one recipient: else it tells no message.
 */
export function perRecipient(split: SplitPayload): SplitPayload {
  if (!split.ok) return split;
  return { ok: true, items: split.items.flatMap(cutItem) };
}

function cutItem(item: PayloadItem): readonly PayloadItem[] {
  if (!isRecord(item.value)) return [item];
  const { statuses, to, id, ...batch } = item.value;
  if (Array.isArray(statuses)) {
    const isAlone = batch['total_message_count'] === 1;
    return statuses.flatMap((status: unknown) =>
      isRecord(status) ? ofStatus(item, withReference(batch, isAlone), status) : [{ ...item, value: status }],
    );
  }
  if (!Array.isArray(to)) return [item];
  const isAlone = to.length === 1;
  return to.filter(isPhone).map((recipient) => ({
    ...item,
    value: { ...withReference(batch, isAlone), type: 'answer', batch_id: id, recipient },
  }));
}

function ofStatus(
  item: PayloadItem,
  batch: Readonly<Record<string, unknown>>,
  { recipients, ...status }: Readonly<Record<string, unknown>>,
): readonly PayloadItem[] {
  if (!Array.isArray(recipients)) return [{ ...item, value: { type: 'summary' } }];
  return recipients.map((recipient: unknown) => ({ ...item, value: { ...batch, ...status, recipient } }));
}

function withReference(
  { client_reference, ...batch }: Readonly<Record<string, unknown>>,
  isAlone: boolean,
): Readonly<Record<string, unknown>> {
  return isAlone ? { ...batch, client_reference } : batch;
}

/** Groups of recipients are named by an id of letters; their members come with the reports. */
function isPhone(recipient: unknown): boolean {
  return typeof recipient === 'string' && /^\+?\d{5,20}$/.test(recipient.trim());
}

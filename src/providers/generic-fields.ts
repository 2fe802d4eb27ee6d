import type { ImporterOptions } from './importer.ts';

/**
 * Our fields, and the paths at which they stand when the route names no others. `time_digits` is no path: it is the
 * word `unix` or `calendar`, for times of 9, 10 or 12 bare digits, which can be either.
 */
const FIELDS = {
  kind: 'kind',
  provider_message_id: 'provider_message_id',
  client_reference: 'client_reference',
  recipient: 'recipient',
  status: 'status',
  code: 'code',
  failure_class: 'failure_class',
  carrier: 'carrier',
  occurred_at: 'occurred_at',
  sent_at: 'sent_at',
  part_index: 'part_index',
  part_count: 'part_count',
  parts: 'parts',
  cost: 'cost',
  currency: 'currency',
  click_id: 'click_id',
  url: 'url',
  user_agent: 'user_agent',
  address: 'address',
  method: 'method',
  inbound_id: 'inbound_id',
  sender: 'sender',
  receiver: 'receiver',
  text: 'text',
  keyword: 'keyword',
} as const;

export type GenericField = keyof typeof FIELDS;
export type GenericPaths = Readonly<Record<GenericField, string>>;

export function genericPaths(options: ImporterOptions): GenericPaths {
  return { ...FIELDS, ...options.fields };
}

/** One phrase when the route names a field that is none of ours, else null. */
export function fieldFault(options: ImporterOptions): string | null {
  const strange = Object.keys(options.fields).find(
    (name) => !Object.hasOwn(FIELDS, name) && name !== 'time_digits',
  );
  if (strange !== undefined) {
    return `names the field ${strange.slice(0, 40)}; there are ${Object.keys(FIELDS).join(', ')} and time_digits`;
  }
  const digits = options.fields['time_digits'] ?? 'unix';
  return ['unix', 'calendar'].includes(digits) ? null : 'has time_digits that are neither unix nor calendar';
}

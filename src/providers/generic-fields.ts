import { shownText } from '../core/shown-text.ts';
import type { ImporterOptions } from './importer.ts';

/**
 * Our fields, and the paths at which they stand when the route names no others. `time_digits` is no path: it is the
 * word `unix` or `calendar`, for times of 9, 10 or 12 bare digits, which can be either.
 */
export const GENERIC_FIELDS = {
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
  time_digits: '',
} as const;

export type GenericField = keyof typeof GENERIC_FIELDS;
export type GenericPaths = Readonly<Record<GenericField, string>>;

export function genericPaths(options: ImporterOptions): GenericPaths {
  return { ...GENERIC_FIELDS, ...options.fields };
}

/** One phrase when the route names a field that is none of ours, else null. */
export function fieldFault(options: ImporterOptions): string | null {
  const strange = Object.keys(options.fields).find((name) => !Object.hasOwn(GENERIC_FIELDS, name));
  if (strange !== undefined) {
    return `names the field ${shownText(strange)}; there are ${Object.keys(GENERIC_FIELDS).join(', ')}`;
  }
  const digits = genericPaths(options).time_digits;
  return ['', 'unix', 'calendar'].includes(digits)
    ? null
    : 'has time_digits that are neither unix nor calendar';
}

/** Who must act on a failure: nobody any more, nobody yet, the other side, or the sender. */
export type FailureGroup = 'permanent' | 'temporary' | 'blocked' | 'ours' | 'none';

/**
 * Why a message did not arrive. The number is what receipts and facts store and never changes its meaning;
 * the group serves tables.
 */
export const FAILURE_CLASSES = {
  none: { number: 0, group: 'none' },
  invalid_number: { number: 1, group: 'permanent' },
  not_sms_capable: { number: 2, group: 'permanent' },
  barred: { number: 3, group: 'permanent' },
  recipient_blocked: { number: 4, group: 'blocked' },
  opted_out: { number: 5, group: 'blocked' },
  absent: { number: 6, group: 'temporary' },
  handset_full: { number: 7, group: 'temporary' },
  handset_error: { number: 8, group: 'temporary' },
  expired: { number: 9, group: 'temporary' },
  recipient_credit: { number: 10, group: 'temporary' },
  age_restricted: { number: 11, group: 'temporary' },
  carrier_filtered: { number: 12, group: 'blocked' },
  content: { number: 13, group: 'blocked' },
  sender: { number: 14, group: 'blocked' },
  throttled: { number: 15, group: 'temporary' },
  routing: { number: 16, group: 'temporary' },
  network_error: { number: 17, group: 'temporary' },
  provider_error: { number: 18, group: 'ours' },
  config: { number: 19, group: 'ours' },
  insufficient_credit: { number: 20, group: 'ours' },
  no_dlr: { number: 21, group: 'temporary' },
  canceled: { number: 22, group: 'ours' },
  unknown: { number: 23, group: 'temporary' },
} as const satisfies Readonly<Record<string, { readonly number: number; readonly group: FailureGroup }>>;

export type FailureClass = keyof typeof FAILURE_CLASSES;

const BY_NUMBER = new Map<number, FailureClass>(
  Object.keys(FAILURE_CLASSES)
    .filter(isFailureClass)
    .map((name) => [FAILURE_CLASSES[name].number, name]),
);

export function isFailureClass(name: string): name is FailureClass {
  return Object.hasOwn(FAILURE_CLASSES, name);
}

/** null = no class has this number. */
export function failureClassOf(number: number): FailureClass | null {
  return BY_NUMBER.get(number) ?? null;
}

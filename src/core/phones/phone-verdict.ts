/** What notation and numbering plan say of the phone of a contact; nothing of whether somebody answers. */
export const PHONE_VERDICTS = [
  'ok',
  'fixable',
  'not_mobile',
  'ambiguous_type',
  'invalid_pattern',
  'unparseable',
  'duplicate',
] as const;

export type PhoneVerdict = (typeof PHONE_VERDICTS)[number];

/** Of one number by itself: that another contact has it too is found where all of them are. */
export type OwnVerdict = Exclude<PhoneVerdict, 'duplicate'>;

/**
 * Whether the pattern alone may take a contact off the list. A number that was ever delivered to is alive whatever
 * the plan says: new ranges reach the networks before the tables.
 */
export function patternCondemns(verdict: PhoneVerdict, everDelivered: boolean): boolean {
  return verdict === 'invalid_pattern' && !everDelivered;
}

/** A number that is not to be sent to (or, in a list of lifted ones, may be again), in full: only for files an operator asks for. */
export type SuppressedNumber = {
  /** E.164 */
  readonly phone: string;
  readonly country: string | null;
  /** of the oldest cause in force */
  readonly reason: string;
  readonly action: 'suppress' | 'unsuppress';
  /** 0..1; 1 for a wish of the contact */
  readonly confidence: number;
  readonly firstSeen: Temporal.Instant;
  readonly lastSeen: Temporal.Instant;
  /** null = no recommendation is behind it */
  readonly recommendationId: number | null;
};

/** How a number stands in a table. */
export const PHONE_SHAPES = ['e164', 'text', 'digits', 'split'] as const;
/** e164 `+4791234567`; text the same with an apostrophe, for spreadsheets; digits `4791234567`; split in two columns */
export type PhoneShape = (typeof PHONE_SHAPES)[number];

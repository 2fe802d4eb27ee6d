/** What a person may decide on, per contact and reason. Numbers in `evidence` are counts, times are epoch milliseconds. */
export const REASONS = [
  'invalid_number',
  'not_sms_capable',
  'invalid_pattern',
  'barred',
  'persistently_absent',
  'opted_out',
  'recipient_blocked',
  'inactive',
  'never_engaged',
  'duplicate',
  'damaged_import',
  'fatigued',
] as const;
export type Reason = (typeof REASONS)[number];

export function isReason(word: string): word is Reason {
  return REASONS.some((reason) => reason === word);
}

/** What applying it does. The first five take the contact out of sending, wholly or for a while. */
export const ACTIONS = {
  suppress: { takesOut: true },
  suppress_until: { takesOut: true },
  suppress_sender: { takesOut: true },
  sunset: { takesOut: true },
  pause: { takesOut: true },
  hold: { takesOut: false },
  fix_number: { takesOut: false },
  merge: { takesOut: false },
  reengage: { takesOut: false },
  lower: { takesOut: false },
} as const satisfies Readonly<Record<string, { readonly takesOut: boolean }>>;
export type Action = keyof typeof ACTIONS;

export const ACTION_NAMES: readonly Action[] = Object.keys(ACTIONS).filter(
  (name): name is Action => name in ACTIONS,
);

/** What an action needs to know besides the contact; stored as canonical JSON, never a phone number. */
export type ActionDetail = {
  /** suppress_until, pause: so long, from when it is applied */
  readonly days?: number;
  /** instead: until then, epoch milliseconds */
  readonly untilMs?: number;
  /** suppress_sender: as the platform writes it */
  readonly sender?: string;
  /** merge: contacts.contact_id that stays */
  readonly contactId?: string;
  /** lower: messages a week */
  readonly perWeek?: number;
};

/** One message that speaks against the number. */
export type EvidenceEvent = {
  /** of the sending platform */
  readonly messageId: string;
  readonly campaignId: string;
  readonly campaign: string;
  readonly sentMs: number;
  readonly occurredMs: number;
  readonly provider: string;
  /** as the provider wrote it; null = none */
  readonly code: string | null;
  readonly carrier: string | null;
  readonly failureClass: string;
  readonly weight: 'strong' | 'medium' | 'weak';
};

/** Stored as canonical JSON with the recommendation; never a phone number. */
export type Evidence = {
  /** newest first, at most 20; the counts below are of all */
  readonly events: readonly EvidenceEvent[];
  readonly strong: number;
  readonly medium: number;
  readonly weak: number;
  readonly campaigns: number;
  /** from the first to the last event that counts */
  readonly spanDays: number;
  /** what was left out as an outage, by message */
  readonly excludedAsOutage: number;
  readonly delivered: number;
  readonly humanClicks: number;
  readonly orders: number;
  /** what the numbering plan says of the number; null = not asked */
  readonly phoneVerdict: string | null;
  /** one sentence a reviewer reads first, in English, without a number of a phone */
  readonly because: string;
};

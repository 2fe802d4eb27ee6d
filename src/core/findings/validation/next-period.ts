/** Contacts that were scored alike and did the same in the 28 days after: counted together. */
export type NextPeriodRow = {
  readonly segment: string;
  readonly band: number;
  readonly group: 'fatigued' | 'unflagged' | 'other';
  /** what such a contact clicks against a usual one, by its messages before the moment */
  readonly multiplier: number;
  readonly delivered: number;
  readonly clicked: number;
  readonly optedOut: number;
  readonly contacts: number;
};

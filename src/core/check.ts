/** One thing `doctor` looked at. */
export type Check = {
  readonly subject: string;
  readonly verdict: 'ok' | 'warning' | 'failed';
  /** what was seen, one line, no secret */
  readonly seen: string;
  /** what to do about it; null when nothing is */
  readonly advice: string | null;
  /** true = a server did not answer: nothing need be wrong with the settings */
  readonly isAway?: true;
};

export const ok = (subject: string, seen: string): Check => ({ subject, verdict: 'ok', seen, advice: null });

export const warning = (subject: string, seen: string, advice: string): Check => ({
  subject,
  verdict: 'warning',
  seen,
  advice,
});

export const failed = (subject: string, seen: string, advice: string): Check => ({
  subject,
  verdict: 'failed',
  seen,
  advice,
});

export const away = (subject: string, seen: string, advice: string): Check => ({
  ...failed(subject, seen, advice),
  isAway: true,
});

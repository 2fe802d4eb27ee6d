/**
 * Contacts that look alike to the mixture, counted together (findings.md 8): nobody is held one by one. Expected clicks are what
 * the contact's messages would have got from a usual contact of the segment, without the segment's own trend.
 */
export type ContactBin = {
  readonly segment: string;
  /** index into DOSE_BANDS, of the texts in the last 30 days */
  readonly band: number;
  /** human clicks in the recent window, at most 8 */
  readonly clickedRecent: number;
  /** human clicks before it, at most 30 */
  readonly clickedBaseline: number;
  /** round(4 ln(expected clicks)), see `expectedOfStep` */
  readonly recentStep: number;
  readonly baselineStep: number;
  readonly contacts: number;
};

export type ScoredBin = Omit<ContactBin, 'contacts'> & {
  /** probability that the contact is tired by texts */
  readonly score: number;
  /** probability that the contact's clicking fell for whatever reason */
  readonly lapsed: number;
  /** probability to be this silent if nothing had changed; null = the contact is not silent */
  readonly silence: number | null;
  readonly flag: ContactFlag | null;
};

/** `fatigued` and `watch`: texts are the likely cause; `re-engage`: clicks fell, texts are not the cause */
export type ContactFlag = 'fatigued' | 'watch' | 're-engage';

/** A step of the histogram is a quarter of a natural logarithm. */
export function expectedOfStep(step: number): number {
  return Math.exp(step / 4);
}

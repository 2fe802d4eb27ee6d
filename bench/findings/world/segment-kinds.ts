/** What a segment of a planted world does and suffers. Weeks count from the first message. */
export type SegmentKind = {
  readonly kind: string;
  /** what an honest search says of it; `declining` = it falls, and not by volume */
  readonly truth: 'fatigued' | 'declining' | 'ok' | 'insufficient';
  /** texts a week, before and after the rise */
  readonly before: number;
  readonly after: number;
  readonly pace: 'steady' | 'ramp' | 'hump';
  /** share of contacts that tire, and when; `lost-interest` has nothing to do with volume */
  readonly tired: number;
  readonly tiring: 'never' | 'after-rise' | 'all-along' | 'in-hump' | 'lost-interest';
  /** opt-outs per text at the worst, as a multiple */
  readonly optOuts: number;
  /** of the average size */
  readonly size: number;
  /** new contacts a week in the last ten weeks, as a share of the segment */
  readonly signUps: number;
  /** gets most of a series of weak campaigns, which others get too */
  readonly badSeries: boolean;
  /** of its contacts also stand in an audience that gets many texts */
  readonly alsoElsewhere: number;
  /** all its contacts came in the last three weeks */
  readonly isNew: boolean;
};

const PLAIN: Omit<SegmentKind, 'kind' | 'before'> = {
  truth: 'ok',
  after: 0,
  pace: 'steady',
  tired: 0,
  tiring: 'never',
  optOuts: 1,
  size: 1,
  signUps: 0.004,
  badSeries: false,
  alsoElsewhere: 0.02,
  isNew: false,
};

const RAMP = { pace: 'ramp', truth: 'fatigued', tiring: 'after-rise' } as const;

export const FATIGUED: readonly SegmentKind[] = [
  { ...PLAIN, ...RAMP, kind: 'strong-ramp', before: 1.2, after: 3.4, tired: 0.56, optOuts: 2.2 },
  { ...PLAIN, ...RAMP, kind: 'moderate-ramp', before: 1.3, after: 2.8, tired: 0.34, optOuts: 1.5 },
  {
    ...PLAIN,
    kind: 'slow-burn',
    truth: 'fatigued',
    before: 3.3,
    tired: 0.62,
    tiring: 'all-along',
    optOuts: 2,
  },
  { ...PLAIN, ...RAMP, kind: 'opt-outs-only', before: 1.3, after: 3.1, tiring: 'never', optOuts: 2.6 },
  { ...PLAIN, ...RAMP, kind: 'clicks-only', before: 1.2, after: 3, tired: 0.5 },
  { ...PLAIN, ...RAMP, kind: 'very-small', before: 1.2, after: 3.3, tired: 0.6, optOuts: 2, size: 0.3 },
];

export const LOOK_ALIKES: readonly SegmentKind[] = [
  { ...PLAIN, kind: 'high-tolerant', before: 3.4 },
  { ...PLAIN, kind: 'tripled-tolerant', before: 1.1, after: 3.3, pace: 'ramp' },
  { ...PLAIN, kind: 'diluted', before: 1.4, signUps: 0.09 },
  { ...PLAIN, kind: 'bad-content', before: 1.8, badSeries: true },
  {
    ...PLAIN,
    kind: 'old-list',
    truth: 'declining',
    before: 0.55,
    tired: 0.42,
    tiring: 'lost-interest',
    size: 2,
  },
  {
    ...PLAIN,
    kind: 'several-audiences',
    truth: 'declining',
    before: 0.7,
    tired: 0.4,
    tiring: 'lost-interest',
    size: 1.6,
    alsoElsewhere: 0.15,
  },
  {
    ...PLAIN,
    kind: 'recovered',
    before: 1.2,
    after: 3.3,
    pace: 'hump',
    tired: 0.5,
    tiring: 'in-hump',
    optOuts: 1.8,
  },
  { ...PLAIN, kind: 'three-weeks-old', truth: 'insufficient', before: 2.6, size: 0.5, isNew: true },
];

export const PLAIN_SEGMENTS: readonly SegmentKind[] = [
  { ...PLAIN, kind: 'plain-large', before: 1.5, size: 2.4 },
  { ...PLAIN, kind: 'plain-frequent', before: 2.2 },
  { ...PLAIN, kind: 'plain-rising', before: 1.2, after: 1.7, pace: 'ramp' },
  { ...PLAIN, kind: 'plain-weekly', before: 1 },
  { ...PLAIN, kind: 'plain-rare', before: 0.8, size: 1.3 },
  { ...PLAIN, kind: 'plain-mixed', before: 1.4 },
];

/** The same pace and sizes, and nobody tires, leaves or complains more than before. */
export function withoutEffects(kind: SegmentKind): SegmentKind {
  const truth = kind.truth === 'insufficient' ? 'insufficient' : 'ok';
  return { ...kind, truth, tired: 0, tiring: 'never', optOuts: 1 };
}

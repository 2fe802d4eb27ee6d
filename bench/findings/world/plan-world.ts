import { createRandom, type Random } from '../../../src/demo/history/random.ts';
import { FATIGUED, LOOK_ALIKES, PLAIN_SEGMENTS, type SegmentKind, withoutEffects } from './segment-kinds.ts';

export type WorldAsked = {
  /** 1 to 20 may be tuned on; 1001 and up are never looked at while tuning */
  readonly seed: number;
  readonly size: 'small' | 'full';
  /** nothing planted: whatever is found is false */
  readonly isNull: boolean;
  /** of a segment of usual size; default by `size`. Few of them show nothing, and are counted fast */
  readonly contacts?: number;
  /** day of the moment, days since 1970; else one in November 2025 */
  readonly asOfDay?: number;
};

export type SegmentPlan = SegmentKind & {
  readonly id: string;
  readonly contacts: number;
  /** logit of its clicks, log of its opt-outs per text */
  readonly clicks: number;
  readonly leaving: number;
  readonly riseWeek: number;
};

export type WorldPlan = WorldAsked & {
  /** days since 1970; the moment is its midnight UTC */
  readonly asOfDay: number;
  readonly weeks: number;
  /** weeks behind the moment, that nobody is shown */
  readonly futureWeeks: number;
  readonly segments: readonly SegmentPlan[];
  readonly campaignsAWeek: number;
  /** deviation of a campaign's quality on the logit, and of its opt-outs on the log */
  readonly contentSpread: number;
  readonly leavingSpread: number;
  readonly zones: readonly { readonly zone: string; readonly share: number }[];
  /** share of campaigns with a random local hour */
  readonly randomised: number;
  /** logit by local hour; all 0 = the hour is nothing */
  readonly hours: readonly number[];
  /** a plain segment with hours of its own */
  readonly ownHours: { readonly segment: string; readonly hours: readonly number[] } | null;
  /** the hour at which the best content goes out, and the share of campaigns that go out then: early, and in the last 8 weeks */
  readonly habitHour: number;
  readonly habits: { readonly early: number; readonly late: number };
};

/** Monday 10 November 2025: both the European and the American clocks were put back in the weeks before. */
const AS_OF_DAY = Date.UTC(2025, 10, 10) / 86_400_000;

const CONTACTS = { small: 200, full: 800 };

export function planWorld(asked: WorldAsked): WorldPlan {
  const { seed, size, isNull } = asked;
  const random = createRandom(`findings/${isNull ? 'null' : 'planted'}/${seed}/plan`);
  const weeks = size === 'small' ? 21 : 26 + random.below(15);
  const kinds = kindsOf(size).map((kind) => (isNull ? withoutEffects(kind) : kind));
  const segments = kinds.map((kind, index) =>
    planSegment(kind, { index, weeks, size, usual: asked.contacts ?? CONTACTS[size] }, random),
  );
  return {
    ...asked,
    asOfDay: asked.asOfDay ?? AS_OF_DAY,
    weeks,
    futureWeeks: 4,
    segments,
    campaignsAWeek: size === 'small' ? 6 : 9 + random.below(3),
    contentSpread: 0.2 + 0.1 * random.next(),
    leavingSpread: 0.2 + 0.1 * random.next(),
    ...planHours(asked, segments, random),
  };
}

function planHours({ seed, size, isNull }: WorldAsked, segments: readonly SegmentPlan[], random: Random) {
  // a null world in three tells nothing about hours: one zone, one hour a campaign
  const isFlat = isNull && seed % 3 === 0;
  const best = [11, 13, 16, 18, 19][random.below(5)] ?? 18;
  const height = 0.34 + 0.12 * random.next();
  const own = segments.find(({ kind }) => kind === 'plain-large');
  const hasOwn = !isNull && size === 'full' && seed % 2 === 0 && own !== undefined;
  return {
    zones: isFlat ? [{ zone: 'Europe/London', share: 1 }] : ZONES,
    randomised: isFlat ? 0 : 0.2,
    hours: hourCurve(isNull ? 0 : height, best),
    ownHours: hasOwn ? { segment: own.id, hours: hourCurve(0.6, best > 15 ? 10 : 19) } : null,
    habitHour: best > 14 ? 10 : 17,
    habits: { early: 0.4, late: seed % 4 < 2 ? 0.65 : 0.4 },
  };
}

const ZONES = [
  { zone: 'Europe/London', share: 0.5 },
  { zone: 'Europe/Athens', share: 0.26 },
  { zone: 'America/New_York', share: 0.24 },
];

function kindsOf(size: 'small' | 'full'): readonly SegmentKind[] {
  if (size === 'full') return [...FATIGUED, ...LOOK_ALIKES, ...PLAIN_SEGMENTS];
  const few = ['strong-ramp', 'opt-outs-only', 'tripled-tolerant', 'diluted', 'three-weeks-old'];
  const kinds = [...FATIGUED, ...LOOK_ALIKES].filter(({ kind }) => few.includes(kind));
  return [...kinds, ...PLAIN_SEGMENTS.filter(({ kind }) => kind !== 'plain-rare')];
}

type Place = {
  readonly index: number;
  readonly weeks: number;
  readonly size: 'small' | 'full';
  readonly usual: number;
};

function planSegment(kind: SegmentKind, { index, weeks, size, usual }: Place, random: Random): SegmentPlan {
  const pace = 0.88 + 0.24 * random.next();
  return {
    ...kind,
    id: `s${String(index + 1).padStart(2, '0')}`,
    before: kind.before * pace,
    after: kind.after * pace,
    tired: kind.tired * (0.9 + 0.2 * random.next()),
    optOuts: kind.optOuts === 1 ? 1 : kind.optOuts * (0.92 + 0.16 * random.next()),
    contacts: Math.round(usual * kind.size * (0.85 + 0.3 * random.next())),
    clicks: logit(0.06 + 0.07 * random.next()),
    leaving: Math.log(0.0028 + 0.0024 * random.next()),
    riseWeek: weeks - (size === 'small' ? 9 : 9 + random.below(3)),
  };
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}

/** A hill around an hour, two and a half hours wide. */
function hourCurve(height: number, best: number): readonly number[] {
  return Array.from({ length: 24 }, (_, hour) => height * Math.exp(-(((hour - best - 0.5) / 2.4) ** 2)));
}

/** Texts a week to a segment. */
export function paceOf(segment: SegmentPlan, week: number, weeks: number): number {
  const { pace, before, after, riseWeek } = segment;
  if (pace === 'steady') return before;
  if (pace === 'ramp') return before + (after - before) * Math.min(1, Math.max(0, (week - riseWeek + 1) / 2));
  return week >= 6 && week < weeks - 14 ? after : before;
}

import type { FailureClass } from '../failure-class.ts';

export type EvidenceWeight = 'strong' | 'medium' | 'weak';

/** A failed message as the rules see it. */
export type Failed = {
  readonly sentMs: number;
  readonly campaign: number;
  readonly failureClass: FailureClass;
  readonly weight: EvidenceWeight;
};

/** Failures of one class since the last sign of life. */
export type ClassSum = {
  readonly strong: Sum;
  /** medium or strong */
  readonly medium: Sum;
  readonly any: Sum;
};

export type Sum = {
  readonly messages: number;
  readonly campaigns: number;
  /** from the first to the last */
  readonly spanMs: number;
  readonly lastMs: number;
};

/** Everything the rules know of a number and its contact. Times are epoch milliseconds, null = never. */
export type NumberEvidence = {
  readonly asOfMs: number;
  readonly invalid: ClassSum;
  readonly incapable: ClassSum;
  readonly barred: ClassSum;
  readonly blocked: ClassSum;
  /** absent and expired */
  readonly absent: ClassSum;
  /** of all classes together */
  readonly failed: ClassSum;
  /** two of `barred.medium` next to each other in time; null = fewer than two */
  readonly barredGapMs: number | null;
  /** messages after the last of `failed` whose outcome is unknown */
  readonly unanswered: number;
  readonly delivered: number;
  /** of the last 90 days */
  readonly deliveredLately: number;
  readonly deliveredSilent: number;
  /** since a request for a sign of life was applied; null = there was none */
  readonly deliveredSinceAsked: number | null;
  readonly expectedClicks: number;
  readonly lastDeliveredMs: number | null;
  readonly lastPositiveMs: number | null;
  readonly engagedMs: number | null;
  readonly orderedMs: number | null;
  readonly inactiveFromMs: number | null;
  readonly isOptedOut: boolean;
  readonly phone: PhoneFacts;
  /** what the last search for findings says of the person; null = nothing, or it is long ago */
  readonly fatigue: FatigueSeen | null;
};

export type FatigueSeen = {
  /** fatigued: texts are the likely cause; re-engage: clicking fell, texts are not the cause */
  readonly flag: 'fatigued' | 're-engage';
  readonly asOfMs: number;
  /** promotional messages delivered in the 30 days before */
  readonly dose30: number;
  readonly recent: FatigueCounts;
  readonly earlier: FatigueCounts;
  /** to be that silent if nothing had changed; null = not silent */
  readonly silence: number | null;
  /** 0..1 */
  readonly score: number;
  /** messages a week the segment bears; null = nothing was recommended */
  readonly perWeek: number | null;
};

export type FatigueCounts = { readonly delivered: number; readonly clicked: number };

export type PhoneFacts = {
  /** null = there is nothing wrong with it, or it was not judged */
  readonly verdict: string | null;
  readonly rule: string | null;
  /** kind of line by the numbering plan; null = not known */
  readonly kind: string | null;
  readonly hasCandidate: boolean;
  /** the library calls numbers of this country invalid that are reached */
  readonly libraryIsBehind: boolean;
  /** final states other than unknown among its messages */
  readonly isTried: boolean;
};

const CLASSES = {
  invalid: ['invalid_number'],
  incapable: ['not_sms_capable'],
  barred: ['barred'],
  blocked: ['recipient_blocked'],
  absent: ['absent', 'expired'],
} as const satisfies Readonly<Record<string, readonly FailureClass[]>>;

/** Classes that may ever count against a number; all others never do. */
export const COUNTING_CLASSES: readonly FailureClass[] = Object.values(CLASSES).flat();

/** Of these a few are normal. */
export const ABSENT_CLASSES: readonly FailureClass[] = CLASSES.absent;

export type FailureSums = Pick<
  NumberEvidence,
  'invalid' | 'incapable' | 'barred' | 'blocked' | 'absent' | 'failed' | 'barredGapMs'
>;

/** Sums what failed after `sinceMs`, the last sign of life. */
export function sumFailures(failed: readonly Failed[], sinceMs: number | null): FailureSums {
  const since = failed
    .filter(({ sentMs }) => sinceMs === null || sentMs > sinceMs)
    .toSorted((left, right) => left.sentMs - right.sentMs);
  const of = (classes: readonly FailureClass[]): readonly Failed[] =>
    since.filter(({ failureClass }) => classes.includes(failureClass));
  const barred = of(CLASSES.barred);
  return {
    invalid: sumClass(of(CLASSES.invalid)),
    incapable: sumClass(of(CLASSES.incapable)),
    barred: sumClass(barred),
    blocked: sumClass(of(CLASSES.blocked)),
    absent: sumClass(of(CLASSES.absent)),
    failed: sumClass(since.filter(({ failureClass }) => failureClass !== 'recipient_blocked')),
    barredGapMs: smallestGap(barred.filter(({ weight }) => weight !== 'weak')),
  };
}

function sumClass(failed: readonly Failed[]): ClassSum {
  return {
    strong: sum(failed.filter(({ weight }) => weight === 'strong')),
    medium: sum(failed.filter(({ weight }) => weight !== 'weak')),
    any: sum(failed),
  };
}

function sum(failed: readonly Failed[]): Sum {
  const first = failed[0]?.sentMs ?? 0;
  const last = failed.at(-1)?.sentMs ?? 0;
  return {
    messages: failed.length,
    campaigns: new Set(failed.map(({ campaign }) => campaign)).size,
    spanMs: last - first,
    lastMs: last,
  };
}

function smallestGap(failed: readonly Failed[]): number | null {
  const gaps = failed.slice(1).map(({ sentMs }, index) => sentMs - (failed[index]?.sentMs ?? sentMs));
  return gaps.length === 0 ? null : Math.min(...gaps);
}

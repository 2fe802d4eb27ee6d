import type { CountRules } from '../count-rules.ts';
import { type MetricId, metricById } from '../metrics/catalogue.ts';
import { measure, type Withheld } from '../metrics/measure.ts';
import type { Measure } from '../metrics/measured.ts';
import type { Metric } from '../metrics/metric.ts';
import { hasTooFew } from './change.ts';
import { lastTold, type MailedReport, type ToldFigure } from './mailed-report.ts';

/** A mailed figure that is another now. */
export type Restated = {
  readonly report: MailedReport;
  readonly metric: Metric;
  readonly told: ToldFigure;
  readonly now: Measure;
  /** `missing` = that mail had no figure, because data were missing */
  readonly cause: 'rules' | 'late' | 'corrected' | 'missing';
};

/**
 * How far a figure must have moved from what was mailed: in its own unit, and relative to it. Smaller moves are seen by
 * nobody in the rounded figure, or change no decision (judgement).
 */
const MATERIAL = {
  'delivery-rate': { absolute: 0.003, relative: 0 },
  'click-through': { absolute: 0.001, relative: 0.03 },
  'conversion-rate': { absolute: 0.0005, relative: 0.05 },
  'opt-out-rate': { absolute: 0.0005, relative: 0.05 },
  cost: { absolute: 0, relative: 0.01 },
  'cost-per-conversion': { absolute: 0, relative: 0.05 },
  'revenue-per-delivered': { absolute: 0, relative: 0.03 },
  'net-roi': { absolute: 0.1, relative: 0.05 },
} as const satisfies Partial<Record<MetricId, { absolute: number; relative: number }>>;

type RestatedId = keyof typeof MATERIAL;

const IDS: readonly RestatedId[] = [
  'delivery-rate',
  'click-through',
  'conversion-rate',
  'opt-out-rate',
  'cost',
  'cost-per-conversion',
  'revenue-per-delivered',
  'net-roi',
];

/** A figure that called itself preliminary without saying what it will be must have moved so many times as far. */
const PRELIMINARY = 2;

/**
 * Figures of earlier mails that are materially others now; newest window first. Silent where that mail itself expected
 * the new figure: within its range a reader was told.
 */
export function restate(
  mailed: readonly MailedReport[],
  rules: CountRules,
  withheld: Withheld,
): readonly Restated[] {
  return lastTold(mailed)
    .toSorted((a, b) => Temporal.Instant.compare(b.window.from, a.window.from))
    .flatMap((report) =>
      IDS.flatMap((id): readonly Restated[] => {
        const metric = metricById(id);
        const told = report.figures.find((figure) => figure.metric === id);
        if (told === undefined) return [];
        const now = measure(metric, report.now, withheld);
        const cause = causeOf({ report, metric, told }, now, rules, MATERIAL[id]);
        return cause === null ? [] : [{ report, metric, told, now, cause }];
      }),
    );
}

type Limit = { readonly absolute: number; readonly relative: number };
type Moved = { readonly report: MailedReport; readonly metric: Metric; readonly told: ToldFigure };

/** null = nothing has happened that a reader must know. */
function causeOf(
  { report, metric, told }: Moved,
  now: Measure,
  rules: CountRules,
  limit: Limit,
): Restated['cause'] | null {
  if (now.value === null || hasTooFew(metric, now)) return null;
  if (told.value === null) return report.isPartial && told.figure.kind === 'none' ? 'missing' : null;
  if (told.currency !== now.currency || told.figure.kind === 'text') return null;
  if (!isMaterial(told.value, now.value, limit, 1)) return null;
  if (changedRules(told.rules, rules, metric).length > 0) return 'rules';
  if (wasForetold(told, now.value, limit)) return null;
  return hasLost(told, now) ? 'corrected' : 'late';
}

function wasForetold({ value, final, isPreliminary }: ToldFigure, now: number, limit: Limit): boolean {
  if (final !== null) return isWithin(final, now);
  return isPreliminary && !isMaterial(value ?? 0, now, limit, PRELIMINARY);
}

function hasLost(told: ToldFigure, now: Measure): boolean {
  const fell = (then: number | null, later: number | null): boolean => (later ?? 0) < (then ?? 0);
  return fell(told.numerator, now.numerator) || fell(told.denominator, now.denominator);
}

function isMaterial(told: number, now: number, { absolute, relative }: Limit, times: number): boolean {
  const moved = Math.abs(now - told);
  return moved > 0 && moved >= times * absolute && moved >= times * relative * Math.abs(told);
}

/** A rate is expected as it is shown, to a tenth of a point: the ends of the range count as told. */
function isWithin(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  value: number,
): boolean {
  return value >= lower - 0.0005 && value <= upper + 0.0005;
}

/** Which rules a figure hangs on are others than that mail was counted by. */
export function changedRules(
  then: CountRules | null,
  now: CountRules,
  metric: Metric | null = null,
): readonly (keyof CountRules)[] {
  if (then === null) return [];
  const needs = (rule: keyof CountRules): boolean => {
    if (metric === null || rule === 'definitions') return true;
    if (rule === 'codes') return metric.feeds.some((feed) => feed === 'receipts');
    if (rule === 'clicks') return metric.feeds.some((feed) => feed === 'clicks' || feed === 'conversions');
    return metric.feeds.some((feed) => feed === 'conversions' || feed === 'opt-outs');
  };
  return (['clicks', 'attribution', 'codes', 'definitions'] as const).filter(
    (rule) => then[rule] !== now[rule] && needs(rule),
  );
}

import { isReportTitle } from '../catalogue.ts';
import { hasTooFew } from '../change.ts';
import { count, instant, type Phrase, say, term, text } from '../figure.ts';
import type { PerformanceInput } from '../performance-input.ts';
import { isPreliminary, type Reading } from '../reading.ts';
import type { Watch } from '../report-model.ts';
import type { ReportVariant } from '../report-variants.ts';
import { counted, joinWith } from '../words.ts';
import type { Decision } from './decision.ts';

/** "SMS weekly, 16-22 Nov 2026: click-through 7.9 % (up 0.8 points), opt-outs above your range". */
export function composeSubject(
  reading: Reading,
  decisions: readonly Decision[],
  watch: Watch | null = null,
): Phrase {
  const { title, window } = reading.input;
  const [first] = decisions;
  const what = joinWith(', ', [
    [isReportTitle(title) ? term(title) : text(title)],
    [{ kind: 'window', from: window.from.toString(), to: window.to.toString() }],
    describeVariant(reading.input),
    ...describeParts(reading.input),
  ]);
  const verdict = joinWith(', ', [
    describeVerdict(reading),
    first === undefined ? describeMet(watch) : [term(first.short)],
  ]);
  return say`${what}: ${verdict}`;
}

function describeMet(watch: Watch | null): Phrase {
  const met = watch?.conditions.find(({ verdict }) => verdict === 'met');
  return met?.said ?? [];
}

/** Two variants for one window have two subjects: mail programs fold what has the same one. */
const VARIANT_WORDS: Readonly<Record<ReportVariant, string | null>> = {
  full: null,
  exec: 'in short',
  analyst: 'all figures',
  alert: 'alert',
};

function describeVariant({ variant = 'full' }: PerformanceInput): Phrase {
  const words = VARIANT_WORDS[variant];
  return words === null ? [] : [term(words)];
}

/** Longer names would push the verdict out of the line. */
const LONGEST_NAME = 60;

/** "Autumn Sale only", "3 campaigns only". */
function describeParts({ filter }: PerformanceInput): readonly Phrase[] {
  const named = (one: string, names: readonly string[]): Phrase => {
    const [first] = names;
    if (first === undefined) return [];
    const isName = names.length === 1 && first.length <= LONGEST_NAME;
    return say`${isName ? text(first) : counted(names.length, one)} only`;
  };
  return [
    named('brand', filter.brands ?? []),
    named('tag', filter.tags ?? []),
    named('campaign', filter.campaigns),
    named('segment', filter.segments),
  ];
}

const VERDICTS = [
  ['click-through', 'click-through'],
  ['delivery-rate', 'delivery rate'],
] as const;

function describeVerdict(reading: Reading): Phrase {
  const { counts } = reading.input.total;
  if (counts.attempted === 0) return say`no campaigns`;
  for (const [id, label] of VERDICTS) {
    const { metric, now, change } = reading.metric(id);
    if (now.value === null || hasTooFew(metric, now)) continue;
    const isClear = change.direction === 'up' || change.direction === 'down';
    return isClear ? say`${term(label)} ${now.figure} (${change.words})` : say`${term(label)} ${now.figure}`;
  }
  if (counts.inProcess === counts.attempted)
    return say`${counted(counts.attempted, 'message')} still in process`;
  return say`${counted(counts.attempted, 'message')}, too few for rates`;
}

/** What the inbox shows after the subject. */
export function composePreheader(reading: Reading, decisions: readonly Decision[]): Phrase {
  const { input } = reading;
  if (input.total.counts.attempted === 0) return say`No campaigns in this period.`;
  const things = decisions.length === 0 ? [] : say`${counted(decisions.length, 'thing')} to decide.`;
  const { delivered, attempted } = input.total.counts;
  const messages = counted(attempted, 'message');
  const outcome = reading.freshness.withheld.has('receipts')
    ? say`${messages} sent; delivery is not known.`
    : say`${count(delivered)} of ${messages} delivered.`;
  const until = isPreliminary(input) ? say`Preliminary until ${instant(input.outcomesCloseAt)}.` : [];
  return joinWith(' ', [things, outcome, until]);
}

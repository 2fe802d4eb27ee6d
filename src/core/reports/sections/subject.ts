import { hasTooFew } from '../change.ts';
import { count, instant, type Phrase, term, text } from '../figure.ts';
import type { PerformanceInput } from '../performance-input.ts';
import { isPreliminary, type Reading } from '../reading.ts';
import type { Watch } from '../report-model.ts';
import type { ReportVariant } from '../report-variants.ts';
import { counted } from '../words.ts';
import type { Decision } from './decision.ts';

/** "SMS weekly, 16-22 Nov 2026: click-through 7.9 % (up +0.8 points), opt-outs above your range". */
export function composeSubject(
  reading: Reading,
  decisions: readonly Decision[],
  watch: Watch | null = null,
): Phrase {
  const { title, window } = reading.input;
  const [first] = decisions;
  return [
    `${title}, `,
    { kind: 'window', from: window.from.toString(), to: window.to.toString() },
    ...describeVariant(reading.input),
    ...describePart(reading.input),
    ': ',
    ...describeVerdict(reading),
    ...(first === undefined ? describeMet(watch) : [', ', term(first.short)]),
  ];
}

function describeMet(watch: Watch | null): Phrase {
  const met = watch?.conditions.find(({ verdict }) => verdict === 'met');
  return met === undefined ? [] : [', ', ...met.said];
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
  return words === null ? [] : [', ', term(words)];
}

/** Longer names would push the verdict out of the line. */
const LONGEST_NAME = 60;

/** ", Autumn Sale only" or ", 3 campaigns only". */
function describePart({ filter }: PerformanceInput): Phrase {
  const named = (one: string, names: readonly string[]): Phrase => {
    const [first] = names;
    if (first === undefined) return [];
    const isName = names.length === 1 && first.length <= LONGEST_NAME;
    return [', ', ...(isName ? [text(first)] : counted(names.length, one)), ' only'];
  };
  return [
    ...named('brand', filter.brands ?? []),
    ...named('tag', filter.tags ?? []),
    ...named('campaign', filter.campaigns),
    ...named('segment', filter.segments),
  ];
}

function describeVerdict(reading: Reading): Phrase {
  const { counts } = reading.input.total;
  if (counts.attempted === 0) return ['no campaigns'];
  for (const id of ['click-through', 'delivery-rate'] as const) {
    const { metric, now, change } = reading.metric(id);
    if (now.value === null || hasTooFew(metric, now)) continue;
    const isClear = change.direction === 'up' || change.direction === 'down';
    return [`${metric.label.toLowerCase()} `, now.figure, ...(isClear ? [' (', ...change.words, ')'] : [])];
  }
  if (counts.inProcess === counts.attempted)
    return [...counted(counts.attempted, 'message'), ' still in process'];
  return [...counted(counts.attempted, 'message'), ', too few for rates'];
}

/** What the inbox shows after the subject. */
export function composePreheader(reading: Reading, decisions: readonly Decision[]): Phrase {
  const { input } = reading;
  if (input.total.counts.attempted === 0) return ['No campaigns in this period.'];
  const things = decisions.length === 0 ? [] : [...counted(decisions.length, 'thing'), ' to decide. '];
  const { delivered, attempted } = input.total.counts;
  const until = isPreliminary(input) ? [' Preliminary until ', instant(input.outcomesCloseAt), '.'] : [];
  if (reading.freshness.withheld.has('receipts'))
    return [...things, ...counted(attempted, 'message'), ' sent; delivery is not known.', ...until];
  return [...things, count(delivered), ' of ', ...counted(attempted, 'message'), ' delivered.', ...until];
}

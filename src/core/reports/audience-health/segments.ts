import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { SegmentFinding, SegmentVerdict, TrendEstimate } from '../../findings/findings.ts';
import { count, type Figure, none, relative, say, term, text } from '../figure.ts';
import type { Cell, TableSection } from '../report-model.ts';
import { segmentName } from './names.ts';
import { REASON_WORDS } from './segment-words.ts';

/** A mail stays readable; the CSV has all (judgement). */
const MOST_ROWS = 15;

export const VERDICT_WORDS: Readonly<Record<SegmentVerdict, string>> = {
  fatigued: 'Tired of texts',
  declining: 'Declining',
  ok: 'No sign',
  insufficient: 'Too little to say',
};

/** Tired ones first, then by messages; null when nothing was sent. */
export function composeSegments(health: AudienceHealth): TableSection | null {
  const segments = bySeverity(health.findings.segments);
  if (segments.length === 0) return null;
  const rows = segments.map((finding) => rowOf(health, finding));
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id: 'segments',
    title: 'Segments',
    intro: say`The last 8 weeks against before, on the same campaigns and among contacts known since the start; each segment against the level all share.`,
    columns: [
      { key: 'segment', label: 'Segment', numeric: false },
      { key: 'verdict', label: 'Verdict', numeric: false },
      { key: 'clicks', label: 'Odds of a click', numeric: true },
      { key: 'opt_outs', label: 'Opt-outs per text', numeric: true },
      { key: 'dose', label: 'Texts in 30 days', numeric: true },
      { key: 'texts_per_week', label: 'Try a week', numeric: true },
      { key: 'segment_id', label: 'Segment id', numeric: false, csvOnly: true },
      { key: 'delivered', label: 'Delivered, recent', numeric: true, csvOnly: true },
      { key: 'clicked', label: 'Clicked, recent', numeric: true, csvOnly: true },
      { key: 'opted_out', label: 'Opted out, recent', numeric: true, csvOnly: true },
    ],
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

const SEVERITY: readonly SegmentVerdict[] = ['fatigued', 'declining', 'ok', 'insufficient'];

export function bySeverity(segments: readonly SegmentFinding[]): readonly SegmentFinding[] {
  return segments.toSorted(
    (a, b) =>
      SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict) ||
      b.counts.recent.delivered - a.counts.recent.delivered ||
      (a.segment < b.segment ? -1 : 1),
  );
}

function rowOf(health: AudienceHealth, finding: SegmentFinding): readonly Cell[] {
  const { verdict, reason, counts } = finding;
  return [
    { figure: segmentName(health, finding.segment) },
    {
      figure: term(VERDICT_WORDS[verdict]),
      note: [term(REASON_WORDS[reason])],
      tone: verdict === 'fatigued' ? 'bad' : 'neutral',
    },
    trendCell(finding.clicks),
    trendCell(finding.optOuts),
    { figure: doseFigure(finding) },
    { figure: frequencyFigure(finding.textsPerWeek) },
    { figure: text(finding.segment) },
    { figure: count(counts.recent.delivered) },
    { figure: count(counts.recent.clicked) },
    { figure: count(counts.recent.optedOut) },
  ];
}

function frequencyFigure(textsPerWeek: number | null): Figure {
  if (textsPerWeek === null) return none('nothing to recommend');
  return textsPerWeek < 1 ? term('1 a month') : count(textsPerWeek);
}

function trendCell(trend: TrendEstimate | null): Cell {
  if (trend === null) return { figure: none('not tested') };
  const { ratio, lower, upper } = trend;
  return {
    figure: relative(ratio - 1),
    note: say`${relative(lower - 1)} to ${relative(upper - 1)}`,
  };
}

function doseFigure({ dose }: SegmentFinding): Figure {
  return dose === null ? none('not counted') : { kind: 'ratio', value: Math.round(dose.recent * 10) / 10 };
}

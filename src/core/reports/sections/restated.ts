import type { CountRules } from '../../count-rules.ts';
import { count, type Figure, instant, none, type Phrase, say, term, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection, RestatedFigure } from '../report-model.ts';
import { rulesNow } from '../report-rules.ts';
import { changedRules, type Restated, restate } from '../restate.ts';

/** More in one mail are read by nobody; the CSV has all (judgement). */
const MOST_LINES = 5;

/** Figures of earlier mails of the schedule that are others now, and rules that changed; null when there are none. */
export function composeRestated(reading: Reading): NoteSection | null {
  const { input, freshness } = reading;
  const mailed = input.mailed ?? [];
  const rules = rulesNow(input);
  const restated = restate(mailed, rules, freshness.withheld);
  const changes = describeRules(reading, rules);
  if (restated.length + changes.length === 0) return null;
  const room = MOST_LINES - changes.length;
  const isCut = restated.length > room;
  const shown = isCut ? restated.slice(0, room - 1) : restated;
  return {
    kind: 'note',
    id: 'restated',
    title: 'What changed in the numbers',
    lines: [
      ...changes,
      ...shown.map((one) => describe(one, isLastWeek(reading, one))),
      ...(isCut ? [say`${count(restated.length - shown.length)} more in the CSV of this report.`] : []),
    ],
    figures: {
      kind: 'table',
      id: 'restated',
      title: 'What changed in the numbers',
      columns: [
        { key: 'window', label: 'Window', numeric: false },
        { key: 'metric', label: 'Metric', numeric: false },
        { key: 'told', label: 'Told then', numeric: true },
        { key: 'told_at', label: 'Told at', numeric: false },
        { key: 'now', label: 'Now', numeric: true },
        { key: 'cause', label: 'Cause', numeric: false },
        { key: 'run', label: 'Run', numeric: false },
      ],
      rows: restated.map((one) => cellsOf(one).map((figure) => ({ figure }))),
      omitted: 0,
    },
  };
}

/** For the stored report, so that the next one does not say it again. */
export function listRestated({ input, freshness }: Reading): readonly RestatedFigure[] {
  return restate(input.mailed ?? [], rulesNow(input), freshness.withheld).map(({ report, metric, now }) => {
    const { figure, value, numerator, denominator, currency } = now;
    const { from, to } = report.window;
    const measured = { figure, value, numerator, denominator, currency };
    return { from: from.toString(), to: to.toString(), metric: metric.id, ...measured };
  });
}

function isLastWeek({ input }: Reading, { report }: Restated): boolean {
  return input.windowKind === 'last-week' && report.window.to.equals(input.window.from);
}

function describe({ report, metric, told, now, cause }: Restated, isLast: boolean): Phrase {
  const name = term(metric.label.toLowerCase());
  const then = windowOf(report.window);
  const [before, is] = [withCounts(metric.unit, told), withCounts(metric.unit, now)];
  switch (cause) {
    case 'late':
      return isLast
        ? say`Last week we told you ${name} ${before}; with late data it is ${is}.`
        : say`For ${then} we told you ${name} ${before}; with late data it is ${is}.`;
    case 'corrected':
      return isLast
        ? say`Last week we told you ${name} ${before}; after corrections in the source it is ${is}.`
        : say`For ${then} we told you ${name} ${before}; after corrections in the source it is ${is}.`;
    case 'rules':
      return isLast
        ? say`Last week we told you ${name} ${before}; by the new rules it is ${is}.`
        : say`For ${then} we told you ${name} ${before}; by the new rules it is ${is}.`;
    case 'missing':
      return isLast
        ? say`Last week we could not tell you ${name}, because data were missing; it is ${is}.`
        : say`For ${then} we could not tell you ${name}, because data were missing; it is ${is}.`;
  }
}

type Told = Restated['told'] | Restated['now'];

/** A rate says of how many it is one. */
function withCounts(unit: Restated['metric']['unit'], { figure, numerator, denominator }: Told): Figure {
  if (unit !== 'rate' || figure.kind !== 'rate' || numerator === null || denominator === null) return figure;
  return {
    kind: 'say',
    words: '{0} ({1} of {2})',
    parts: [[figure], [count(numerator)], [count(denominator)]],
  };
}

/** Only in the first report by other rules than the newest earlier mail. */
function describeRules({ input }: Reading, rules: CountRules): readonly Phrase[] {
  const [newest] = (input.mailed ?? []).toSorted((a, b) => Temporal.Instant.compare(b.asOf, a.asOf));
  if (newest === undefined) return [];
  return changedRules(newest.rules, rules).map((rule) => sayRule(rule, rules, instant(newest.asOf, 'date')));
}

function sayRule(rule: keyof CountRules, rules: CountRules, since: Figure): Phrase {
  const version = text(String(rules[rule]));
  switch (rule) {
    case 'clicks':
      return say`The rules that tell bots from people changed to version ${version} after our report of ${since}.`;
    case 'attribution':
      return say`The rules by which conversions and opt-outs count on a message changed to version ${version} after our report of ${since}.`;
    case 'codes':
      return say`The table of receipt codes changed to version ${version} after our report of ${since}.`;
    case 'definitions':
      return say`Definitions changed to version ${version} after our report of ${since}; "How we counted" has them.`;
  }
}

function windowOf({ from, to }: { readonly from: Temporal.Instant; readonly to: Temporal.Instant }): Figure {
  return { kind: 'window', from: from.toString(), to: to.toString() };
}

function cellsOf({ report, metric, told, now, cause }: Restated): readonly Figure[] {
  return [
    windowOf(report.window),
    term(metric.label),
    told.value === null ? none('data were missing') : told.figure,
    instant(report.asOf),
    now.figure,
    text(cause),
    text(report.runId),
  ];
}

import type { JudgedTest } from '../core/experiments/judged-test.ts';
import type { GuardrailCheck, PairComparison } from '../core/experiments/judgement.ts';
import { armName } from '../core/reports/experiment/arm-name.ts';
import { outcomeOf, signed } from '../core/reports/experiment/effect.ts';
import {
  GUARDRAIL_LABELS,
  GUARDRAIL_STATES,
  guardrailFigure,
  sayReference,
} from '../core/reports/experiment/guardrail-words.ts';
import { outcomeWords } from '../core/reports/experiment/outcome-words.ts';
import { type Phrase, pValue, relative } from '../core/reports/figure.ts';
import type { Formatter } from '../render/format.ts';
import { type TextColumn, textTable } from './text-table.ts';
import { cutLines, cutText, indentLines } from './wrap-text.ts';

const OUTCOME_WIDTH = 22;
const BETTER_WIDTH = 18;
const WIDTH = 100;

/** Every pair of arms with what decides first, then what is exploratory, then the mailings against the holdout. */
export function pairsText(judged: JudgedTest, format: Formatter): string {
  const { judgement } = judged;
  const decided = judgement.pairs.map((pair) => ({ pair, role: 'decides' }));
  const explored = judgement.exploratory.map((pair) => ({ pair, role: 'exploratory' }));
  const lifted = judgement.incrementality.flatMap(({ comparisons }) =>
    comparisons.map((pair) => ({ pair, role: 'holdout' })),
  );
  const rows = [...decided, ...explored, ...lifted.filter(({ pair }) => !isAmong(pair, judgement.pairs))];
  const groups = Map.groupBy(rows, ({ pair }) => JSON.stringify([pair.first, pair.second]));
  return [...groups.values()].map((group) => groupText(judged, group, format)).join('');
}

type Row = { readonly pair: PairComparison; readonly role: string };

function isAmong(pair: PairComparison, pairs: readonly PairComparison[]): boolean {
  return pairs.some(
    (one) => one.outcome === pair.outcome && one.first === pair.first && one.second === pair.second,
  );
}

function groupText(judged: JudgedTest, group: readonly Row[], format: Formatter): string {
  const [head] = group;
  if (head === undefined) return '';
  const name = (id: string): string => format.figure(armName(judged.plan, id));
  const title = `${name(head.pair.second)} against ${name(head.pair.first)}`;
  const table = textTable(
    columns('outcome', '>difference', '>range', '>relative', '>p', 'role: better arm'),
    group.map((row) => pairCells(judged, row, format)),
  );
  return `\n  ${title}\n${cutLines(indentLines(table, '    '), WIDTH)}`;
}

function pairCells(judged: JudgedTest, { pair, role }: Row, format: Formatter): readonly string[] {
  const outcome = outcomeOf(judged, pair.outcome);
  const size = (value: number): string => format.phrase(signed(judged, outcome, value));
  return [
    cutText(format.figure(outcomeWords(outcome).label), OUTCOME_WIDTH),
    pair.difference === null ? '-' : size(pair.difference),
    pair.interval === null ? '-' : `${size(pair.interval.lower)} to ${size(pair.interval.upper)}`,
    pair.relative === null ? '-' : format.figure(relative(pair.relative.lift)),
    pair.adjustedP === null ? '-' : format.figure(pValue(pair.adjustedP)),
    whatOf(judged, pair, role, format),
  ];
}

function whatOf(judged: JudgedTest, pair: PairComparison, role: string, format: Formatter): string {
  if (pair.refusal !== null) return `${role}; ${pair.refusal}`;
  if (pair.better === null) return role;
  return `${role}: ${cutText(format.figure(armName(judged.plan, pair.better)), BETTER_WIDTH)}`;
}

/** A line a guardrail and arm; harm has a plus sign. */
export function guardrailsText(judged: JudgedTest, format: Formatter): string {
  const { guardrails } = judged.judgement;
  if (guardrails.length === 0) return '';
  const table = textTable(
    columns('guardrail', 'arm', 'against', '>more harm', '>range', ''),
    guardrails.map((check) => guardrailCells(judged, check, format)),
  );
  return `\n${indentLines(table, '  ')}`;
}

function guardrailCells(judged: JudgedTest, check: GuardrailCheck, format: Formatter): readonly string[] {
  const { guardrail, difference, interval } = check;
  const size = (value: number): string => format.figure(guardrailFigure(judged, guardrail, value));
  return [
    GUARDRAIL_LABELS[guardrail],
    cutText(format.figure(armName(judged.plan, check.variantId)), 18),
    cutText(said(sayReference(judged, check.reference, check.variantId), format), 18),
    difference === null ? '-' : size(difference),
    interval === null ? '-' : `${size(interval.lower)} to ${size(interval.upper)}`,
    GUARDRAIL_STATES[check.state].words,
  ];
}

function said(phrase: Phrase, format: Formatter): string {
  return format.phrase(phrase);
}

/** `>` before a title aligns its column to the right. */
function columns(...titles: readonly string[]): readonly TextColumn[] {
  return titles.map((title) =>
    title.startsWith('>') ? { title: title.slice(1), align: 'right' } : { title, align: 'left' },
  );
}

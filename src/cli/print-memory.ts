import { parseOutcome } from '../core/experiments/outcome.ts';
import type { LeftOut, TestMemory, ThemeComparison, ThemeMemory } from '../core/experiments/test-memory.ts';
import type { RememberedTest } from '../core/experiments/theme-pairs.ts';
import { outcomeWords } from '../core/reports/experiment/outcome-words.ts';
import { relative } from '../core/reports/figure.ts';
import { Z_95 } from '../core/stats/wilson-interval.ts';
import { createFormatter, type Formatter } from '../render/format.ts';
import { englishWords } from './english-words.ts';
import { textTable } from './text-table.ts';
import { indentLines, plainSpaces, wrapText } from './wrap-text.ts';

const WIDTH = 98;

/** Documented in docs/experiments.md. `pooled` and each test: relative differences, 0.03 = +3 %. */
export function memoryJson({ themes, withoutTheme }: TestMemory): unknown {
  return {
    themes: themes.map(({ theme, tested, outcome, comparisons, leftOut }) => ({
      theme,
      tested,
      outcome,
      comparisons: comparisons.map(comparisonJson),
      left_out: leftOut.map(({ campaignId, name, reason }) => ({ campaign_id: campaignId, name, reason })),
    })),
    without_theme: withoutTheme,
  };
}

function comparisonJson({ reference, compared, tests, pooled, ...counts }: ThemeComparison) {
  const { wins, losses, ties, harmful } = counts;
  return {
    reference,
    compared,
    tests: tests.length,
    wins,
    losses,
    ties,
    harmful,
    pooled:
      pooled === null
        ? null
        : {
            lift: pooled.lift,
            lower: finite(pooled.lower),
            upper: finite(pooled.upper),
            tests: pooled.tests,
            tau_squared: pooled.tauSquared,
            i_squared: pooled.iSquared,
            q: pooled.q,
          },
    reason: pooled === null ? 'no test has an outcome in both arms' : null,
    of: tests.map((test) => ({
      campaign_id: test.campaignId,
      name: test.name,
      assigned_from: test.assignedFrom,
      result: test.result,
      ...liftOf(test),
    })),
  };
}

/** Of two tests that disagree the range can leave what a number holds; JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** 95 % for one reading. */
function liftOf({ effect }: RememberedTest) {
  if (effect === null) return { lift: null, lower: null, upper: null };
  const half = Z_95 * Math.sqrt(effect.variance);
  return {
    lift: Math.expm1(effect.estimate),
    lower: finite(Math.expm1(effect.estimate - half)),
    upper: finite(Math.expm1(effect.estimate + half)),
  };
}

/** A theme in a line that can be quoted, and the tests it stands on. */
export function memoryText({ themes, withoutTheme }: TestMemory): string {
  const format = createFormatter('en-GB', 'UTC');
  const alone =
    withoutTheme === 0
      ? ''
      : wrapText(
          `${tests(withoutTheme)} ${withoutTheme === 1 ? 'has' : 'have'} no theme and ${withoutTheme === 1 ? 'stands' : 'stand'} alone; \`experiments plan --theme\` gives the next one its theme before it is sent.`,
          WIDTH,
          '',
        );
  if (themes.length === 0) return `No test has a theme yet.\n${alone}`;
  const foot =
    'Relative differences with 95 % ranges, pooled with random effects: to learn from, no verdict.\n';
  const parts = [...themes.map((theme) => themeText(theme, format)), `${alone}${foot}`];
  return plainSpaces(parts.join('\n'));
}

function themeText({ theme, tested, outcome, comparisons, leftOut }: ThemeMemory, format: Formatter): string {
  const parsed = parseOutcome(outcome);
  const noun = parsed === null ? outcome : englishWords(outcomeWords(parsed).noun);
  const what = [...(tested === null ? [] : [tested.replaceAll('-', ' ')]), noun].join(', ');
  const heading = `${format.text(theme)} (${what})\n`;
  const missing = missingText(leftOut);
  return [
    heading,
    comparisons.length === 0 ? '  no finished test yet\n' : '',
    ...comparisons.map((one) => comparisonText(one, format)),
    missing === '' ? '' : wrapText(`not counted: ${missing}`, WIDTH, '  '),
  ].join('');
}

function comparisonText(comparison: ThemeComparison, format: Formatter): string {
  const { reference, compared, tests: remembered } = comparison;
  const line = `${format.text(compared)} against ${format.text(reference)}: ${scoreOf(comparison, format)}`;
  const table = textTable(
    [
      { title: 'test', align: 'left' },
      { title: 'from', align: 'left' },
      { title: 'result', align: 'left' },
      { title: 'difference', align: 'right' },
      { title: 'range', align: 'right' },
    ],
    remembered.map((test) => {
      const { lift, lower, upper } = liftOf(test);
      return [
        format.text(test.campaignId),
        test.assignedFrom?.slice(0, 10) ?? '-',
        test.result,
        lift === null ? '-' : format.figure(relative(lift)),
        rangeText(lower, upper, format),
      ];
    }),
  );
  return `${wrapText(line, WIDTH, '    ', '  ')}${indentLines(table, '    ')}`;
}

/** "3 tests, 1 win, 0 losses, 2 ties, pooled +4.0 % (−2.0 % to +8.0 %)". */
export function scoreOf(comparison: ThemeComparison, format: Formatter): string {
  const { wins, losses, ties, harmful, pooled } = comparison;
  const score = [
    tests(comparison.tests.length),
    plural(wins, 'win', 'wins'),
    plural(losses, 'loss', 'losses'),
    plural(ties, 'tie', 'ties'),
    ...(harmful === 0 ? [] : [`${harmful} better but stopped by a guardrail`]),
  ].join(', ');
  if (pooled === null) return `${score}; no test has an outcome in both arms`;
  const range = rangeText(pooled.lower, pooled.upper, format);
  return `${score}, ${pooled.tests === 1 ? 'which found' : 'pooled'} ${format.figure(relative(pooled.lift))} (${range})`;
}

function rangeText(lower: number | null, upper: number | null, format: Formatter): string {
  const end = (value: number | null): string =>
    value === null || !Number.isFinite(value) ? 'unknown' : format.figure(relative(value));
  return lower === null && upper === null ? '-' : `${end(lower)} to ${end(upper)}`;
}

const WHY_LEFT_OUT = {
  open: 'still open',
  split: 'with a split that is off',
  data: 'with wrong data',
} as const satisfies Record<LeftOut['reason'], string>;

function missingText(leftOut: readonly LeftOut[]): string {
  return (['open', 'split', 'data'] as const)
    .flatMap((reason) => {
      const ids = leftOut.filter((one) => one.reason === reason).map(({ campaignId }) => campaignId);
      return ids.length === 0 ? [] : [`${ids.length} ${WHY_LEFT_OUT[reason]} (${ids.join(', ')})`];
    })
    .join(', ');
}

function tests(count: number): string {
  return plural(count, 'test', 'tests');
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

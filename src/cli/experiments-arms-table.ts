import type { ArmCounts } from '../core/experiments/arm-counts.ts';
import type { JudgedTest } from '../core/experiments/judged-test.ts';
import type { PlannedArm } from '../core/experiments/plan.ts';
import { armName } from '../core/reports/experiment/arm-name.ts';
import { count, type Figure, money, rate } from '../core/reports/figure.ts';
import type { Formatter } from '../render/format.ts';
import { textTable } from './text-table.ts';
import { cutText } from './wrap-text.ts';

const MOST_ARMS = 4;
const WIDTH = 98;
const NAME_WIDTH = 24;

/** What the contacts of each arm did: a line an outcome, a column an arm, at most four arms side by side. */
export function armsTable(judged: JudgedTest, format: Formatter): string {
  const { arms } = judged.plan;
  const rows = outcomeRows(judged);
  const blocks = Array.from({ length: Math.ceil(arms.length / MOST_ARMS) }, (_, at) =>
    arms.slice(at * MOST_ARMS, (at + 1) * MOST_ARMS),
  );
  return blocks.map((block) => armsBlock(judged, block, rows, format)).join('\n');
}

function armsBlock(
  judged: JudgedTest,
  arms: readonly PlannedArm[],
  rows: readonly OutcomeRow[],
  format: Formatter,
): string {
  const width = Math.floor((WIDTH - NAME_WIDTH) / arms.length) - 2;
  const columns = [
    { title: 'per assigned contact', align: 'left' as const },
    ...arms.map((arm) => ({
      title: cutText(`${format.figure(armName(judged.plan, arm.variantId))}${roleOf(arm)}`, width),
      align: 'right' as const,
    })),
  ];
  const cells = rows.map(({ name, cell }) => [
    cutText(name, NAME_WIDTH),
    ...arms.map((arm) => cellOf(judged, arm, cell, format)),
  ]);
  return textTable(columns, cells);
}

type OutcomeRow = {
  readonly name: string;
  readonly cell: (arm: PlannedArm, counts: ArmCounts | undefined) => readonly Figure[];
};

function cellOf(
  { counts }: JudgedTest,
  arm: PlannedArm,
  cell: OutcomeRow['cell'],
  format: Formatter,
): string {
  const found = counts.arms.find(({ variantId }) => variantId === arm.variantId);
  const [first, second] = cell(arm, found).map((figure) => format.figure(figure));
  return second === undefined ? (first ?? '-') : `${first} (${second})`;
}

function outcomeRows({ counts }: JudgedTest): readonly OutcomeRow[] {
  const kinds = unique(counts.arms.flatMap(({ conversions }) => conversions.map(({ kind }) => kind)));
  const money = unique(
    counts.arms.flatMap(({ revenue }) => revenue.map(({ kind, currency }) => `${kind} ${currency}`)),
  );
  return [
    { name: 'planned', cell: (arm) => [rate(arm.share)] },
    { name: 'assigned', cell: (_, arm) => [count(arm?.assigned ?? 0)] },
    share('delivered', ({ delivered }) => delivered),
    share('clicks', ({ clicking }) => clicking),
    share('opt-outs', ({ optedOut }) => optedOut),
    ...kinds.map((kind) =>
      share(kind, ({ conversions }) => conversions.find((one) => one.kind === kind)?.contacts ?? 0),
    ),
    ...money.flatMap(revenueRows),
  ];
}

function share(name: string, of: (arm: ArmCounts) => number): OutcomeRow {
  return {
    name,
    cell: (_, arm) => {
      if (arm === undefined) return [count(0)];
      return arm.assigned === 0 ? [count(of(arm))] : [count(of(arm)), rate(of(arm) / arm.assigned)];
    },
  };
}

function revenueRows(name: string): readonly OutcomeRow[] {
  const micro = (arm: ArmCounts | undefined): number =>
    arm?.revenue.find(({ kind, currency }) => `${kind} ${currency}` === name)?.sumMicro ?? 0;
  const [kind = '', currency = ''] = name.split(' ');
  const amount = (value: number): Figure =>
    currency === '' ? { kind: 'ratio', value: value / 1e6 } : money(currency, Math.round(value));
  return [
    { name: `revenue (${kind})`, cell: (_, arm) => [amount(micro(arm))] },
    {
      name: '  a contact',
      cell: (_, arm) => (arm === undefined || arm.assigned === 0 ? [] : [amount(micro(arm) / arm.assigned)]),
    },
  ];
}

function roleOf({ isControl, isHoldout }: PlannedArm): string {
  if (isHoldout) return ' (holdout)';
  return isControl ? ' (control)' : '';
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

import type { ArmCounts } from '../../experiments/arm-counts.ts';
import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { ArmOutcome } from '../../experiments/judgement.ts';
import type { PlannedArm } from '../../experiments/plan.ts';
import { count, type Figure, none, type Phrase, range, rate, say, text } from '../figure.ts';
import type { Cell, Column, TableSection } from '../report-model.ts';
import { sayShare, valueFigure } from './arm-counts-words.ts';
import { armName } from './arm-name.ts';
import { outcomeWords } from './outcome-words.ts';

const COUNTS: readonly (readonly [key: NumberKey, label: string])[] = [
  ['messaged', 'Contacts messaged'],
  ['delivered', 'Contacts delivered to'],
  ['notDelivered', 'Contacts not reached'],
  ['clicking', 'Contacts who clicked'],
  ['rawClicking', 'Contacts who clicked, raw'],
  ['optedOut', 'Contacts who opted out'],
];
type NumberKey = 'messaged' | 'delivered' | 'notDelivered' | 'clicking' | 'rawClicking' | 'optedOut';

/**
 * One row per arm, holdout included. Of a test that may not be trusted only who was assigned: rates side by side
 * would be read as an answer.
 */
export function composeArms(test: JudgedTest): TableSection | null {
  const { plan, counts, judgement } = test;
  if (counts.arms.length === 0 || !counts.arms.every(isCountable)) return null;
  const isTrusted = judgement.verdict.id !== 'invalid_srm' && judgement.verdict.id !== 'invalid_data';
  const assigned = counts.arms.reduce((sum, arm) => sum + arm.assigned, 0);
  const hasRange = isTrusted && judgement.arms.some(({ interval }) => interval !== null);
  const rows = plan.arms.flatMap((arm): readonly (readonly Cell[])[] => {
    const own = counts.arms.find(({ variantId }) => variantId === arm.variantId);
    if (own === undefined) return [];
    const outcome = judgement.arms.find(({ variantId }) => variantId === arm.variantId);
    return [
      [
        ...armCells(test, arm, own, assigned),
        ...(isTrusted ? outcomeCells(test, own, outcome, hasRange) : []),
        ...COUNTS.map(([key]): Cell => ({ figure: count(own[key]) })),
      ],
    ];
  });
  return {
    kind: 'table',
    id: 'arms',
    title: 'Variants',
    columns: [...columnsOf(test, isTrusted, hasRange)],
    rows,
    omitted: 0,
  };
}

function columnsOf({ plan }: JudgedTest, isTrusted: boolean, hasRange: boolean): readonly Column[] {
  const csvOnly = true as const;
  return [
    { key: 'variant', label: 'Variant', numeric: false },
    { key: 'variant_id', label: 'Variant id', numeric: false, csvOnly },
    { key: 'assigned', label: 'Contacts', numeric: true },
    { key: 'planned', label: 'Planned', numeric: true, csvOnly },
    ...(isTrusted
      ? [
          { key: 'delivery', label: 'Delivered', numeric: true },
          { key: 'outcome', label: [outcomeWords(plan.primary).label], numeric: true },
        ]
      : []),
    ...(hasRange ? [{ key: 'range', label: '95 % range', numeric: true }] : []),
    ...COUNTS.map(([key, label]) => ({ key, label, numeric: true, csvOnly })),
  ];
}

function armCells(
  { plan, judgement }: JudgedTest,
  arm: PlannedArm,
  own: ArmCounts,
  assigned: number,
): readonly Cell[] {
  const role: Phrase = arm.isHoldout ? say`got no message` : arm.isControl ? say`control` : [];
  const isOff = judgement.split?.isAlarm === true || judgement.split?.isWarning === true;
  const share: Phrase = assigned === 0 ? [] : [rate(own.assigned / assigned)];
  return [
    { figure: armName(plan, arm.variantId), ...(role.length === 0 ? {} : { note: role }) },
    { figure: text(arm.variantId) },
    { figure: count(own.assigned), note: isOff ? say`${share}, planned ${rate(arm.share)}` : share },
    { figure: rate(arm.share) },
  ];
}

function outcomeCells(
  test: JudgedTest,
  own: ArmCounts,
  outcome: ArmOutcome | undefined,
  hasRange: boolean,
): readonly Cell[] {
  const delivered: Cell =
    own.messaged === 0
      ? { figure: none('no message') }
      : {
          figure: rate(own.delivered / own.assigned),
          note: say`${count(own.delivered)} of ${count(own.assigned)}`,
        };
  if (outcome === undefined)
    return [delivered, { figure: none('not compared') }, ...(hasRange ? [{ figure: none('') }] : [])];
  const value: Cell = { figure: valueFigure(test, test.plan.primary, outcome), note: sayShare(outcome) };
  return [delivered, value, ...(hasRange ? [{ figure: rangeFigure(outcome) }] : [])];
}

function rangeFigure({ interval }: ArmOutcome): Figure {
  return interval === null ? none('') : range(rate(interval.lower), rate(interval.upper));
}

/** Counts that cannot be (below 0, broken) are named by the verdict and not printed. */
function isCountable(arm: ArmCounts): boolean {
  return [arm.assigned, ...COUNTS.map(([key]) => arm[key])].every(
    (value) => Number.isSafeInteger(value) && value >= 0,
  );
}

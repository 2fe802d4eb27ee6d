import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { GuardrailCheck } from '../../experiments/judgement.ts';
import { count, type Figure, none, type Phrase, range, say, term } from '../figure.ts';
import type { Cell, TableSection } from '../report-model.ts';
import { joinPhrases } from '../words.ts';
import { armName } from './arm-name.ts';
import { GUARDRAIL_LABELS, GUARDRAIL_STATES, guardrailFigure, sayReference } from './guardrail-words.ts';

/** Rows a reader still takes in (judgement). */
const MOST_ROWS = 6;

/**
 * What an arm may not cost: opt-outs, failed deliveries, money. The mail shows what is open or broken and names what
 * is cleared; the CSV has every check. null when nothing was checked.
 */
export function composeGuardrails(test: JudgedTest): TableSection | null {
  const { guardrails } = test.judgement;
  if (guardrails.length === 0) return null;
  const told = guardrails.filter((check) => isTold(test, check)).slice(0, MOST_ROWS);
  const rest = guardrails.filter((check) => !told.includes(check)).map((check) => rowOf(test, check));
  const cleared = sayCleared(test);
  const intro = cleared.length === 0 && told.length === 0 ? say`No harm seen.` : cleared;
  return {
    kind: 'table',
    id: 'guardrails',
    title: 'Guardrails',
    ...(intro.length === 0 ? {} : { intro }),
    columns: [
      { key: 'guardrail', label: 'Guardrail', numeric: false },
      { key: 'state', label: 'State', numeric: false },
      { key: 'difference', label: 'Difference', numeric: true },
      { key: 'range', label: 'Range', numeric: true },
      { key: 'events', label: 'Contacts with it', numeric: true, csvOnly: true },
      { key: 'assigned', label: 'Contacts assigned', numeric: true, csvOnly: true },
    ],
    rows: told.map((check) => rowOf(test, check)),
    omitted: 0,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

/** Broken, or open; of two arms without a control, whose checks mirror each other, the one that may do harm. */
function isTold(test: JudgedTest, check: GuardrailCheck): boolean {
  if (check.state === 'breached') return true;
  if (check.state === 'cleared') return check.guardrail === 'cost' && isDearer(check);
  return !isMirrored(test, check);
}

function isDearer({ difference }: GuardrailCheck): boolean {
  return difference !== null && difference > 0;
}

function isMirrored({ plan, judgement }: JudgedTest, check: GuardrailCheck): boolean {
  if (plan.arms.filter(({ isHoldout }) => !isHoldout).length > 2) return false;
  const mirror = judgement.guardrails.find(
    ({ guardrail, variantId }) => guardrail === check.guardrail && variantId !== check.variantId,
  );
  if (mirror === undefined) return false;
  const { verdict } = judgement;
  if (verdict.id === 'winner') return verdict.arm !== check.variantId;
  const [own, other] = [check.difference ?? 0, mirror.difference ?? 0];
  return own < other || (own === other && check.variantId > mirror.variantId);
}

/** "Cleared for every variant: opt-outs." */
function sayCleared({ judgement }: JudgedTest): Phrase {
  const labels = (['opt-out', 'non-delivery'] as const).filter((id) => {
    const checks = judgement.guardrails.filter(({ guardrail }) => guardrail === id);
    return checks.length > 0 && checks.every(({ state }) => state === 'cleared');
  });
  if (labels.length === 0) return [];
  const named = joinPhrases(labels.map((id): Phrase => [term(GUARDRAIL_LABELS[id].toLowerCase())]));
  return say`Cleared for every variant: ${named}.`;
}

function rowOf(test: JudgedTest, check: GuardrailCheck): readonly Cell[] {
  const { guardrail, variantId, difference, interval, state, reference } = check;
  const at = (value: number): Figure => guardrailFigure(test, guardrail, value);
  const { words, tone } = hasNoLimit(test, check) ? NO_LIMIT : GUARDRAIL_STATES[state];
  return [
    {
      figure: term(GUARDRAIL_LABELS[guardrail]),
      note: say`${armName(test.plan, variantId)} against ${sayReference(test, reference, variantId)}`,
    },
    { figure: term(words), tone },
    { figure: difference === null ? none('too few') : at(difference) },
    { figure: interval === null ? none('') : range(at(interval.lower), at(interval.upper)) },
    { figure: count(check.events) },
    { figure: count(check.assigned) },
  ];
}

/** Costs are shown also where the plan blocks nothing for them. */
const NO_LIMIT = { words: 'no limit planned', tone: 'neutral' } as const;

function hasNoLimit({ plan }: JudgedTest, { guardrail }: GuardrailCheck): boolean {
  return guardrail === 'cost' && plan.guardrails.costLimit === undefined;
}

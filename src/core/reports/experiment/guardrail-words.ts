import type { ArmCounts } from '../../experiments/arm-counts.ts';
import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { GuardrailCheck, GuardrailId } from '../../experiments/judgement.ts';
import { count, type Figure, type Phrase, points, say, term } from '../figure.ts';
import { joinPhrases, joinWith } from '../words.ts';
import { armName } from './arm-name.ts';
import { amount } from './effect.ts';

export const GUARDRAIL_LABELS = {
  'opt-out': 'Opt-outs',
  'non-delivery': 'Not delivered',
  cost: 'Cost per contact',
} as const satisfies Record<GuardrailId, string>;

/** In a sentence. */
const NOUNS = {
  'opt-out': term('opt-outs'),
  'non-delivery': term('failed deliveries'),
  cost: term('cost per contact'),
} as const satisfies Record<GuardrailId, Figure>;

export function guardrailNoun(guardrail: GuardrailId): Figure {
  return NOUNS[guardrail];
}

const HARMS = {
  'opt-out': term('more opt-outs'),
  'non-delivery': term('more failed deliveries'),
  cost: term('more cost per contact'),
} as const satisfies Record<GuardrailId, Figure>;

export const GUARDRAIL_STATES = {
  breached: { words: 'breached', tone: 'bad' },
  cleared: { words: 'cleared', tone: 'good' },
  not_yet_known: { words: 'not yet known', tone: 'neutral' },
  too_few: { words: 'too few to say', tone: 'neutral' },
} as const satisfies Record<GuardrailCheck['state'], { words: string; tone: 'good' | 'bad' | 'neutral' }>;

/** "+0.6 pt more opt-outs (range +0.3 pt to +0.9 pt) than Variant A; 190 of 15,000 against 45 of 15,000". */
export function sayBreach(test: JudgedTest, check: GuardrailCheck): Phrase {
  const { guardrail, difference, interval, reference, variantId } = check;
  const at = (value: number): Phrase => {
    const figure = guardrailFigure(test, guardrail, value);
    return figure.kind !== 'points' && value > 0 ? ['+', figure] : [figure];
  };
  const [harm, other] = [HARMS[guardrail], sayReference(test, reference, variantId)];
  const size = difference === null ? [] : at(difference);
  const sayHarm = (): Phrase => {
    if (interval !== null)
      return say`${size} ${harm} (range ${at(interval.lower)} to ${at(interval.upper)}) than ${other}`;
    return difference === null ? say`${harm} than ${other}` : say`${size} ${harm} than ${other}`;
  };
  return joinWith('; ', [sayHarm(), sayEvents(test, check)]);
}

function sayEvents(
  { plan, counts }: JudgedTest,
  { guardrail, variantId, reference }: GuardrailCheck,
): Phrase {
  if (guardrail === 'cost') return [];
  const events = (arm: ArmCounts): number => (guardrail === 'opt-out' ? arm.optedOut : arm.notDelivered);
  const holdouts = plan.arms.filter(({ isHoldout }) => isHoldout).map((arm) => arm.variantId);
  const isNamed = plan.arms.some((arm) => arm.variantId === reference);
  const sayOf = (arms: readonly ArmCounts[]): Phrase => {
    const sum = (of: (arm: ArmCounts) => number): Figure =>
      count(arms.reduce((all, arm) => all + of(arm), 0));
    return say`${sum(events)} of ${sum((arm) => arm.assigned)}`;
  };
  const own = counts.arms.filter((arm) => arm.variantId === variantId);
  const others = counts.arms.filter((arm) =>
    isNamed ? arm.variantId === reference : arm.variantId !== variantId && !holdouts.includes(arm.variantId),
  );
  return say`${sayOf(own)} against ${sayOf(others)}`;
}

/** What a winner's reader must know beside it: "opt-outs are not yet known: they may be up to +0.5 pt higher"; else empty. */
export function sayUnknown(test: JudgedTest, arm: string): Phrase {
  const open = test.judgement.guardrails.filter(
    ({ variantId, state }) => variantId === arm && (state === 'not_yet_known' || state === 'too_few'),
  );
  return joinPhrases(
    open.map(({ guardrail, interval }): Phrase => {
      const noun = NOUNS[guardrail];
      return interval === null
        ? say`${noun} (too few to say)`
        : say`${noun} (up to ${guardrailFigure(test, guardrail, interval.upper)} higher is possible)`;
    }),
  );
}

/** The control, the only other arm, or all other arms together. */
export function sayReference({ plan }: JudgedTest, reference: string, variantId: string): Phrase {
  if (plan.arms.some((arm) => arm.variantId === reference)) return [armName(plan, reference)];
  const others = plan.arms.filter((arm) => !arm.isHoldout && arm.variantId !== variantId);
  const [only] = others;
  return only !== undefined && others.length === 1
    ? [armName(plan, only.variantId)]
    : [term('the other variants')];
}

export function guardrailFigure(test: JudgedTest, guardrail: GuardrailId, value: number): Figure {
  return guardrail === 'cost' ? amount(costCurrency(test), value) : points(value);
}

function costCurrency({ counts }: JudgedTest): string | null {
  const seen = new Set(counts.arms.flatMap(({ costs }) => costs.map(({ currency }) => currency)));
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : null;
}

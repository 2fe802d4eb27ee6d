import type { JudgedTest } from '../../experiments/judged-test.ts';
import { count, instant, type Phrase, rate, say, text } from '../figure.ts';
import type { Fact } from '../report-model.ts';
import { counted, joinWith } from '../words.ts';
import { armName, armNames } from './arm-name.ts';
import { sayJudged } from './judge-words.ts';
import { sayWhatMatters } from './need-words.ts';
import { countedWithin, outcomeWords, testedThing } from './outcome-words.ts';
import { saySplitCheck } from './split-words.ts';

/** "Does the call to action change clicks? Variant A against Variant B. Theme: button first or last." */
export function composeQuestion({ plan, judgement }: JudgedTest): Phrase {
  const { noun } = outcomeWords(plan.primary);
  const competing = judgement.pairs.flatMap(({ first, second }) => [first, second]);
  const arms = plan.arms.filter(({ variantId, isHoldout }) =>
    competing.length === 0 ? !isHoldout : competing.includes(variantId),
  );
  const names = armNames(
    plan,
    arms.map(({ variantId }) => variantId),
  );
  const theme = plan.theme?.trim() ?? '';
  return joinWith(' ', [
    plan.tested === null
      ? say`Do the variants differ in ${noun}?`
      : say`Does ${testedThing(plan)} change ${noun}?`,
    arms.length < 2 ? [] : [...names, '.'],
    theme === '' ? [] : say`Theme: ${text(theme)}.`,
  ]);
}

/** What a careful reader asks next: what was counted, who was split how, what the looks before said. */
export function composeFacts(test: JudgedTest): readonly Fact[] {
  const { plan, judgement } = test;
  // what cannot be judged may hold counts and plans that cannot be: its reason says enough
  if (judgement.verdict.id === 'invalid_data' || judgement.verdict.id === 'not_a_test')
    return [fact('Decided on', sayDecidedOn(test)), fact('Notes', sayNotes(test))].filter(
      (one) => one !== null,
    );
  const facts: readonly (Fact | null)[] = [
    fact('Decided on', [...sayDecidedOn(test)]),
    judgement.split === null ? null : fact('Split', saySplitCheck(plan, judgement.split)),
    fact('Plan', sayPlan(test)),
    fact('Still open', sayOpen(test)),
    fact('Same age', saySameAge(test)),
    fact('Looks', sayLooks(test)),
    fact('As of then', sayRecomputed(test)),
    fact('Notes', sayNotes(test)),
  ];
  return facts.filter((one) => one !== null);
}

function fact(label: string, said: Phrase): Fact | null {
  return said.length === 0 ? null : { label, said };
}

function sayDecidedOn({ plan, counts }: JudgedTest): Phrase {
  const { noun } = outcomeWords(plan.primary);
  const within = countedWithin(plan, plan.primary);
  return counts.assignedBy === 'assignments'
    ? say`${noun} ${within}, per contact assigned, reached or not.`
    : say`${noun} ${within}, per contact a message was sent to.`;
}

function sayPlan({ plan, planFrozenAt }: JudgedTest): Phrase {
  const [contacts, effect] = [counted(plan.plannedContacts, 'contact'), sayWhatMatters(plan)];
  return planFrozenAt === null
    ? say`not frozen yet, nobody is assigned, ${contacts}, looking for ${effect}.`
    : say`frozen ${instant(planFrozenAt)}, ${contacts}, looking for ${effect}.`;
}

function sayOpen({ judgement, counts }: JudgedTest): Phrase {
  if (judgement.isMature && counts.isClosed) return [];
  const share = rate(Math.min(1, counts.matureShare));
  const all = count(counts.arms.reduce((sum, arm) => sum + arm.assigned, 0));
  return say`${share} of contacts (n = ${all}) have had all their time; until then every effect is "so far".`;
}

function saySameAge({ plan }: JudgedTest): Phrase {
  if (plan.tested !== 'send-time') return [];
  return say`send times are compared at the same age: what each contact did in as many hours after its own message.`;
}

/** The events that had come in by then, and no later ones (rulings B.16). */
function sayRecomputed({ isRecomputed, counts }: JudgedTest): Phrase {
  return isRecomputed ? say`counted again from what had come in by ${instant(counts.asOf)}.` : [];
}

function sayNotes({ judgement }: JudgedTest): Phrase {
  const { notes } = judgement.detail;
  return notes.length === 0 ? [] : [...joinWith('; ', notes.map(sayJudged)), '.'];
}

/** The first crossing stays a fact of the log, whatever today's data say. */
function sayLooks({ plan, looks, judgement }: JudgedTest): Phrase {
  const { stored, firstWinner } = looks;
  if (stored === 0) return [];
  const seen = counted(stored, 'stored look');
  if (firstWinner === null) return say`${seen}; none had a winner.`;
  const { verdict } = judgement;
  const isStill = verdict.id === 'winner' && verdict.arm === firstWinner.arm;
  const [arm, look] = [armName(plan, firstWinner.arm), count(firstWinner.look)];
  const crossed = say`${arm} crossed the line on look ${look}, ${instant(firstWinner.asOf, 'date')}`;
  return isStill
    ? say`${seen}; ${crossed}.`
    : say`${seen}; ${crossed}; the verdict above is made from the data of now.`;
}

import type { JudgedTest } from '../../experiments/judged-test.ts';
import { verdictWord } from '../../experiments/judgement.ts';
import type { TestMemory } from '../../experiments/test-memory.ts';
import { say } from '../figure.ts';
import type { TestSection } from '../report-model.ts';
import { describeTest } from '../test-words.ts';
import { composeArms } from './arms-table.ts';
import { composeExploratory, composeIncrementality } from './comparisons-table.ts';
import { composeDetail } from './detail.ts';
import { composeEffects } from './effects.ts';
import { composeFacts, composeQuestion } from './facts.ts';
import { composeGuardrails } from './guardrails-table.ts';
import { composeMemory } from './memory-fact.ts';
import { outcomeWords } from './outcome-words.ts';

/** Pairs shown in the mail: all of four arms; more are in the CSV (judgement). */
const MOST_EFFECTS = 6;

/** Everything about one test. Of one that may not be trusted: its counts, and no comparison at all. */
export function composeTest(test: JudgedTest, memory: TestMemory | null): TestSection {
  const { campaign, plan, judgement } = test;
  const { verdict } = judgement;
  const isTrusted = verdict.id !== 'invalid_srm' && verdict.id !== 'invalid_data';
  const effects = isTrusted ? composeEffects(test) : [];
  const tables = [
    composeArms(test),
    ...(isTrusted ? [composeGuardrails(test), composeIncrementality(test), composeExploratory(test)] : []),
  ];
  const remembered = composeMemory(test, memory);
  const { word, tone, sentence, why, next } = describeTest(test);
  return {
    kind: 'test',
    id: campaign.id,
    title: campaign.name,
    question: composeQuestion(test),
    verdict: verdictWord(verdict),
    word,
    tone,
    sentence,
    why,
    next,
    effectsTitle: say`${outcomeWords(plan.primary).label}: difference and range`,
    effects: effects.slice(0, MOST_EFFECTS),
    restOfEffects: effects.slice(MOST_EFFECTS),
    tables: tables.filter((table) => table !== null),
    facts: [...composeFacts(test), ...(remembered === null ? [] : [remembered])],
    detail: composeDetail(test),
  };
}

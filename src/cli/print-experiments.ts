import type { JudgedTest, LookHistory } from '../core/experiments/judged-test.ts';
import { armName } from '../core/reports/experiment/arm-name.ts';
import { outcomeWords } from '../core/reports/experiment/outcome-words.ts';
import { saySplitCheck } from '../core/reports/experiment/split-words.ts';
import { count, instant, type Phrase, rate } from '../core/reports/figure.ts';
import { describeTest } from '../core/reports/test-words.ts';
import { counted } from '../core/reports/words.ts';
import { createFormatter } from '../render/format.ts';
import { englishWords } from './english-words.ts';
import { armsTable } from './experiments-arms-table.ts';
import { closesAt, type ShownTest } from './experiments-json.ts';
import { guardrailsText, pairsText } from './experiments-pairs-table.ts';
import { indentLines, plainSpaces, wrapText } from './wrap-text.ts';

const WIDTH = 98;

/** Judged tests with their words, for `experiments`, `experiments --json`. */
export function wordsOfTests(tests: readonly JudgedTest[]): readonly ShownTest[] {
  const format = createFormatter('en-GB', 'UTC');
  return tests.map((judged) => {
    const { word, sentence, why, next } = describeTest(judged);
    const said = (phrase: Phrase): string => plainSpaces(format.phrase(phrase));
    return {
      judged,
      words: { word: said(word), sentence: said(sentence), why: said(why), next: said(next) },
    };
  });
}

/** One test for a terminal of 100 columns: the verdict in words, then what it stands on. */
export function experimentText({ judged, words }: ShownTest): string {
  const format = createFormatter('en-GB', 'UTC');
  const { campaign, plan, judgement } = judged;
  const paragraph = (label: string, text: string): string =>
    text === '' ? '' : wrapText(text, WIDTH, ' '.repeat(10), `  ${label.padEnd(8)}`);
  const parts = [
    `${format.text(campaign.name)} (${campaign.id}): ${words.word}\n`,
    paragraph('', words.sentence),
    paragraph('Why', words.why),
    paragraph('Next', words.next),
    `\n${indentLines(armsTable(judged, format), '  ')}`,
    '\n',
    judgement.split === null ? '' : paragraph('Split', format.phrase(saySplitCheck(plan, judgement.split))),
    paragraph('Counted', format.phrase(whatIsCounted(judged))),
    paragraph('Looks', format.phrase(sayLooks(judged.looks, plan))),
    pairsText(judged, format),
    judgement.pairs.length + judgement.exploratory.length === 0 ? '' : footOfPairs(judged),
    guardrailsText(judged, format),
    judged.isRecomputed === true
      ? paragraph('Note', 'as it was known then: made from the events that had come in by that moment')
      : '',
    ...judgement.detail.notes.map((note) => paragraph('Note', format.text(note))),
  ];
  return plainSpaces(parts.join(''));
}

function whatIsCounted({ plan, counts, judgement }: JudgedTest): Phrase {
  const { windows } = plan;
  const closes = closesAt(plan, counts);
  return [
    `contacts by ${counts.assignedBy === 'assignments' ? 'assignment' : 'the variant they were sent'}, whatever caused the outcome; `,
    `clicks ${windows.click} h, conversions ${windows.conversion} h, opt-outs ${windows.optOut} h; `,
    ...(counts.crossedOver === 0 ? ['nobody'] : [count(counts.crossedOver)]),
    ' in two arms; ',
    ...(counts.firstAssignedAt === null
      ? ['nobody assigned yet']
      : ['assigned from ', instant(counts.firstAssignedAt)]),
    ...(closes === null ? [] : [judgement.isClosed ? ', closed ' : ', open until ', instant(closes)]),
    ...(judgement.isMature ? [] : [' (', rate(counts.matureShare), ' of the contacts have had their time)']),
  ];
}

function sayLooks({ stored, firstWinner }: LookHistory, plan: JudgedTest['plan']): Phrase {
  const planned =
    plan.origin === 'applied' ? 'planned before the send' : 'not planned: usual values are taken';
  const looks: Phrase =
    stored === 0 ? ['no report has looked yet; '] : [...counted(stored, 'report'), ' looked so far; '];
  const won: Phrase =
    firstWinner === null
      ? []
      : [
          armName(plan, firstWinner.arm),
          ` was named first at look ${firstWinner.look}, `,
          instant(firstWinner.asOf),
          '; ',
        ];
  return [...looks, ...won, planned];
}

function footOfPairs({ plan, judgement }: JudgedTest): string {
  const label = englishWords(outcomeWords(plan.primary).label).toLowerCase();
  const text =
    `Ranges and p hold however often you look. The verdict is made on ${label} alone` +
    `${judgement.exploratory.length === 0 ? '' : '; exploratory lines are hints, they decide nothing'}.`;
  return wrapText(text, WIDTH, '  ');
}

import type { Fact, TestEffect, TestItem, TestSection, TestsSection } from '../core/reports/report-model.ts';
import { shorten } from './clean-text.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';
import { rangeCells } from './range-cells.ts';
import { viewTable } from './table-view.ts';

/** One test in full; its tables give way like all others when the html gets too large. */
export function viewTest(section: TestSection, format: Formatter, most: number) {
  const effects = section.effects.slice(0, Math.max(1, most));
  const omitted = section.effects.length - effects.length + section.restOfEffects.length;
  return {
    question: format.phrase(section.question),
    ...viewWord(section, format),
    why: format.phrase(section.why),
    effectsTitle: format.words(section.effectsTitle),
    hasEffects: effects.length > 0,
    effects: effects.map((effect) => viewEffect(effect, format)),
    omitted: omitted > 0 ? format.figure({ kind: 'count', value: omitted }) : null,
    omittedCount: omitted,
    tables: section.tables.map((table) =>
      nullPrototype({ title: format.words(table.title), ...viewTable(table, format, most) }),
    ),
    facts: section.facts.map((fact) => viewFact(fact, format)),
    hasDetail: section.detail.length > 0,
    detail: section.detail.map((fact) => viewFact(fact, format)),
  };
}

/** Tests in short. */
export function viewTests(section: TestsSection, format: Formatter) {
  return {
    items: section.items.map((item) =>
      nullPrototype({ name: shorten(format.text(item.name), LONGEST_NAME), ...viewWord(item, format) }),
    ),
    more: section.more === null ? null : format.phrase(section.more),
  };
}

const LONGEST_NAME = 80;

function viewWord(item: Pick<TestItem, 'word' | 'tone' | 'sentence' | 'next'>, format: Formatter) {
  return {
    word: shorten(format.words(item.word), LONGEST_NAME),
    tone: item.tone,
    sentence: format.phrase(item.sentence),
    next: format.phrase(item.next),
  };
}

function viewFact({ label, said }: Fact, format: Formatter) {
  return nullPrototype({ label: format.words(label), said: format.phrase(said) });
}

function viewEffect(effect: TestEffect, format: Formatter) {
  const { range, lift } = effect;
  return nullPrototype({
    label: format.words(effect.label),
    difference: format.figure(effect.difference),
    range: range.kind === 'none' ? null : format.figure(range),
    lift: lift.kind === 'none' ? null : format.figure(lift),
    word: format.words(effect.word),
    tone: effect.tone,
    bar: effect.bar === null ? null : rangeCells(effect.bar, effect.tone),
  });
}

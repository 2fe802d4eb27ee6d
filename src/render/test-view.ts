import type { Fact, TestEffect, TestItem, TestSection, TestsSection } from '../core/reports/report-model.ts';
import { shorten } from './clean-text.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';
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
    bar: effect.bar === null ? null : barCells(effect.bar, effect.tone),
  });
}

/** Whole per cent of a bar's width below which a cell would vanish. */
const DOT = 2;

type BarCell = { readonly width: string; readonly look: string };

/**
 * The interval as cells of one table row: empty, range, estimate, range, empty; a line marks 0. Widths are whole per
 * cent and add up to 100.
 */
function barCells({ lower, upper, estimate, zero }: NonNullable<TestEffect['bar']>, tone: string) {
  const percent = (share: number) => Math.min(100, Math.max(0, Math.round(share * 100)));
  const [from, to, mark] = [percent(lower), percent(upper), percent(zero)];
  const dot = Math.min(100 - DOT, Math.max(0, percent(estimate) - DOT / 2));
  const cuts = [...new Set([0, from, dot, dot + DOT, to, mark, 100])].toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at): Readonly<BarCell> => {
    const end = cuts[at + 1] ?? 100;
    const isDot = start >= dot && end <= dot + DOT;
    const isInside = start >= from && end <= to;
    const look = isDot ? `point ${tone}-point` : isInside ? `inside ${tone}-inside` : 'outside';
    return nullPrototype({
      width: `${end - start}%`,
      look: start === mark && mark > 0 ? `${look} zero` : look,
    });
  });
}

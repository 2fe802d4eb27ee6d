import type { JudgedTest } from '../experiments/judged-test.ts';
import { composeHowWeDecide } from './experiment/how-we-decide.ts';
import { summariseTests } from './experiment/summary.ts';
import { byUrgency, composeItem } from './experiment/test-items.ts';
import { composeTest } from './experiment/test-section.ts';
import type { ExperimentInput } from './experiment-input.ts';
import { count, type Phrase, say, sayCounted, term, text } from './figure.ts';
import { composeFooter, sayNextRun } from './footer.ts';
import { sayTitleAndWindow } from './period-words.ts';
import type { Banner, Mark, ReportModel, Section } from './report-model.ts';
import { describeFilter, describeSilence } from './sections/banners.ts';
import { composeForest } from './sections/forest.ts';
import { staleSince } from './source-freshness.ts';
import { describeTest } from './test-words.ts';
import { counted, joinPhrases, joinWith } from './words.ts';

/** Tests told in full; the rest in a few lines each, so that a mail stays small enough to be shown whole (judgement). */
const MOST_IN_FULL = 4;

/** What the tests that were live or finished in a window say. The same input gives the same model. */
export function composeExperiment(input: ExperimentInput): ReportModel {
  const tests = byUrgency(input.tests);
  return {
    v: 1,
    report: 'experiment',
    title: input.title,
    locale: input.locale,
    ...(input.filter.brands?.length ? { brands: input.filter.brands } : {}),
    subject: composeSubject(input, tests),
    preheader: tests.length === 0 ? say`No tests in this period.` : summariseTests(tests),
    window: {
      from: input.window.from.toString(),
      to: input.window.to.toString(),
      timezone: input.window.timezone,
    },
    comparedWith: null,
    asOf: input.asOf.toString(),
    maturity: composeMaturity(tests),
    marks: marksOf(input),
    banners: composeBanners(input),
    headline: tests.length === 0 ? describeEmpty(input) : summariseTests(tests),
    sections: tests.length === 0 ? [] : composeSections(input, tests),
    footer: composeFooter(input),
  };
}

function composeSections({ memory }: ExperimentInput, tests: readonly JudgedTest[]): readonly Section[] {
  const others = tests.slice(MOST_IN_FULL).map(composeItem);
  const forest = composeForest(tests);
  return [
    ...(forest === null ? [] : [forest]),
    ...tests.slice(0, MOST_IN_FULL).map((test) => composeTest(test, memory)),
    ...composeOthers(others),
    composeHowWeDecide(tests),
  ];
}

/** Blocks of the rest a mail still has room for; the CSV has all (judgement). */
const MOST_IN_SHORT = 8;

function composeOthers(items: readonly ReturnType<typeof composeItem>[]): readonly Section[] {
  if (items.length === 0) return [];
  const rest = items.slice(MOST_IN_SHORT);
  const more: Phrase | null =
    rest.length === 0
      ? null
      : sayCounted(
          rest.length,
          '{0} more test in the CSV of this report.',
          '{0} more tests in the CSV of this report.',
        );
  return [{ kind: 'tests', title: 'More tests', items: items.slice(0, MOST_IN_SHORT), more, rest }];
}

/** "SMS tests, 16-22 Nov 2026: Variant B wins (Autumn Sale), 2 more tests". */
function composeSubject(input: ExperimentInput, tests: readonly JudgedTest[]): Phrase {
  const { filter } = input;
  const [first] = tests;
  const period = joinWith(', ', [
    sayTitleAndWindow(input),
    ...[...(filter.brands ?? []), ...(filter.tags ?? [])].map((name) => say`${text(name)} only`),
    filter.campaigns.length === 0 ? [] : say`${counted(filter.campaigns.length, 'campaign')} only`,
  ]);
  if (first === undefined) return [...period, ': ', ...say`no tests`];
  const more = tests.length - 1;
  const verdict: Phrase = [...describeTest(first).word, ' (', text(first.campaign.name), ')'];
  return [...period, ': ', ...joinWith(', ', [verdict, more === 0 ? [] : counted(more, 'more test')])];
}

function composeMaturity(tests: readonly JudgedTest[]): Phrase | null {
  const open = tests.filter(({ judgement }) => !judgement.isMature).length;
  if (open === 0) return null;
  if (tests.length === 1) return say`Windows of the test are still open; its effects are "so far"`;
  return sayCounted(
    open,
    'Windows of {0} of {1} are still open; its effects are "so far"',
    'Windows of {0} of {1} are still open; their effects are "so far"',
    [count(open), counted(tests.length, 'test')],
  );
}

function describeEmpty(input: ExperimentInput): Phrase {
  const next = sayNextRun(input);
  return joinWith(' ', [
    staleSince(input) === null
      ? say`No test was live or finished in this period.`
      : say`No test was live or finished in this period, as far as the source was read.`,
    next === null ? [] : say`Next report ${next}.`,
  ]);
}

function stoppedFeeds({ tests }: ExperimentInput): readonly string[] {
  return [...new Set(tests.flatMap(({ counts }) => counts.stoppedFeeds))].toSorted();
}

function composeBanners(input: ExperimentInput): readonly Banner[] {
  const stopped = stoppedFeeds(input);
  const feeds = joinPhrases(stopped.map((feed): Phrase => [term(feed)]));
  const missing: readonly Phrase[] =
    stopped.length === 0 ? [] : [say`No more ${feeds} arrive. Tests that need them are not decided.`];
  return [
    ...[...describeSilence(staleSince(input)), ...missing].map(
      (said): Banner => ({ tone: 'bad', text: said }),
    ),
    ...[...describeFilter(input), ...input.notices].map((said): Banner => ({ tone: 'neutral', text: said })),
  ];
}

function marksOf(input: ExperimentInput): readonly Mark[] {
  const isPartial = staleSince(input) !== null || stoppedFeeds(input).length > 0;
  return isPartial && !input.run.marks.includes('PARTIAL')
    ? [...input.run.marks, 'PARTIAL']
    : input.run.marks;
}

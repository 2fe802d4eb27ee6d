import { describe, expect, test } from 'vitest';
import { composeExperiment } from '../../../src/core/reports/experiment.ts';
import type { Words } from '../../../src/core/reports/figure.ts';
import type { ReportModel, TestSection } from '../../../src/core/reports/report-model.ts';
import { buildTest } from '../../support/build-judged-test.ts';
import { at } from '../../support/build-performance.ts';
import {
  buildExperiment,
  EXPERIMENT_SCENARIOS,
  GUARDRAIL,
  HOLDOUT,
  SPLIT_OFF,
  TIE,
  TOO_EARLY,
  WINNER,
} from '../../support/experiment-scenarios.ts';
import { say, sayFigure } from '../../support/say.ts';

const testsOf = ({ sections }: ReportModel): readonly TestSection[] =>
  sections.filter((section) => section.kind === 'test');

const first = (model: ReportModel): TestSection => {
  const [section] = testsOf(model);
  if (section === undefined) throw new Error('no test in the report');
  return section;
};

const wordsOf = (label: Words): string => (typeof label === 'string' ? label : say(label));

const factOf = (section: TestSection, label: string): string | undefined => {
  const found = [...section.facts, ...section.detail].find((fact) => wordsOf(fact.label).startsWith(label));
  return found === undefined ? undefined : say(found.said);
};

describe('the report on tests', () => {
  test('says all tests in one sentence, what asks for action first', () => {
    const model = composeExperiment(buildExperiment({ tests: [TOO_EARLY, WINNER, SPLIT_OFF] }));
    expect(say(model.headline)).toBe(
      '3 tests: 1 has a winner (Autumn Sale), 1 cannot be trusted (November news) and 1 is too early to call (VIP preview & gifts).',
    );
    expect(testsOf(model).map(({ verdict }) => verdict)).toEqual([
      'winner:v-2',
      'invalid_srm',
      'not_enough_data',
    ]);
  });

  test('gives the same model whatever the order of the tests', () => {
    const [one, other] = [
      [WINNER, TIE, GUARDRAIL],
      [GUARDRAIL, WINNER, TIE],
    ].map((tests) => JSON.stringify(composeExperiment(buildExperiment({ tests }))));
    expect(one).toBe(other);
  });

  test('says of an empty window that it is empty and when the next report comes, and no more', () => {
    const model = composeExperiment(buildExperiment());
    expect(say(model.headline)).toMatch(/^No test was live or finished in this period\. Next report /);
    expect(model.sections).toEqual([]);
  });

  test('marks a report PARTIAL whose feeds stopped, and names them', () => {
    const stopped = buildTest({
      arms: [
        { id: 'v-1', counts: { clicking: 300 } },
        { id: 'v-2', counts: { clicking: 310 } },
      ],
      counts: { stoppedFeeds: ['clicks'] },
    });
    const model = composeExperiment(buildExperiment({ tests: [stopped] }));
    expect(model.marks).toEqual(['PARTIAL']);
    expect(model.banners.map(({ text }) => say(text))).toEqual([
      'No more clicks arrive. Tests that need them are not decided.',
    ]);
    expect(first(model).effects).toEqual([]);
  });

  test('marks a report PARTIAL whose source fell silent', () => {
    const silent = at('2026-11-17T10:00');
    const newest = {
      messages: silent,
      receipts: silent,
      clicks: silent,
      conversions: silent,
      'opt-outs': silent,
    };
    const model = composeExperiment(buildExperiment({ newest, usualSilenceSeconds: 86_400 }));
    expect(model.marks).toEqual(['PARTIAL']);
    expect(say(model.headline)).toContain('as far as the source was read');
  });

  test('tells four tests in full and the rest in short', () => {
    const tests = Array.from({ length: 14 }, (_, number) => ({
      ...WINNER,
      campaign: { id: `c-${String(number).padStart(2, '0')}`, name: `Campaign ${number}` },
    }));
    const model = composeExperiment(buildExperiment({ tests }));
    expect(testsOf(model)).toHaveLength(4);
    const short = model.sections.find((section) => section.kind === 'tests');
    expect(short?.items).toHaveLength(8);
    expect(short?.rest).toHaveLength(2);
    expect(say(short?.more ?? [])).toBe('2 more tests in the CSV of this report.');
  });
});

describe('a test in full', () => {
  test('shows the first crossing as a fact of the log', () => {
    const section = first(composeExperiment(buildExperiment({ tests: [WINNER] })));
    expect(factOf(section, 'Looks')).toMatch(
      /^9 stored looks; Short CTA crossed the line on look 7, 2026-11-19T/,
    );
    const changed = {
      ...TOO_EARLY,
      looks: { ...WINNER.looks, firstWinner: { look: 1, asOf: at('2026-11-18T08:00'), arm: 'v-4' } },
    };
    const later = first(composeExperiment(buildExperiment({ tests: [changed] })));
    expect(factOf(later, 'Looks')).toContain('the verdict above is made from the data of now');
  });

  test('has no rate, pair or p where the split is off', () => {
    const section = first(composeExperiment(buildExperiment({ tests: [SPLIT_OFF] })));
    expect(section.effects).toEqual([]);
    expect(section.detail).toEqual([]);
    expect(section.tables.map(({ id }) => id)).toEqual(['arms']);
    expect(section.tables[0]?.columns.map(({ key }) => key)).not.toContain('outcome');
    expect(factOf(section, 'Split')).toContain('not as planned');
  });

  test('puts what decides nothing under its own heading', () => {
    const section = first(composeExperiment(buildExperiment({ tests: [TOO_EARLY] })));
    expect(section.detail.map(({ label }) => wordsOf(label))).toEqual([
      'Single look, Variant B against Variant A',
      'Chance to be the best (descriptive)',
      'Time to first click',
    ]);
    expect(factOf(section, 'Single look')).toContain('Right only if looked at once');
  });

  test('draws every range on one scale with 0 on it', () => {
    const { effects } = first(composeExperiment(buildExperiment({ tests: [TIE] })));
    expect(effects).toHaveLength(6);
    expect(new Set(effects.map(({ bar }) => bar?.zero)).size).toBe(1);
    for (const { bar } of effects) {
      const places = [bar?.lower ?? -1, bar?.estimate ?? -1, bar?.upper ?? -1];
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...places)).toBeLessThanOrEqual(1);
    }
  });

  test('compares each mailing with the holdout, the primary outcome first', () => {
    const section = first(composeExperiment(buildExperiment({ tests: [HOLDOUT] })));
    const table = section.tables.find(({ id }) => id === 'incrementality');
    expect(
      table?.rows
        .slice(0, 2)
        .map(([name, difference]) => [
          say(name?.note ?? []),
          sayFigure(difference?.figure ?? { kind: 'text', text: '' }),
        ]),
    ).toEqual([
      ['Mens e-mail against No message', '7.7 points'],
      ['Womens e-mail against No message', '4.5 points'],
    ]);
    const arms = section.tables.find(({ id }) => id === 'arms');
    expect(arms?.rows).toHaveLength(3);
  });

  test('compares send times at the same age', () => {
    const times = { ...WINNER, plan: { ...WINNER.plan, tested: 'send-time' as const } };
    const section = first(composeExperiment(buildExperiment({ tests: [times] })));
    expect(factOf(section, 'Same age')).toContain('compared at the same age');
    expect(factOf(section, 'Decided on')).toContain('within 72 h after sending');
  });

  test('remembers past tests of the theme, whatever the capitals', () => {
    const comparison = {
      reference: 'Long CTA',
      compared: 'Short CTA',
      tests: [1, 2, 3].map((number) => ({
        campaignId: `c-${number}`,
        name: `Past ${number}`,
        assignedFrom: null,
        result: 'tie' as const,
        effect: null,
      })),
      wins: 1,
      losses: 0,
      ties: 2,
      harmful: 0,
      pooled: { lift: 0.03, lower: -0.02, upper: 0.08, tests: 3, tauSquared: 0, iSquared: 0, q: 1 },
    };
    const theme = {
      theme: 'Call to action FIRST or last',
      tested: 'call-to-action' as const,
      outcome: 'click',
      comparisons: [comparison],
      leftOut: [],
    };
    const memory = { themes: [theme], withoutTheme: 0 };
    const section = first(composeExperiment(buildExperiment({ tests: [WINNER], memory })));
    expect(factOf(section, 'Past tests')).toBe(
      'Short CTA against Long CTA: 3 tests, 1 win, 0 losses, pooled 3 % (-2 % to 8 %).',
    );
    const none = first(composeExperiment(buildExperiment({ tests: [TIE], memory })));
    expect(factOf(none, 'Past tests')).toBeUndefined();
  });
});

describe('every scenario', () => {
  const models = Object.entries(EXPERIMENT_SCENARIOS).map(
    ([name, input]) => [name, composeExperiment(input)] as const,
  );

  test.each(models)('%s has no impossible number', (_name, model) => {
    expect(JSON.stringify(model).match(/NaN|Infinity|undefined/g)).toBeNull();
  });

  test.each(models)('%s has phrases without doubled spaces or loose ends', (_name, model) => {
    const said = testsOf(model).flatMap(({ sentence, why, next, question, facts, detail }) => [
      sentence,
      why,
      next,
      question,
      ...[...facts, ...detail].map((fact) => fact.said),
    ]);
    for (const phrase of [model.subject, model.preheader, model.headline, ...said]) {
      expect(say(phrase)).toMatch(/^\S/);
      expect(say(phrase)).not.toMatch(/ {2}|\s$|\.\.|\b1 (tests|contacts|wins|similar sends)\b/);
    }
  });
});

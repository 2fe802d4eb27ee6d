import { describe, expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { Section } from '../../../src/core/reports/report-model.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { buildPerformance } from '../../support/build-performance.ts';
import { GUARDRAIL, SPLIT_OFF, TIE, TOO_EARLY, WINNER } from '../../support/experiment-scenarios.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { say } from '../../support/say.ts';

const kindOf = <K extends Section['kind']>(sections: readonly Section[], kind: K) =>
  sections.find((section): section is Extract<Section, { kind: K }> => section.kind === kind);

const busy = PERFORMANCE_SCENARIOS['with-tests'] ?? buildPerformance();

describe('tests in the performance report', () => {
  test('have a block each, three at most, the most urgent ones; the rest is counted', () => {
    const section = kindOf(composePerformance(busy).sections, 'tests');
    expect(section?.items.map(({ verdict }) => verdict)).toEqual([
      'guardrail_breached:v-8',
      'winner:v-2',
      'invalid_srm',
    ]);
    expect(say(section?.more ?? [])).toMatch(/^2 more tests in the CSV/);
  });

  test('join what is to decide without making it more than three', () => {
    const note = kindOf(composePerformance(busy).sections, 'note');
    expect(note?.title).toBe('To decide');
    expect(note?.lines.length).toBeLessThanOrEqual(3);
    expect(note?.lines.map(say).join(' ')).toContain(
      'Do not use Variant B (Black Friday, early): 1.0 points more opt-outs',
    );
  });

  test('ask for the use of a winner, with its difference and counts', () => {
    const model = composePerformance(
      buildPerformance({ total: buildBlast({ attempted: 30_000 }), tests: [WINNER] }),
    );
    const lines = kindOf(model.sections, 'note')?.lines.map(say);
    expect(lines).toContain(
      'Use Short CTA (Autumn Sale): 1.2 points (range 0.6 points to 1.8 points) in clicks; 480 of 14996 clicked against 300 of 15004.',
    );
    expect(say(model.subject)).toMatch(/a test has a winner$/);
  });

  test('ask for nothing while they are too early or tied', () => {
    const model = composePerformance(
      buildPerformance({ total: buildBlast({ attempted: 30_000 }), tests: [TOO_EARLY, TIE] }),
    );
    expect(model.sections.find(({ title }) => title === 'To decide')).toBeUndefined();
    expect(kindOf(model.sections, 'tests')?.items).toHaveLength(2);
  });

  test('keep the table of variants from reading as a second answer', () => {
    const table = composePerformance({ ...busy, tests: [WINNER, SPLIT_OFF] }).sections.find(
      ({ title }) => title === 'Variants',
    );
    expect(table?.kind === 'table' ? say(table.intro ?? []) : '').toBe(
      'Per delivered message, to describe; which variant is better is said under Tests. Do not compare the variants of November news: they got different people.',
    );
  });

  test('keep the variants of wrong data from being compared, too', () => {
    const wrong = {
      ...WINNER,
      judgement: { ...WINNER.judgement, verdict: { id: 'invalid_data', reason: 'two currencies' } as const },
    };
    const table = composePerformance({ ...busy, tests: [wrong] }).sections.find(
      ({ title }) => title === 'Variants',
    );
    expect(table?.kind === 'table' ? say(table.intro ?? []) : '').toBe(
      'Per delivered message, to describe; which variant is better is said under Tests. Do not compare the variants of Autumn Sale: the data of that test are wrong.',
    );
  });

  test('are told also when nothing was sent in the window', () => {
    const model = composePerformance(buildPerformance({ tests: [GUARDRAIL] }));
    expect(kindOf(model.sections, 'tests')?.items).toHaveLength(1);
  });

  test('leave no trace where there is none', () => {
    const model = composePerformance(buildPerformance({ total: buildBlast({ attempted: 30_000 }) }));
    expect(kindOf(model.sections, 'tests')).toBeUndefined();
  });
});

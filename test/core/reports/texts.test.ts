import { describe, expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { SentText } from '../../../src/core/reports/performance-details.ts';
import { addCohorts, buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { buildPerformance } from '../../support/build-performance.ts';
import { NO_DETAILS } from '../../support/no-details.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { say } from '../../support/say.ts';

const CURLY = `${'x'.repeat(40)}’${'y'.repeat(40)}`;

function cohort(attempted: number, parts: number, currencies: readonly [string, number][] = [['EUR', 1]]) {
  const blast = buildBlast({ attempted });
  return buildCohort({
    ...blast,
    counts: { ...blast.counts, parts },
    money: currencies.map(([currency, euros]) => ({ currency, costMicro: euros * 1e6, revenueMicro: 0 })),
  });
}

function lines(text: string, own = cohort(41_200, 82_400, [['EUR', 1_648]]), over: Partial<SentText> = {}) {
  const model = composePerformance(
    buildPerformance({
      total: own,
      campaigns: [{ id: 'c-1', name: 'Sale', cohort: own }],
      variants: [{ campaignId: 'c-1', campaign: 'Sale', id: 'v-1', label: 'A', cohort: own }],
      details: {
        ...NO_DETAILS,
        texts: [{ campaignId: 'c-1', variantId: 'v-1', text, provider: 'infobip', packing: {}, ...over }],
      },
    }),
  );
  const notes = model.sections.flatMap((one) => (one.kind === 'note' ? [one] : []));
  const toDecide = notes.filter(({ title }) => title === 'To decide');
  return {
    said: notes
      .filter(({ title }) => title === 'Texts that take more parts')
      .flatMap((note) => note.lines.map(say)),
    decided: toDecide.flatMap((note) => note.lines.map(say)),
    worth: toDecide.flatMap(({ asked = [] }) => asked.map((one) => say(one.worth))),
  };
}

describe('texts that take more parts', () => {
  test('say the character, the parts, the real cost and what other writing would have saved', () => {
    const { said, decided, worth } = lines(CURLY);
    expect(said).toEqual([
      "Sale: a curly apostrophe (’) at character 41 makes it UCS-2: 2 parts × 41200 messages = EUR 1648.00; writing ' keeps it in 1 part, 41200 parts and EUR 824.00 less.",
    ]);
    expect(decided).toEqual([
      "Rewrite the text of Sale: a curly apostrophe (’) at character 41 makes it UCS-2; writing ' keeps it in 1 part.",
    ]);
    expect(worth).toEqual([
      'Worth 41200 parts and EUR 824.00 less, each time it goes to as many contacts at the same price.',
    ]);
  });

  test('are silent when nothing simple takes fewer', () => {
    expect(lines('Plain and short').said).toEqual([]);
    expect(lines('ж'.repeat(100)).said).toEqual([]);
    expect(lines('Don’t').said).toEqual([]);
  });

  test('count what was billed where the provider wrote it otherwise itself', () => {
    expect(lines(CURLY, cohort(1_000, 1_000)).said).toEqual([]);
    expect(lines(CURLY, cohort(1_000, 1_500, [['EUR', 30]])).said).toEqual([
      "Sale: a curly apostrophe (’) at character 41 makes it UCS-2: 2 parts × 1000 messages (1500 parts billed) = EUR 30.00; writing ' keeps it in 1 part, 500 parts and EUR 10.00 less.",
    ]);
  });

  test('never add currencies, and name no cost where none is known', () => {
    const two = cohort(1_000, 2_000, [
      ['EUR', 20],
      ['NOK', 300],
    ]);
    expect(lines(CURLY, two).said[0]).toContain('= EUR 20.00 and NOK 300.00; writing');
    expect(lines(CURLY, two).said[0]).toContain('1000 parts, EUR 10.00 and NOK 150.00 less');
    expect(lines(CURLY, cohort(1_000, 2_000, [])).said[0]).toContain('1000 messages; writing');
  });

  test('say that a placeholder has no known length instead of a cost', () => {
    expect(lines('Hi {name}, don’t miss it').said).toEqual([
      'Sale: a curly apostrophe (’) at character 15 makes it UCS-2; how many parts it takes depends on {name}, whose length is not known here.',
    ]);
    expect(lines('Hi {name}, привет').said).toEqual([]);
  });

  test("flag what LINK Mobility's API does not take, there alone", () => {
    expect(lines('Party 🎉', undefined, { provider: 'link_mobility' }).said).toEqual([
      "Sale: LINK Mobility's API does not take the emoji 🎉.",
    ]);
    expect(lines('Party 🎉').said).toEqual([]);
  });

  test('use the tables of a provider that uses them', () => {
    const spanish = `${'á'.repeat(60)}${'x'.repeat(60)}`;
    expect(lines(spanish).said).toHaveLength(1);
    expect(lines(spanish, undefined, { packing: { languages: ['spanish'] } }).said).toEqual([]);
  });

  test('ask for a decision only where the parts are many and a share of the bill', () => {
    expect(lines(CURLY, cohort(900, 1_800)).decided).toEqual([]);
    const small = cohort(1_100, 2_200);
    const model = composePerformance({
      ...(PERFORMANCE_SCENARIOS['costly-texts'] ?? buildPerformance()),
      total: addCohorts([small, cohort(90_000, 90_000)]),
    });
    expect(JSON.stringify(model.sections)).toContain('Rewrite the text of');
  });
});

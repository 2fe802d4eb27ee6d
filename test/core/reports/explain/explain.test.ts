import { describe, expect, test } from 'vitest';
import type { Cohort } from '../../../../src/core/counts.ts';
import { explainCost } from '../../../../src/core/reports/explain/cost-per-message.ts';
import { explainRange } from '../../../../src/core/reports/explain/out-of-range.ts';
import { explainTimeToClick } from '../../../../src/core/reports/explain/time-to-click.ts';
import { explainUnknown } from '../../../../src/core/reports/explain/unknown-receipts.ts';
import { findWaste } from '../../../../src/core/reports/explain/wasted-spend.ts';
import { composePerformance } from '../../../../src/core/reports/performance.ts';
import type { PerformanceInput } from '../../../../src/core/reports/performance-input.ts';
import { readPerformance } from '../../../../src/core/reports/reading.ts';
import { addCohorts, buildBlast, buildCohort } from '../../../support/build-cohort.ts';
import { at, buildPerformance } from '../../../support/build-performance.ts';
import { NO_DETAILS } from '../../../support/no-details.ts';
import { say } from '../../../support/say.ts';

function before(total: Cohort): PerformanceInput['before'] {
  const base = buildPerformance().before;
  return base === null ? null : { ...base, total };
}

/** 20,000 messages of so many parts at so much a part. */
function priced(parts: number, priceMicro: number, attempted = 20_000): Cohort {
  const blast = buildBlast({ attempted });
  return buildCohort({
    ...blast,
    counts: { ...blast.counts, parts: attempted * parts },
    money: [{ currency: 'EUR', costMicro: attempted * parts * priceMicro, revenueMicro: 0 }],
  });
}

describe('cost per message', () => {
  const linesOf = (different: Partial<PerformanceInput>): readonly string[] =>
    explainCost(readPerformance(buildPerformance(different))).map(({ line }) => say(line));

  test('tells longer texts from a dearer part, and names the campaign with most of it', () => {
    const campaigns = [
      { id: 'a', name: 'Plain', cohort: priced(1, 40_000) },
      { id: 'b', name: 'Emoji', cohort: priced(2, 40_000) },
    ];
    const total = addCohorts(campaigns.map(({ cohort }) => cohort));
    expect(linesOf({ total, campaigns, before: before(priced(1, 40_000)) })).toEqual([
      'A message cost EUR 0.06 after EUR 0.04 (50 %): 1.50 parts a message after 1.00; most of it in Emoji.',
    ]);
    expect(linesOf({ total: priced(1, 50_000), before: before(priced(1, 40_000)) })).toEqual([
      'A message cost EUR 0.05 after EUR 0.04 (25 %): EUR 0.05 a part after EUR 0.04.',
    ]);
    expect(linesOf({ total: priced(2, 50_000), before: before(priced(1, 40_000)) })).toEqual([
      'A message cost EUR 0.10 after EUR 0.04 (150 %): 113 % came with 2.00 parts a message after 1.00, 38 % with EUR 0.05 a part after EUR 0.04.',
    ]);
  });

  test('is silent below a tenth, below a thousand messages, and across currencies', () => {
    expect(linesOf({ total: priced(1, 43_000), before: before(priced(1, 40_000)) })).toEqual([]);
    expect(linesOf({ total: priced(2, 40_000, 900), before: before(priced(1, 40_000)) })).toEqual([]);
    const kroner = buildCohort({
      ...priced(2, 40_000),
      money: [{ currency: 'NOK', costMicro: 1e9, revenueMicro: 0 }],
    });
    expect(linesOf({ total: kroner, before: before(priced(1, 40_000)) })).toEqual([]);
  });
});

describe('time to click', () => {
  const clicked = (p50: number, n = 3_000): Cohort =>
    buildCohort({
      ...buildBlast({ attempted: 50_000 }),
      clickAge: { n, p50, p80: p50 * 8, p95: p50 * 60 },
    });
  const history = [500, 540, 560, 520, 530].map((p50) => clicked(p50));
  const linesOf = (total: Cohort, different: Partial<PerformanceInput> = {}): readonly string[] =>
    explainTimeToClick(
      readPerformance(buildPerformance({ total, before: before(clicked(540)), history, ...different })),
    ).map(({ line }) => say(line));

  test('says that people click later than in any own window', () => {
    expect(linesOf(clicked(900))).toEqual([
      'People click later: half of 3000 first clicks came within 900 s, before within 540 s; later than in any of your last 5 windows.',
    ]);
    expect(linesOf(clicked(300))[0]).toMatch(/^People click sooner/);
  });

  test('is silent inside the own range, for few clicks, and of young windows that look quick', () => {
    expect(linesOf(clicked(900), { history: [...history, clicked(1_000)] })).toEqual([]);
    expect(linesOf(clicked(900, 150))).toEqual([]);
    expect(linesOf(clicked(600))).toEqual([]);
    expect(linesOf(clicked(300), { outcomesCloseAt: at('2026-11-27T14:00') })).toEqual([]);
    expect(linesOf(clicked(900), { history: history.slice(0, 2) })).toEqual([]);
  });
});

describe('a response outside the own range', () => {
  const linesOf = (clicking: number, different: Partial<PerformanceInput> = {}): readonly string[] =>
    explainRange(
      readPerformance(
        buildPerformance({ total: buildBlast({ attempted: 100_000, clicking }), ...different }),
      ),
    ).map(({ line }) => say(line));

  test('is told with the end of the range it left', () => {
    expect(linesOf(0.09)).toEqual([
      'Click-through, 9.0 %, is above all of your last 8 windows (at most 7.9 %).',
    ]);
    expect(linesOf(0.05)).toEqual([
      'Click-through, 5.0 %, is below all of your last 8 windows (at least 6.9 %).',
    ]);
  });

  test('is not told inside it, just outside it, of few people, or below it while clicks still come', () => {
    expect(linesOf(0.075)).toEqual([]);
    expect(linesOf(0.081)).toEqual([]);
    expect(linesOf(0.09, { total: buildBlast({ attempted: 900, clicking: 0.09 }) })).toEqual([]);
    expect(linesOf(0.05, { outcomesCloseAt: at('2026-11-27T14:00') })).toEqual([]);
    expect(linesOf(0.09, { history: [] })).toEqual([]);
  });
});

describe('unknown receipts', () => {
  const linesOf = (different: Partial<PerformanceInput>): readonly string[] =>
    explainUnknown(readPerformance(buildPerformance(different))).map(({ line }) => say(line));

  test('says that more messages than ever have no answer, and where', () => {
    const campaigns = [
      { id: 'a', name: 'Usual', cohort: buildBlast({ attempted: 20_000, unknown: 0.01 }) },
      { id: 'b', name: 'Abroad', cohort: buildBlast({ attempted: 20_000, unknown: 0.09, delivered: 0.9 }) },
    ];
    const total = addCohorts(campaigns.map(({ cohort }) => cohort));
    expect(linesOf({ total, campaigns })).toEqual([
      '5.0 % of 40000 messages never got a final receipt, in your last 8 windows at most 1.0 %; most of them in Abroad (1800 of 20000).',
    ]);
  });

  test('is silent below a point more, and without a history', () => {
    expect(linesOf({ total: buildBlast({ attempted: 40_000, unknown: 0.018 }) })).toEqual([]);
    const total = buildBlast({ attempted: 40_000, unknown: 0.09, delivered: 0.9 });
    expect(linesOf({ total, history: [] })).toEqual([]);
  });
});

describe('money spent for nothing', () => {
  const breach = {
    personId: 1,
    contactId: 'c-1',
    campaignId: 'a',
    campaign: 'Sale',
    isPromotional: true,
    isDelivered: true,
    isStopped: false,
    sentS: 1_000_000,
    askedS: 900_000,
    currency: 'EUR',
    costMicro: 41_000,
  };

  test('is counted and priced, on dead numbers and on people who had opted out', () => {
    const input = buildPerformance({
      total: buildBlast({ attempted: 10_000 }),
      knownBad: { messages: 412, contacts: 398, costs: [{ currency: 'EUR', costMicro: 16_892_000 }] },
      details: {
        ...NO_DETAILS,
        optOuts: {
          breaches: [
            breach,
            { ...breach, personId: 2 },
            { ...breach, personId: 3, isStopped: true },
            { ...breach, personId: 4, isPromotional: false },
          ],
          isCut: false,
          times: null,
        },
      },
    });
    const model = composePerformance(input);
    const section = model.sections.find((one) => one.kind === 'note' && one.id === 'wasted');
    expect(section?.kind === 'note' ? section.lines.map(say) : []).toEqual([
      'Spent for nothing: EUR 16.89 on 412 messages to 398 numbers that had failed for good before and EUR 0.08 on 2 promotional messages to people who had opted out.',
    ]);
  });

  test('is counted without a price where no cost is known, and nothing is said of nothing', () => {
    const knownBad = { messages: 1, contacts: 1, costs: [] };
    const [waste] = findWaste(readPerformance(buildPerformance({ knownBad })));
    expect(say(waste?.said ?? [])).toBe('1 message to 1 number that had failed for good before');
    expect(findWaste(readPerformance(buildPerformance()))).toEqual([]);
  });
});

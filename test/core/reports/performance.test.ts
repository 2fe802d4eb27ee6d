import { describe, expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { ReportModel, TableSection } from '../../../src/core/reports/report-model.ts';
import { addCohorts, buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { at, buildPerformance } from '../../support/build-performance.ts';
import { compose, oneCampaign, sectionOf } from '../../support/composed.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { say, sayFigure } from '../../support/say.ts';

function tableOf(model: ReportModel, id: string): TableSection | undefined {
  return model.sections.find((one): one is TableSection => one.kind === 'table' && one.id === id);
}

function decisions(model: ReportModel): string[] {
  return model.sections.flatMap((one) =>
    one.kind === 'note' && one.title === 'To decide' ? one.lines.map(say) : [],
  );
}

describe('headline', () => {
  test.each([
    [
      'one contact',
      buildCohort({
        counts: { attempted: 1, delivered: 1, deliveredContacts: 1, linkedContacts: 1, clickingContacts: 1 },
      }),
      'You sent 1 campaign with 1 message; 1 was delivered, 1 contact clicked, 0 converted and 0 opted out.',
    ],
    [
      'all failed',
      buildCohort({ counts: { attempted: 8, failed: 8 } }),
      'You sent 1 campaign with 8 messages; none was delivered.',
    ],
    [
      'one failed',
      buildCohort({ counts: { attempted: 1, failed: 1 } }),
      'You sent 1 campaign with 1 message; it was not delivered.',
    ],
    [
      'all canceled',
      buildCohort({ counts: { attempted: 3, canceled: 3 } }),
      'You sent 1 campaign with 3 messages; all were canceled.',
    ],
    [
      'all in process',
      buildCohort({ counts: { attempted: 3, inProcess: 3 } }),
      'You sent 1 campaign with 3 messages; all are still in process.',
    ],
    [
      'some in process, none delivered',
      buildCohort({ counts: { attempted: 3, inProcess: 2, failed: 1 } }),
      'You sent 1 campaign with 3 messages; none was delivered so far, 2 still in process.',
    ],
    [
      'no links',
      buildCohort({ counts: { attempted: 9, delivered: 9, deliveredContacts: 9 } }),
      'You sent 1 campaign with 9 messages; 9 were delivered, 0 converted and 0 opted out.',
    ],
  ])('reads sensibly for %s', (_what, cohort, words) => {
    expect(say(compose(oneCampaign(cohort)).headline)).toBe(words);
  });

  test('gives no return on a handful of orders', () => {
    const words = (attempted: number): string =>
      say(compose(oneCampaign(buildBlast({ attempted }))).headline);
    expect(words(1_000)).not.toContain('net return');
    expect(words(10_000)).toContain('; net return EUR 5.40 per EUR 1.00 spent');
  });
});

describe('empty window', () => {
  test('is one sentence and the next date, not an empty scorecard', () => {
    const model = compose({});
    expect(say(model.headline)).toBe(
      'No campaigns in this period. Next report 2026-11-30T07:00:00Z Europe/Oslo.',
    );
    expect(model.sections).toEqual([]);
    expect(model.comparedWith).toBeNull();
    expect(say(model.subject)).toMatch(/: no campaigns$/);
  });

  test('admits that a silent source may hide campaigns', () => {
    const long = at('2026-11-10T10:00');
    const silent = { messages: long, receipts: long, clicks: long, conversions: long, 'opt-outs': long };
    const model = compose({ newest: silent, history: [], before: null });
    expect(model.marks).toEqual(['PARTIAL']);
    expect(say(model.headline)).toMatch(/^No campaigns in this period, as far as the source was read\./);
  });
});

describe('scorecard', () => {
  test('shows the delivery rate without unknown ones only above 2 %', () => {
    const beside = (unknown: number): string => {
      const model = compose(oneCampaign(buildBlast({ attempted: 10_000, unknown, delivered: 0.9 })));
      return say(sectionOf(model, 'scorecard')?.rows[0]?.beside ?? []);
    };
    expect(beside(0.02)).toBe('2.0 % unknown (200 of 10000)');
    expect(beside(0.03)).toBe('92.8 % without unknown (9000 of 9700); 3.0 % unknown (300 of 10000)');
    expect(beside(0)).toBe('');
  });

  test('lets nobody celebrate or worry about outcomes that still arrive', () => {
    const cohort = buildBlast({ attempted: 100_000, clicking: 0.05 });
    const row = (outcomesCloseAt: string): unknown => {
      const model = compose({ ...oneCampaign(cohort), outcomesCloseAt: at(outcomesCloseAt) });
      return sectionOf(model, 'scorecard')?.rows.find(({ metric }) => metric === 'click-through')?.change;
    };
    expect(row('2026-11-22T00:00')).toMatchObject({ direction: 'down', tone: 'bad' });
    expect(row('2026-11-26T00:00')).toMatchObject({ direction: 'down', tone: 'neutral' });
  });

  test('names no window to compare with where there is none', () => {
    const cohort = buildBlast({ attempted: 1_000 });
    const first = sectionOf(compose({ ...oneCampaign(cohort), before: null, history: [] }), 'scorecard');
    expect(first?.previousLabel).toBeUndefined();
    expect(first?.medianLabel).toBeUndefined();
    const second = sectionOf(compose({ ...oneCampaign(cohort), history: [cohort, cohort] }), 'scorecard');
    expect(second?.previousLabel).toBe('Week before');
    expect(second?.medianLabel).toBeUndefined();
  });

  test('says that nothing was sent in the window before', () => {
    const cohort = buildBlast({ attempted: 1_000 });
    const before = { window: buildPerformance().window, total: buildCohort() };
    const card = sectionOf(compose({ ...oneCampaign(cohort), before }), 'scorecard');
    expect(new Set(card?.rows.map(({ previous }) => sayFigure(previous)))).toEqual(
      new Set(['n/a (nothing sent)']),
    );
  });

  test('says once that there are too few, beside the count', () => {
    const card = sectionOf(compose(oneCampaign(buildBlast({ attempted: 40 }))), 'scorecard');
    expect(sayFigure(card?.rows[0]?.value ?? { kind: 'none', reason: '' })).toBe('too few');
    expect(say(card?.rows[0]?.counts ?? [])).toBe('38 of 40 messages');
  });

  test('keeps currencies apart, each return with its amounts', () => {
    const card = sectionOf(
      composePerformance(PERFORMANCE_SCENARIOS['mixed-currencies'] ?? buildPerformance()),
      'scorecard',
    );
    const said = (id: string): string => {
      const row = card?.rows.find(({ metric }) => metric === id);
      return row === undefined ? '' : `${sayFigure(row.value)} (${say(row.counts)}) ${say(row.beside ?? [])}`;
    };
    expect(said('net-roi')).toBe(
      'EUR 5.36 and NOK 5.51 (for each 1.00 spent: EUR 3650.00 revenue, EUR 574.00 cost; NOK 28106.00 revenue, NOK 4320.00 cost) ',
    );
    expect(said('revenue-per-delivered')).toContain(
      'n/a (revenue in EUR and NOK) (21850 delivered messages) revenue EUR 3650.00 and NOK 28106.00',
    );
  });

  test('takes the median of the own windows, the middle two averaged', () => {
    const model = compose(oneCampaign(buildBlast({ attempted: 100_000 })));
    const row = sectionOf(model, 'scorecard')?.rows.find(({ metric }) => metric === 'click-through');
    expect(row?.median).toEqual({ kind: 'rate', value: expect.closeTo(0.07205, 4) });
  });

  test('has no median from fewer than three windows', () => {
    const cohort = buildBlast({ attempted: 10_000 });
    const model = compose({ ...oneCampaign(cohort), history: [cohort, cohort] });
    expect(sectionOf(model, 'scorecard')?.rows[0]?.median).toEqual({
      kind: 'none',
      reason: 'too short a history',
    });
  });
});

describe('tables', () => {
  test('show 15 campaigns in the mail, largest first, and keep the rest for the CSV', () => {
    const campaigns = Array.from({ length: 22 }, (_, index) => ({
      id: `c-${index}`,
      name: `Campaign ${index}`,
      cohort: buildBlast({ attempted: 1_000 + index }),
    }));
    const model = compose({ campaigns, total: addCohorts(campaigns.map(({ cohort }) => cohort)) });
    const table = tableOf(model, 'campaigns');
    expect(table?.rows).toHaveLength(15);
    expect(table?.omitted).toBe(7);
    expect(table?.rest).toHaveLength(7);
    expect(sayFigure(table?.rows[0]?.[0]?.figure ?? { kind: 'count', value: 0 })).toBe('Campaign 21');
    expect(say(table?.intro ?? [])).toBe('No campaign stands out in click-through by more than chance.');
  });

  test.each(Object.entries(PERFORMANCE_SCENARIOS))('have one cell per column in %s', (_name, input) => {
    const tables = composePerformance(input).sections.filter((one) => one.kind === 'table');
    for (const { columns, rows, rest = [], omitted } of tables) {
      for (const row of [...rows, ...rest]) expect(row).toHaveLength(columns.length);
      expect(omitted).toBe(rest.length);
      expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
    }
    expect(tables.length).toBe(input.campaigns.length === 0 ? 0 : tables.length);
  });

  test('name the best and the worst campaign when chance does not explain them', () => {
    const intro = tableOf(
      composePerformance(PERFORMANCE_SCENARIOS['clear-change'] ?? buildPerformance()),
      'campaigns',
    )?.intro;
    expect(say(intro ?? [])).toBe(
      'Highest click-through: Autumn Sale (9.5 %, 4674 of 49448). Lowest click-through: November news (6.0 %, 2725 of 45120).',
    );
  });

  test('name no best campaign for a lead that one of many has by chance', () => {
    const intro = (others: number): string => {
      const lucky = { id: 'l', name: 'Lucky', cohort: buildBlast({ attempted: 2_000, clicking: 0.095 }) };
      const rest = Array.from({ length: others }, (_, index) => ({
        id: `${index}`,
        name: `No. ${index}`,
        cohort: buildBlast({ attempted: 40_000 / others }),
      }));
      const campaigns = [lucky, ...rest];
      return say(
        tableOf(compose({ campaigns, total: addCohorts(campaigns.map(({ cohort }) => cohort)) }), 'campaigns')
          ?.intro ?? [],
      );
    };
    expect(intro(1)).toContain('Highest click-through: Lucky');
    expect(intro(20)).toBe('No campaign stands out in click-through by more than chance.');
  });

  test('leave out variants where a campaign has only one', () => {
    const cohort = buildBlast({ attempted: 500 });
    const variant = { campaignId: 'c-1', campaign: 'One', id: 'v-1', label: 'A', cohort };
    expect(tableOf(compose({ ...oneCampaign(cohort), variants: [variant] }), 'variants')).toBeUndefined();
    const other = { ...variant, id: 'v-2', label: 'B' };
    expect(
      tableOf(compose({ ...oneCampaign(cohort), variants: [variant, other] }), 'variants')?.rows,
    ).toHaveLength(2);
  });
});

describe('decisions', () => {
  test('are silent in a usual week', () => {
    expect(decisions(compose(oneCampaign(buildBlast({ attempted: 100_000 }))))).toEqual([]);
  });

  test('are silent for small numbers, however bad', () => {
    expect(
      decisions(compose(oneCampaign(buildBlast({ attempted: 400, optingOut: 0.2, delivered: 0.3 })))),
    ).toEqual([]);
  });

  test('are silent on fewer than 20 opt-outs, though they are beyond chance', () => {
    const words = (optingOut: number): readonly string[] =>
      decisions(compose(oneCampaign(buildBlast({ attempted: 1_500, optingOut }))));
    expect(words(0.013)).toEqual([]);
    expect(words(0.015)).toHaveLength(1);
  });

  test('name the campaign with the excess of opt-outs, not the largest', () => {
    const large = buildBlast({ attempted: 90_000 });
    const tiring = buildBlast({ attempted: 9_000, optingOut: 0.05 });
    const [line] = decisions(
      compose({
        total: addCohorts([large, tiring]),
        campaigns: [
          { id: '1', name: 'Large', cohort: large },
          { id: '2', name: 'Tiring', cohort: tiring },
        ],
      }),
    );
    expect(line).toContain('most of the excess after Tiring (428 of 8550)');
  });

  test('need a history to know what is usual', () => {
    const cohort = buildBlast({ attempted: 90_000, optingOut: 0.05 });
    expect(decisions(compose({ ...oneCampaign(cohort), history: [] }))).toEqual([]);
  });

  test('notice that one of several campaigns earns most of the revenue', () => {
    const cohorts = [0.03, 0.002, 0.002].map((converting) => buildBlast({ attempted: 20_000, converting }));
    const campaigns = cohorts.map((cohort, index) => ({ id: `${index}`, name: `No. ${index}`, cohort }));
    const lines = decisions(compose({ total: addCohorts(cohorts), campaigns }));
    expect(lines).toEqual([
      'Do not lean on one campaign: No. 0 brought 88.2 % of the revenue (EUR 14250.00 of EUR 16150.00, 3 campaigns).',
    ]);
  });
});

describe('every scenario', () => {
  const models = Object.entries(PERFORMANCE_SCENARIOS).map(
    ([name, input]) => [name, composePerformance(input)] as const,
  );

  test.each(models)('%s has no impossible number, no guessed cause and no opens', (_name, model) => {
    const json = JSON.stringify(model);
    expect(json.match(/NaN|Infinity|undefined|because |open rate/gi)).toBeNull();
  });

  test.each(models)('%s has phrases without doubled spaces or loose ends', (_name, model) => {
    const notes = model.sections.flatMap((one) => (one.kind === 'note' ? one.lines : []));
    for (const phrase of [model.subject, model.preheader, model.headline, ...notes]) {
      expect(say(phrase)).toMatch(/^\S/);
      expect(say(phrase)).not.toMatch(/ {2}|\s$|\b1 (messages|campaigns|contacts|opt-outs)\b/);
    }
  });

  test.each(Object.entries(PERFORMANCE_SCENARIOS))('%s gives the same model again', (_name, input) => {
    expect(JSON.stringify(composePerformance(input))).toBe(JSON.stringify(composePerformance(input)));
  });
});

test('hours below 100 contacts are marked unknown and have no bar', () => {
  const week = PERFORMANCE_SCENARIOS['clear-change'] ?? buildPerformance();
  const hours = sectionOf(composePerformance({ ...week, weekHours: null }), 'hours')?.hours ?? [];
  expect(sectionOf(composePerformance(week), 'hours')).toBeUndefined();
  expect(hours).toHaveLength(24);
  expect(hours.filter(({ known }) => known).map(({ hour }) => hour)).toEqual([9, 10, 12, 17, 18, 19]);
  expect(hours[8]).toMatchObject({
    known: false,
    share: 0,
    figure: { kind: 'say', words: 'too few' },
  });
  expect(hours[18]?.share).toBe(1);
});

test('a trend has every day of the window, those without messages as gaps', () => {
  const model = composePerformance(PERFORMANCE_SCENARIOS['clear-change'] ?? buildPerformance());
  const trend = sectionOf(model, 'trend');
  expect(trend?.points.map(({ day }) => day)).toEqual(
    [16, 17, 18, 19, 20, 21, 22].map((day) => `2026-11-${day}`),
  );
  expect(trend?.points.map(({ value }) => value === null)).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
    true,
  ]);
});

test('a metric nobody ever had a number for is named below instead of filling the scorecard', () => {
  const cohort = buildCohort({ counts: { attempted: 200, delivered: 200, deliveredContacts: 200 } });
  const newest = { ...buildPerformance().newest, conversions: null };
  const model = compose({ ...oneCampaign(cohort), newest, before: null, history: [] });
  const rows = sectionOf(model, 'scorecard')?.rows.map(({ metric }) => metric);
  expect(rows).toEqual(['delivery-rate', 'opt-out-rate']);
  expect(sectionOf(model, 'definitions')?.notes.map(say)).toContain(
    'No figures: Inferred reads (at least) (no click, reply or conversion seen); Click-through (no delivered message with a link); Conversion, Cost per conversion, Revenue per delivered message, Net return on cost (no conversions recorded yet); Time to first click, median (no clicks); Delivery time, median (no delivered messages); Cost (no cost recorded).',
  );
});

test('a single hour is nothing to compare', () => {
  const hours = [{ hour: 10, cohort: buildBlast({ attempted: 5_000 }) }];
  expect(
    sectionOf(compose({ ...oneCampaign(buildBlast({ attempted: 5_000 })), hours }), 'hours'),
  ).toBeUndefined();
});

test('the lowest day of a trend is one with a campaign', () => {
  const days = [200, 50].map((attempted, index) => ({
    day: `2026-11-1${7 + index}`,
    cohort: buildBlast({ attempted, delivered: 1, unknown: 0 }),
  }));
  const trend = sectionOf(compose({ ...oneCampaign(buildBlast({ attempted: 250 })), days }), 'trend');
  expect(say(trend?.alt ?? [])).toMatch(/: highest 200 on 2026-11-16T23.*, lowest 50 on 2026-11-17T23/);
});

test('how we counted defines what the mail shows and nothing else', () => {
  const few = compose(oneCampaign(buildBlast({ attempted: 1_000, clicking: 0, converting: 0, unknown: 0 })));
  const labels = sectionOf(few, 'definitions')?.items.map(({ label }) => label);
  expect(labels).toContain('Delivery rate');
  expect(labels).not.toContain('Unknown share');
  expect(labels).not.toContain('Delivery rate without unknown');
  expect(labels).not.toContain('Click-to-conversion');
});

import { describe, expect, test } from 'vitest';
import { DEFINITIONS_VERSION, RULE_VERSIONS } from '../../../src/core/count-rules.ts';
import { metricById } from '../../../src/core/metrics/catalogue.ts';
import { listDefinitions } from '../../../src/core/metrics/definitions.ts';
import { measure } from '../../../src/core/metrics/measure.ts';
import { type MailedReport, readTold, type ToldFigure } from '../../../src/core/reports/mailed-report.ts';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import { type Blast, buildBlast } from '../../support/build-cohort.ts';
import { at, buildPerformance, ZONE } from '../../support/build-performance.ts';
import { say } from '../../support/say.ts';

const RULES = {
  clicks: RULE_VERSIONS.clickRules,
  attribution: RULE_VERSIONS.attributionRules,
  codes: RULE_VERSIONS.codeTable,
  definitions: DEFINITIONS_VERSION,
};
const OLD_RULES = { ...RULES, clicks: 0 };
const SAID = { isPreliminary: false, rules: RULES };
const TOLD: Blast = { attempted: 100_000, clicking: 0.061 };

/** Last week's mail, told of one cohort, and that week counted now. */
function mailed(then: Blast, now: Blast, different: Partial<MailedReport> = {}): MailedReport {
  const told = buildBlast(then);
  const ids = [
    'delivery-rate',
    'click-through',
    'conversion-rate',
    'opt-out-rate',
    'cost',
    'net-roi',
  ] as const;
  return {
    runId: '4700',
    window: { from: at('2026-11-09T00:00'), to: at('2026-11-16T00:00'), timezone: ZONE },
    asOf: at('2026-11-16T08:00'),
    isPartial: false,
    restated: [],
    rules: RULES,
    figures: ids.map(
      (id): ToldFigure => ({ ...measure(metricById(id), told), metric: id, final: null, ...SAID }),
    ),
    now: buildBlast(now),
    ...different,
  };
}

/** What the next mail says about it. */
function linesOf(...reports: readonly MailedReport[]): readonly string[] {
  const model = composePerformance(buildPerformance({ total: buildBlast(TOLD), mailed: reports }));
  const section = model.sections.find((one) => one.kind === 'note' && one.id === 'restated');
  return section?.kind === 'note' ? section.lines.map(say) : [];
}

function figureOf(report: MailedReport, metric: string, different: Partial<ToldFigure>): MailedReport {
  return {
    ...report,
    figures: report.figures.map((figure) =>
      figure.metric === metric ? { ...figure, ...different } : figure,
    ),
  };
}

describe('a figure that was mailed', () => {
  test('is told again when late data moved it', () => {
    expect(linesOf(mailed(TOLD, { ...TOLD, clicking: 0.064 }))).toEqual([
      'Last week we told you click-through 6.1 % (5795 of 95000); with late data it is 6.4 % (6080 of 95000).',
    ]);
  });

  test('is not told again when nobody would see the difference', () => {
    expect(linesOf(mailed(TOLD, TOLD), mailed(TOLD, { ...TOLD, clicking: 0.0618 }))).toEqual([]);
  });

  test('is not told again inside the range that the mail itself expected', () => {
    const report = mailed(TOLD, { ...TOLD, clicking: 0.064 });
    const final = { share: 0.95, value: 0.0642, lower: 0.0625, upper: 0.066 };
    expect(linesOf(figureOf(report, 'click-through', { final, isPreliminary: true }))).toEqual([]);
    const narrow = { share: 0.99, value: 0.0616, lower: 0.061, upper: 0.062 };
    expect(linesOf(figureOf(report, 'click-through', { final: narrow, isPreliminary: true }))).toHaveLength(
      1,
    );
  });

  test('has to have moved twice as far when the mail called it preliminary without a range', () => {
    const linesWhen = (clicking: number, isPreliminary: boolean): readonly string[] =>
      linesOf(figureOf(mailed(TOLD, { ...TOLD, clicking }), 'click-through', { isPreliminary }));
    expect(linesWhen(0.0635, false)).toHaveLength(1);
    expect(linesWhen(0.0635, true)).toEqual([]);
    expect(linesWhen(0.066, true)).toHaveLength(1);
  });

  test('names corrections where something was taken back', () => {
    expect(linesOf(mailed(TOLD, { ...TOLD, clicking: 0.055 }))).toEqual([
      'Last week we told you click-through 6.1 % (5795 of 95000); after corrections in the source it is 5.5 % (5225 of 95000).',
    ]);
  });

  test('names the new rules, and the rules themselves once', () => {
    const report = mailed(TOLD, { ...TOLD, clicking: 0.055 }, { rules: OLD_RULES });
    expect(linesOf(figureOf(report, 'click-through', { rules: OLD_RULES }))).toEqual([
      `The rules that tell bots from people changed to version ${RULES.clicks} after our report of 2026-11-16T07:00:00Z.`,
      'Last week we told you click-through 6.1 % (5795 of 95000); by the new rules it is 5.5 % (5225 of 95000).',
    ]);
  });

  test('is not blamed on rules that it does not hang on', () => {
    const report = mailed({ ...TOLD, delivered: 0.95 }, { ...TOLD, delivered: 0.97 }, { rules: OLD_RULES });
    expect(linesOf(figureOf(report, 'delivery-rate', { rules: OLD_RULES }))[1]).toBe(
      'Last week we told you delivery rate 95.0 % (95000 of 100000); with late data it is 97.0 % (97000 of 100000).',
    );
  });

  test('is told for the first time when its data were missing then', () => {
    const missing = mailed(TOLD, TOLD, { isPartial: true });
    const nothing = { value: null, figure: { kind: 'none', reason: 'clicks are missing' } } as const;
    expect(linesOf(figureOf(missing, 'click-through', nothing))).toEqual([
      'Last week we could not tell you click-through, because data were missing; it is 6.1 % (5795 of 95000).',
    ]);
    expect(linesOf(figureOf({ ...missing, isPartial: false }, 'click-through', nothing))).toEqual([]);
  });

  test('names its window when it is older than last week, newest first, five lines at most', () => {
    const weeks = [1, 2, 3, 4].map((week) =>
      mailed(
        TOLD,
        { ...TOLD, clicking: 0.07, optingOut: 0.009 },
        {
          runId: String(4_700 - week),
          window: {
            from: at('2026-11-16T00:00').subtract({ hours: 168 * week }),
            to: at('2026-11-16T00:00').subtract({ hours: 168 * (week - 1) }),
            timezone: ZONE,
          },
        },
      ),
    );
    const lines = linesOf(...weeks.toReversed());
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^Last week we told you click-through/);
    expect(lines[2]).toMatch(/^For 2026-11-01T23:00:00Z\/2026-11-08T23:00:00Z we told you click-through/);
    expect(lines[4]).toBe('4 more in the CSV of this report.');
  });

  test('stays as it was while the feed it needs is missing now', () => {
    const input = buildPerformance({
      total: buildBlast(TOLD),
      mailed: [mailed(TOLD, { ...TOLD, clicking: 0.02 })],
    });
    const model = composePerformance({ ...input, newest: { ...input.newest, clicks: null } });
    expect(model.sections.some((one) => one.kind === 'note' && one.id === 'restated')).toBe(false);
  });
});

test('what a later mail said anew is the last word: only another move is told', () => {
  const first = mailed(TOLD, { ...TOLD, clicking: 0.0642 });
  const anew = measure(metricById('click-through'), buildBlast({ ...TOLD, clicking: 0.064 }));
  const second: MailedReport = {
    ...mailed(TOLD, TOLD),
    window: { from: at('2026-11-02T00:00'), to: at('2026-11-09T00:00'), timezone: ZONE },
    asOf: at('2026-11-17T08:00'),
    restated: [{ ...anew, metric: anew.id, from: '2026-11-08T23:00:00Z', to: '2026-11-15T23:00:00Z' }],
  };
  expect(linesOf(first)).toHaveLength(1);
  expect(linesOf(first, second)).toEqual([]);
  const moved = { ...first, now: buildBlast({ ...TOLD, clicking: 0.067 }) };
  expect(linesOf(moved, second)).toEqual([
    'Last week we told you click-through 6.4 % (6080 of 95000); with late data it is 6.7 % (6365 of 95000).',
  ]);
});

test('a stored report says what it told', () => {
  const model = composePerformance(buildPerformance({ total: buildBlast(TOLD) }));
  const told = readTold('1', JSON.parse(JSON.stringify(model)));
  expect(told.rules).toEqual(RULES);
  expect(told.figures.find(({ metric }) => metric === 'click-through')).toMatchObject({
    value: 0.061,
    numerator: 5_795,
    denominator: 95_000,
    final: null,
  });
});

test('a report stored before figures were kept as numbers says nothing', () => {
  const model = composePerformance(buildPerformance({ total: buildBlast(TOLD) }));
  const old = JSON.parse(
    JSON.stringify(model, (key, value: unknown) =>
      key === 'measured' || key === 'rules' ? undefined : value,
    ),
  );
  expect(readTold('1', old)).toMatchObject({ rules: null, figures: [] });
});

// whoever changes what a metric divides by what raises DEFINITIONS_VERSION, and then this list
test('the version of the definitions stands for these formulas', () => {
  expect(DEFINITIONS_VERSION).toBe(1);
  expect(listDefinitions().map(({ id, formula }) => `${id} = ${formula}`)).toMatchInlineSnapshot(`
    [
      "delivery-rate = delivered / (attempted - canceled - in process)",
      "delivery-rate-known = delivered / (attempted - canceled - in process - unknown)",
      "unknown-share = unknown / (attempted - canceled - in process)",
      "inferred-reads = reading contacts / delivered contacts",
      "click-through = clicking contacts / linked contacts",
      "click-through-raw = raw clicking contacts / linked contacts",
      "conversion-rate = converting contacts / delivered contacts",
      "click-to-conversion = converting contacts / clicking contacts",
      "opt-out-rate = opted out contacts / delivered contacts",
      "delivery-latency-median = median of receipt minus sending",
      "delivery-latency-p80 = 80th percentile of receipt minus sending",
      "time-to-click-median = median of first human click minus delivery",
      "time-to-click-p80 = 80th percentile of first human click minus delivery",
      "cost = cost",
      "revenue = revenue",
      "cost-per-conversion = cost / conversions",
      "revenue-per-delivered = revenue / delivered",
      "net-roi = (revenue - cost) / cost",
      "messages-after-opt-out = promotional messages sent after an opt-out of the same phone, before its next opt-in",
      "opt-out-honour-time = later of (the sending platform's own opt-out record, the last promotional message after it) minus the text that asked",
    ]
  `);
});

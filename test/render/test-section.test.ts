import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { composeExperiment } from '../../src/core/reports/experiment.ts';
import { csvOfReport } from '../../src/render/csv.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { buildTest } from '../support/build-judged-test.ts';
import { buildExperiment, TIE, WINNER } from '../support/experiment-scenarios.ts';

const templates = loadTemplates();
const render = (tests: Parameters<typeof buildExperiment>[0]) =>
  renderReport(composeExperiment(buildExperiment(tests)), templates);
const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Ten arms with the longest labels there can be: 45 pairs. */
const WIDE = buildTest({
  arms: Array.from({ length: 10 }, (_, arm) => ({
    id: `variant-${arm}`,
    label: `${arm} ${'ÅØÆ very long label '.repeat(12)}`,
    counts: { clicking: 300 + arm * 20, optedOut: 60 + 9 * arm },
  })),
});

describe('a rendered test', () => {
  it('draws each range as cells of one row whose widths add up to the whole', async () => {
    const { html } = await render({ tests: [TIE] });
    const bars = Array.from(html.matchAll(/<table[^>]*class="interval".*?<\/table>/gs), ([bar]) => bar);
    expect(bars).toHaveLength(6);
    for (const bar of bars) {
      const widths = Array.from(bar.matchAll(/<td[^>]* width="(\d+)%"/g), ([, width]) => Number(width));
      expect(widths.every((width) => width > 0)).toBe(true);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBe(100);
      expect(bar.match(/class="[^"]*zero/g)).toHaveLength(1);
      expect(bar.match(/class="point/g)).toHaveLength(1);
    }
  });

  it('says the verdict and what to do before any table, in html and in text', async () => {
    const { html, text } = await render({ tests: [WINNER] });
    for (const part of [html, text]) {
      expect(part.indexOf('Short CTA wins')).toBeGreaterThan(0);
      expect(part.indexOf('What to do')).toBeLessThan(part.indexOf('Difference'));
    }
    expect(html.indexOf('Short CTA wins')).toBeLessThan(html.indexOf('role="table"'));
  });

  it('names the meaning of each colour in words', async () => {
    const { html } = await render({ tests: [TIE] });
    expect(html).toContain('Variant B is better');
    expect(html).toContain('not told apart');
  });

  it('escapes what a label says', async () => {
    const arms = [
      { id: 'v-1', label: '<b>A</b>', counts: { clicking: 300 } },
      { id: 'v-2', label: '"><script>', counts: { clicking: 480 } },
    ];
    const { html } = await render({ tests: [buildTest({ arms })] });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<b>A</b>');
  });

  it('stays below 80 kB with a dozen tests of ten arms and the longest labels', async () => {
    const tests = Array.from({ length: 12 }, (_, number) => ({
      ...WIDE,
      campaign: { id: `c-${number}`, name: `${'Ω wide name '.repeat(30)}${number}` },
    }));
    const { html } = await render({ tests });
    expect(bytes(html)).toBeLessThan(80_000);
  });
});

describe('counts that cannot be', () => {
  const bad = [
    ['below 0', { clicking: -3 }],
    ['below 0 from the start', { assigned: -5 }],
    ['not whole', { clicking: 1.5 }],
    ['not numbers', { assigned: Number.NaN }],
    ['above the contacts', { clicking: 20_000 }],
    ['of nobody', { assigned: 0, clicking: 0, optedOut: 0, notDelivered: 0 }],
  ] as const;

  it.each(bad)(
    '%s are a verdict with its reason in the mail, never a number or a failed report',
    async (_, counts) => {
      const arms = [
        { id: 'v-1', counts: { clicking: 300 } },
        { id: 'v-2', counts },
      ];
      const { text } = await render({ tests: [buildTest({ arms })] });
      expect(text).toMatch(/Do not trust|Too early/);
      expect(text).not.toMatch(/\bwins\b|\bleads\b/);
      // the reason may name what it met
      expect(text.replace(/cannot be judged: .*/g, '')).not.toMatch(/NaN|Infinity|undefined/);
    },
  );

  it.each([{ plannedContacts: -1 }, { plannedRate: Number.NaN }, { mdeRelative: 0 }, { alpha: 2 }])(
    'neither does a plan of %j stop the report',
    async (plan) => {
      const arms = [
        { id: 'v-1', counts: { clicking: 300 } },
        { id: 'v-2', counts: { clicking: 480 } },
      ];
      const { text } = await render({ tests: [buildTest({ arms, plan })] });
      expect(text).toContain('Do not trust: the data are wrong');
    },
  );

  it('a test without arms is no test', async () => {
    const { text } = await render({ tests: [buildTest({ arms: [] })] });
    expect(text).toContain('Not a test');
  });
});

describe('the CSV of a test', () => {
  const rows: readonly (readonly string[])[] = parse(
    csvOfReport(composeExperiment(buildExperiment({ tests: [WIDE] }))),
    { bom: true },
  );

  it('has every pair, also those the mail leaves out', () => {
    expect(rows.filter(([section]) => section === 'Autumn Sale: Clicks: difference and range')).toHaveLength(
      45,
    );
  });

  it('names the stored verdict', () => {
    expect(rows.find(([, id]) => id === 'c-301')?.slice(0, 4)).toEqual([
      'Autumn Sale',
      'c-301',
      'Autumn Sale',
      WIDE.judgement.verdict.id === 'guardrail_breached'
        ? `guardrail_breached:${WIDE.judgement.verdict.arm}`
        : WIDE.judgement.verdict.id,
    ]);
  });

  it('splits a range into its two ends', () => {
    const head = rows.find((row) => row[1] === 'Pair') ?? [];
    expect(head.filter((name) => name.startsWith('Range'))).toEqual(['Range (pt, from)', 'Range (pt, to)']);
  });
});

import { describe, expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { createFormatter } from '../../../src/render/format.ts';
import { pageReport } from '../../../src/render/pages/page-report.ts';
import { renderReport } from '../../../src/render/render-report.ts';
import { loadTemplates } from '../../../src/render/templates.ts';
import { at } from '../../support/build-performance.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { SITUATION_SCENARIOS } from '../../support/situation-scenarios.ts';
import { unwrapText } from '../../support/unwrap-text.ts';
import { buildWholeWeek } from '../../support/whole-week.ts';

function toDecide(different: Partial<PerformanceInput> = {}) {
  const scenario = PERFORMANCE_SCENARIOS['list-to-clean'];
  if (scenario === undefined) throw new Error('there is no scenario list-to-clean');
  const { sections } = composePerformance({ ...scenario, ...different });
  return sections.find((section) => section.kind === 'note' && section.id === 'decisions');
}

const REVIEW = { label: 'Review the numbers', url: 'https://reports.example.com/recommendations' };

test('what is decided on a page has its address beside it, in a short report, too', () => {
  const asked = [expect.anything(), { worth: expect.anything(), link: REVIEW }];
  expect(toDecide()).toMatchObject({ asked });
  expect(toDecide({ variant: 'exec' })).toMatchObject({ asked });
});

test('without pages there is no address', () => {
  expect(toDecide({ reviewUrl: null })).toMatchObject({
    asked: [expect.anything(), { worth: expect.anything() }],
  });
  expect(JSON.stringify(toDecide({ reviewUrl: null }))).not.toContain('Review the numbers');
});

test('a mail that asks for nothing about the list has none', () => {
  expect(JSON.stringify(toDecide({ listHealth: null }))).not.toContain('Review the numbers');
});

const SCENARIOS: Readonly<Record<string, PerformanceInput>> = {
  ...PERFORMANCE_SCENARIOS,
  ...SITUATION_SCENARIOS,
  'whole-week': buildWholeWeek(),
};
const page = { url: 'https://reports.example.com/reports/link/token', until: at('2026-11-30T07:55') };

const VARIANTS = ['full', 'exec', 'alert'] as const;
const CASES = Object.entries(SCENARIOS).flatMap(([name, input]) =>
  VARIANTS.map((variant) => [name, variant, input] as const),
);

describe.each(CASES)('each decision of %s, %s', (_name, variant, input) => {
  const model = composePerformance({
    ...input,
    reviewUrl: REVIEW.url,
    run: { ...input.run, page },
    variant,
  });
  const note = model.sections.find((one) => one.kind === 'note' && one.id === 'decisions');
  const { lines = [], asked = [] } = note?.kind === 'note' ? note : {};
  const templates = loadTemplates();

  test('says what it is worth, or why nobody knows', () => {
    expect(asked).toHaveLength(lines.length);
    const format = createFormatter('en-GB', 'Europe/Oslo');
    for (const { worth } of asked)
      expect(format.phrase(worth)).toMatch(/^Worth (?:not known: \p{L}.+|.*\d.*(?: if |,).+)\.$/u);
  });

  test('has an address, which names a section that the page has', async () => {
    const { html, text } = await renderReport(model, templates);
    const { shown } = await pageReport(model, templates);
    for (const { link } of asked) {
      if (link === undefined) throw new Error('no link');
      const url =
        'url' in link
          ? `${link.url}?locale=${model.locale}`
          : `${page.url}?locale=${model.locale}#report-${link.section}`;
      expect(html).toContain(`href="${url.replaceAll('=', '&#x3D;')}"`);
      expect(unwrapText(text)).toContain(`${link.label}: ${url}`);
      const isThere = 'url' in link || String(shown).includes(`<span id="report-${link.section}" slot=`);
      expect(isThere).toBe(true);
    }
  });
});

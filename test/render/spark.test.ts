import { expect, test } from 'vitest';
import type { ScorecardRow } from '../../src/core/reports/scorecard-model.ts';
import { createFormatter } from '../../src/render/format.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { viewSpark } from '../../src/render/spark-view.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { sampleModel, scorecard } from './sample-model.ts';

const rate = (value: number) => ({ kind: 'rate', value }) as const;
const ROW: ScorecardRow = {
  metric: 'click-through',
  label: 'Click-through',
  value: rate(0.08),
  counts: [],
  previous: rate(0.06),
  median: rate(0.05),
  change: { direction: 'up', tone: 'good', words: ['up'] },
  spark: [
    { figure: rate(0.04), share: 0.5 },
    { figure: rate(0), share: 0 },
    { figure: rate(0.06), share: 0.75 },
    { figure: rate(0.08), share: 1 },
  ],
};

test('bars stand from zero, a zero is one pixel, this window has the strong colour', () => {
  const spark = viewSpark(ROW, createFormatter('en-GB', 'UTC'), true);
  expect(spark?.bars.map(({ pixels, look }) => `${pixels} ${look}`)).toEqual([
    '9 sb',
    '1 sb',
    '14 sb',
    '18 sn',
  ]);
});

test('a screen reader and the text part are told the values', async () => {
  const { html, text } = await renderReport(sampleModel({ sections: [scorecard([ROW])] }), loadTemplates());
  expect(html.replaceAll('\u00a0', ' ')).toContain(
    'role="img" aria-label="Oldest first: 4.0 %, 0 %, 6.0 %; now 8.0 %"',
  );
  expect(text).toContain('  The lowest of them 0 %, the highest 6.0 %.');
  const { html: none } = await renderReport(
    sampleModel({ sections: [scorecard([{ ...ROW, spark: ROW.spark?.slice(3) ?? [] }])] }),
    loadTemplates(),
  );
  expect(none).not.toContain('role="img"');
});

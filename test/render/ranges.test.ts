import { expect, test } from 'vitest';
import type { RangesSection } from '../../src/core/reports/chart-model.ts';
import { csvOfReport } from '../../src/render/csv.ts';
import { rangeCells } from '../../src/render/range-cells.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { sampleModel } from './sample-model.ts';

const relative = (value: number) => ({ kind: 'relative', value }) as const;
const SECTION: RangesSection = {
  kind: 'ranges',
  id: 'forest',
  title: 'Tests side by side',
  intro: ['The line marks no difference.'],
  rows: [
    {
      label: [{ kind: 'text', text: 'Autumn <Sale>' }],
      about: ['B against A: clicks'],
      figure: relative(0.14),
      range: { kind: 'range', from: relative(0.12), to: relative(0.23) },
      counts: [],
      word: ['B wins'],
      tone: 'good',
      bar: { lower: 0.55, upper: 0.9, estimate: 0.7, zero: 0.4 },
    },
    {
      label: [{ kind: 'text', text: 'News' }],
      about: [],
      figure: { kind: 'none', reason: 'too few' },
      range: { kind: 'none', reason: '' },
      counts: ['12 of 300 contacts'],
      word: ['Too early'],
      tone: 'neutral',
      bar: null,
    },
  ],
  rest: [],
  ends: { from: relative(-0.2), to: relative(0.3) },
};

test('says everything without its bars', async () => {
  const { text, html } = await renderReport(sampleModel({ sections: [SECTION] }), loadTemplates());
  expect(text).toContain('Autumn <Sale>: +14 % (+12 % to +23 %); B wins\n  B against A: clicks\n');
  expect(text).toContain('News: n/a (too few); Too early\n  12 of 300 contacts\n');
  expect(html).toContain('Autumn &lt;Sale&gt;');
  expect(html.replaceAll('\u00a0', ' ')).toContain('The bars reach from −20 % to +30 %.');
  expect(html.match(/class="interval"/g)).toHaveLength(1);
});

test('keeps the rows left out of the mail for the CSV', () => {
  const csv = csvOfReport(sampleModel({ sections: [{ ...SECTION, rest: SECTION.rows }] }));
  expect(csv.match(/Tests side by side,Autumn <Sale>,B against A: clicks,14,%,12,23,,B wins/g)).toHaveLength(
    2,
  );
});

test('the cells of a bar fill its row and mark the line', () => {
  const cells = rangeCells({ lower: 0.55, upper: 0.9, estimate: 0.7, zero: 0.4 }, 'good');
  expect(cells.reduce((sum, { width }) => sum + Number.parseInt(width, 10), 0)).toBe(100);
  expect(cells.filter(({ look }) => look.includes('zero'))).toHaveLength(1);
  expect(cells.filter(({ look }) => look.startsWith('point'))).toHaveLength(1);
});

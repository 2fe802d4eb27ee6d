import { expect, test } from 'vitest';
import type { HeatMapSection } from '../../src/core/reports/chart-model.ts';
import { csvOfReport } from '../../src/render/csv.ts';
import { createFormatter } from '../../src/render/format.ts';
import { viewHeatMap } from '../../src/render/heat-map-view.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { sampleModel } from './sample-model.ts';

const format = createFormatter('en-GB', 'Europe/Oslo');
const templates = loadTemplates();

function section(different: Partial<HeatMapSection> = {}): HeatMapSection {
  return {
    kind: 'heat-map',
    title: 'By weekday and hour of sending',
    intro: ['Highest: Thu 18:00.'],
    unknown: [],
    note: ['Observed, not randomised.'],
    sendHours: { from: 8, to: 21 },
    scale: { low: { kind: 'rate', value: 0.05 }, high: { kind: 'rate', value: 0.09 } },
    cells: [
      { hour: 9, shade: 1, figure: { kind: 'rate', value: 0.05 }, counts: ['50 of 1,000 contacts'] },
      { hour: 81, shade: 0, figure: { kind: 'none', reason: 'too few' }, counts: ['3 of 40 contacts'] },
      { hour: 90, shade: 5, figure: { kind: 'rate', value: 0.09 }, counts: ['90 of 1,000 contacts'] },
    ],
    listed: [90, 9],
    ...different,
  };
}

test('has 168 cells; only hours with messages have a ground', () => {
  const { rows } = viewHeatMap(section(), format);
  const cells = rows.flatMap((row) => row.cells);
  expect(cells).toHaveLength(168);
  expect(cells.flatMap(({ look }, hour) => (look === null ? [] : [[hour, look]]))).toEqual([
    [9, 'w1'],
    [81, 'w0'],
    [90, 'w5'],
  ]);
  expect(rows.map(({ day }) => day)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
});

test.each([
  [{ from: 8, to: 21 }, ['8 quiet', '13', '3 quiet']],
  [{ from: 20, to: 6 }, ['6', '14 quiet', '4']],
  [{ from: 0, to: 24 }, ['24']],
])('marks the hours outside %o', (sendHours, expected) => {
  const { strip } = viewHeatMap(section({ sendHours }), format);
  expect(strip?.map(({ span, isQuiet }) => (isQuiet ? `${span} quiet` : span))).toEqual(expected);
});

test('says the best and the unknown hours in words, without the colours', async () => {
  const unknown = ['Too few contacts to say anything in 1 hour: Thu 09:00.'];
  const { text, html } = await renderReport(sampleModel({ sections: [section({ unknown })] }), templates);
  expect(text).toContain('Thu 18:00: 9.0 % (90 of 1,000 contacts)\nMon 09:00: 5.0 % (50 of 1,000 contacts)');
  expect(text).toContain('Too few contacts to say anything in 1 hour');
  expect(html).toContain('title="Thu 18:00: 9.0&nbsp;%, 90 of 1,000 contacts"'.replace('&nbsp;', '\u00a0'));
  expect(html).toContain('Bar at the top: outside your hours for sending, 08:00 to 21:00.');
});

test('a week with all its hours known stays small', async () => {
  const cells = Array.from({ length: 168 }, (_, hour) => ({
    hour,
    shade: 1 + (hour % 5),
    figure: { kind: 'rate', value: 0.05 } as const,
    counts: ['1,234,567 of 12,345,678 contacts'],
  }));
  const { html } = await renderReport(sampleModel({ sections: [section({ cells })] }), templates);
  const { html: without } = await renderReport(sampleModel({ sections: [] }), templates);
  expect(html.length - without.length).toBeLessThan(25_000);
});

test('every hour with a message has a line in the CSV', () => {
  const csv = csvOfReport(sampleModel({ sections: [section()] }));
  expect(csv).toContain(
    'By weekday and hour of sending,Thu,18,9,%,90 of 1,000 contacts,yes'.replace(
      '90 of 1,000 contacts',
      '"90 of 1,000 contacts"',
    ),
  );
  expect(csv).toContain('Thu,9,n/a (too few),,3 of 40 contacts,no');
});

test('a full week of hours stays below 14 kB of html', async () => {
  const cells = Array.from({ length: 168 }, (_, hour) => ({
    hour,
    shade: ((hour % 5) + 1) as 1 | 2 | 3 | 4 | 5,
    figure: { kind: 'rate', value: 0.05 } as const,
    counts: ['50 of 1,000 contacts'],
  }));
  const size = async (sections: readonly HeatMapSection[]): Promise<number> =>
    (await renderReport(sampleModel({ sections }), templates)).html.length;
  expect((await size([section({ cells })])) - (await size([]))).toBeLessThan(14_000);
});

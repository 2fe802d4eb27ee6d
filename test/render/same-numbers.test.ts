import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { csvOfReport } from '../../src/render/csv.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { unwrapText } from '../support/unwrap-text.ts';
import { sampleModel } from './sample-model.ts';

const templates = loadTemplates();
const MODELS: readonly (readonly [string, ReportModel])[] = [
  ['sample', sampleModel()],
  ...globSync('test/golden/*.json')
    .toSorted()
    .map((file) => [basename(file, '.json'), JSON.parse(readFileSync(file, 'utf8'))] as const),
];

const renderWhole = async (model: ReportModel) => {
  const { html, text } = await renderReport(model, templates);
  return { html, text: unwrapText(text) };
};

const plain = (markup: string) =>
  markup
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replace(/[\u00a0\u202f]/g, ' ')
    .trim();

/** What a reader of the html sees in each row: its name, then "label value (counts)" of every cell. */
function rowsOfHtml(html: string, kind: 'metric' | 'line') {
  return Array.from(html.matchAll(new RegExp(`<tr role="row" class="${kind}".*?</tr>`, 'gs')), ([row]) => ({
    name: plain(/<th.*?<\/th>/s.exec(row)?.[0] ?? '').split('\n')[0] ?? '',
    about: plain(/<th.*?<\/th>/s.exec(row)?.[0] ?? '')
      .split('\n')
      .slice(1),
    cells: Array.from(row.matchAll(/<td.*?<\/td>/gs), ([cell]) => plain(cell).split('\n')),
  }));
}

/** The number in "€1,648", "7.9 %" with half a unit of its last digit as the room for rounding. */
function shownNumber(text: string) {
  const [digits = ''] = /[\d.,]+/.exec(text) ?? [];
  const number = digits.replaceAll(',', '');
  const decimals = number.split('.')[1]?.length ?? 0;
  return { value: Number(number), room: 0.5 * 10 ** -decimals + 1e-9 };
}

describe.each(MODELS)('html, text and CSV of %s', (_, model) => {
  it('tell the same numbers in the scorecard', async () => {
    const { html, text } = await renderWhole(model);
    const csv: string[][] = parse(csvOfReport(model), { bom: true });
    const rows = rowsOfHtml(html, 'metric');
    expect(rows).toHaveLength(
      model.sections.flatMap((one) => (one.kind === 'scorecard' ? one.rows : [])).length,
    );
    for (const { name, about, cells } of rows) {
      const [value = ''] = cells[0] ?? [];
      expect(text).toContain(`${name}: ${value}${about.length > 0 ? '' : '\n'}`);
      for (const line of about) expect(text).toContain(line);
      const stored = csv.find((row) => row[0] === 'Scorecard' && row[1] === name);
      if (!/^[€<\d]/.test(value) || value.includes(' and ') || stored?.[3] === 's') continue;
      const { value: shown, room } = shownNumber(value);
      expect(Math.abs(Number(stored?.[2]) - shown)).toBeLessThanOrEqual(room);
    }
  });

  it('tell the same numbers in the tables, each rate with its counts', async () => {
    const { html, text } = await renderWhole(model);
    const tables = model.sections.flatMap((one) =>
      one.kind === 'table' ? [one] : one.kind === 'test' ? one.tables : [],
    );
    const shown = tables.flatMap((one) => one.rows);
    const rows = rowsOfHtml(html, 'line');
    expect(rows).toHaveLength(shown.length);
    for (const { name, cells } of rows) {
      expect(text).toContain(name);
      for (const [label = '', value = '', note] of cells) {
        const beside = /^(good|attention)$/.test(note ?? '') ? ` [${note}]` : ` (${note})`;
        expect(text).toContain(`  ${label}: ${value}${note === undefined ? '\n' : beside}`);
        // a range, a share and a relative difference stand in the row of their counts
        if (/^(95 % range|Relative|Contacts|Odds of a click|Opt-outs per text)$/.test(label)) continue;
        expect(`${value} ${note}`).toMatch(
          /^[^%]*$|^[\d.<>\u00a0 ]+ % [\d,]+ of [\d,]+(; click quality low)?$/,
        );
      }
    }
  });

  it('give every rate of the text part its count', async () => {
    const { text } = await renderWhole(model);
    const parts = text.split(/\n\n\n(?=[A-Z])/);
    const scorecard = parts.find((part) => part.startsWith('Scorecard\n')) ?? '';
    // "2.0 % unknown (2,368 of 118,400)"; what follows "Week before" or stands behind the median has its count in the report of then, what is expected when final has none yet
    const figures = scorecard
      .split('\n')
      .filter(
        (line) => !/ before: | median of |^ +The lowest of them |^ +All of them | when final$/.test(line),
      );
    const bare = figures
      .join('; ')
      .split('; ')
      .filter((one) => /\d %(?! within)/.test(one))
      // the figure of the row again, or the sender's own goal
      .filter(
        (one) =>
          !/ % (?:so far )?(?:of .* (?:allowed|wanted)|reached)| your (?:limit|goal)|^ *€.* of €/.test(one),
      )
      .filter((one) => !/ %.*\([\d,]+ of [\d,]+/.test(one));
    expect(bare).toEqual([]);
    const measured = text.split('\n').filter((line) => /^ {0,2}[A-Z\d][^:.]*(:\d\d)?: [\d.]+ %/.test(line));
    for (const line of measured.filter((one) => !/^ {2}95 % range: |expected to have come: /.test(one)))
      expect(line).toMatch(/\([\d,]+ of [\d,]+.*\)|\(n = [\d,]+\)/);
  });

  it('carry a scope, a role or an alternative text wherever a screen reader needs one', async () => {
    const { html } = await renderReport(model, templates);
    expect(html).toContain('<html lang="en">');
    for (const [cell] of html.matchAll(/<th[ >][^>]*>/g)) expect(cell).toMatch(/scope="(col|row)"/);
    for (const [table] of html.matchAll(/<table[^>]*>/g))
      expect(table).toMatch(/role="(presentation|table|list|img)"/);
    for (const [picture] of html.matchAll(/<img[^>]*>/g)) expect(picture).toMatch(/alt="[^"]+"/);
  });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composePerformance } from '../src/core/reports/performance.ts';
import type { ReportModel } from '../src/core/reports/report-model.ts';
import { renderReport } from '../src/render/render-report.ts';
import { loadTemplates } from '../src/render/templates.ts';
import { unwrapText } from './support/unwrap-text.ts';
import { buildWholeWeek } from './support/whole-week.ts';

type Question = { readonly question: string; readonly where: string; readonly line: string };

const QUESTIONS = readFileSync('docs/reading-a-report.md', 'utf8')
  .split('\n')
  .flatMap((row): readonly Question[] => {
    const [, question, where, line] = /^\| (.+\?) \| (.+) \| `(.+)` \|$/.exec(row) ?? [];
    return question === undefined || where === undefined || line === undefined
      ? []
      : [{ question, where, line }];
  });
const model: ReportModel = composePerformance(buildWholeWeek());
const templates = loadTemplates();

/** The lines of the text part below the title of a section; `top` = all that stands before the first one. */
function partOf(text: string, where: string): string {
  const titles = model.sections.map(({ title }) => title);
  const lines = text.split('\n');
  const from = where === 'top' ? 0 : lines.indexOf(where);
  if (from === -1) return '';
  const length = lines.slice(from + 1).findIndex((line) => titles.includes(line));
  return lines.slice(from, length === -1 ? undefined : from + 1 + length).join('\n');
}

test('the page asks ten questions', () => {
  expect(QUESTIONS).toHaveLength(10);
});

test.each(QUESTIONS)('a report answers "$question" under $where', async ({ where, line }) => {
  const { text } = await renderReport(model, templates);
  expect(partOf(unwrapText(text), where)).toContain(line);
});

test.each(QUESTIONS)('a reader finds the answer to "$question" in the html of the mail', async ({ line }) => {
  const { html } = await renderReport(model, templates);
  const words = html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/[\s\u200b]+/g, ' ');
  for (const piece of line.split(/[:(]/).map((one) => one.replace(/[\s.)]+$/g, '').trim())) {
    expect(words).toContain(piece.replace(/\s+/g, ' '));
  }
});

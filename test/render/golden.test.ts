import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { csvOfReport } from '../../src/render/csv.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';

const templates = loadTemplates();
const MODELS = globSync('test/golden/*.json').toSorted();

/** The models are made by the tests of the reports; what a reader gets from each is kept beside it. */
describe('golden reports', () => {
  it('exist', () => {
    expect(MODELS.length).toBeGreaterThan(0);
  });

  it.each(MODELS)('%s looks as it did', async (file) => {
    const model: ReportModel = JSON.parse(readFileSync(file, 'utf8'));
    const { subject, html, text } = await renderReport(model, templates);
    const beside = resolve('test/golden', basename(file, '.json'));
    await expect(html).toMatchFileSnapshot(`${beside}.html`);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`${beside}.txt`);
    await expect(csvOfReport(model)).toMatchFileSnapshot(`${beside}.csv`);
  });
});

import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { composePerformance } from '../../src/core/reports/performance.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { PERFORMANCE_SCENARIOS } from '../support/performance-scenarios.ts';

it('a week with a clear change reads in Norwegian as it was reviewed', async () => {
  const input = PERFORMANCE_SCENARIOS['clear-change'];
  if (input === undefined) throw new Error('no scenario clear-change');
  const model = composePerformance({ ...input, title: 'SMS hver uke', locale: 'nb-NO' });
  const { subject, html, text } = await renderReport(model, loadTemplates());
  const beside = resolve('test/golden/nb/performance.clear-change');
  await expect(html).toMatchFileSnapshot(`${beside}.html`);
  await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`${beside}.txt`);
});

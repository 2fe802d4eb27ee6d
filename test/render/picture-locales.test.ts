import { expect, it } from 'vitest';
import { composePerformance } from '../../src/core/reports/performance.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { buildPerformance } from '../support/build-performance.ts';
import { PERFORMANCE_SCENARIOS } from '../support/performance-scenarios.ts';

it('draws a picture once for locales that write its words and digits alike', async () => {
  const templates = loadTemplates();
  const model = composePerformance(PERFORMANCE_SCENARIOS['clear-change'] ?? buildPerformance());
  const pictureIn = async (locale: string) => {
    const { attachments } = await renderReport({ ...model, locale }, templates);
    const picture = attachments.find(({ cid }) => cid !== undefined);
    if (picture === undefined) throw new Error('no picture in the report');
    return picture;
  };
  const [british, irish, norwegian] = [
    await pictureIn('en-GB'),
    await pictureIn('en-IE'),
    await pictureIn('nb-NO'),
  ];
  // the very same bytes in memory: it was not drawn again
  expect(irish.bytes).toBe(british.bytes);
  expect(irish.cid).toBe(british.cid);
  expect(norwegian.cid).not.toBe(british.cid);
});

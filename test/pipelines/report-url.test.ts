import { expect, it } from 'vitest';
import { reportUrl } from '../../src/pipelines/report-url.ts';
import { openReportLink } from '../../src/web/report-link.ts';

const secretKey = 'a secret of forty characters, for a test';
const site = { publicUrl: 'https://example.com/sms/', secretKey };
const report = { asOf: Temporal.Instant.from('2026-11-23T07:00:00Z'), run: { id: '4711' } };

it('is an address of the page of the run, which opens it for seven days from its data', () => {
  const address = reportUrl(site, report);
  const url = address?.url ?? '';
  expect(url).toMatch(/^https:\/\/example\.com\/sms\/reports\/link\/1\./);
  const token = url.replace('https://example.com/sms/reports/link/', '');
  const opened = (at: string) => openReportLink(secretKey, 'example.com', token, Temporal.Instant.from(at));
  expect(opened('2026-11-30T06:59:59Z')).toMatchObject({ runId: 4711, isCsv: false });
  expect(opened('2026-11-30T07:00:00Z')).toMatchObject({ status: 410, code: 'link-expired' });
  expect(address?.until.toString()).toBe('2026-11-30T07:00:00Z');
});

it('is none without web pages, and none for a report that is stored nowhere', () => {
  expect(reportUrl({ publicUrl: null, secretKey }, report)).toBeNull();
  expect(reportUrl(site, { ...report, run: { id: 'preview-1f0c' } })).toBeNull();
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { resendRun } from '../../src/pipelines/manage-runs.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { reportUrl } from '../../src/pipelines/report-url.ts';
import { readStoredModel } from '../../src/pipelines/stored-model.ts';
import { openReportLink } from '../../src/web/report-link.ts';
import { instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { plantReport } from '../support/report-world.ts';

const site = {
  publicUrl: 'https://reports.example.com',
  secretKey: 'a secret of forty characters, for a test',
};
const later = instant('2027-01-11T07:00:00Z');
let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

it('names the page of the new run, open for a week from then, when a report is sent again', async () => {
  const { runId } = await plantReport(fresh.db, 'sms-weekly', {}, site);
  const needs = { db: fresh.db, now: later, tzdb: TZDB, actor: 'test' };
  const again = await resendRun(needs, runId, ['maren@nordlys.example']);
  const pageOf = (id: number, at: Temporal.Instant) => reportUrl(site, { asOf: at, run: { id: String(id) } });
  await produceReport(produceNeeds(fresh.db, later, { pageOf }), again);
  const url = (await readStoredModel(fresh.db, again))?.footer.page?.url ?? '';
  const token = url.replace('https://reports.example.com/reports/link/', '');
  const opened = openReportLink(site.secretKey, 'reports.example.com', token, later.add({ hours: 24 * 6 }));
  expect(opened).toMatchObject({ runId: again });
});

it('names none when there are no pages any more', async () => {
  const { runId } = await plantReport(fresh.db, 'sms-other', {}, site);
  expect((await readStoredModel(fresh.db, runId))?.footer.page?.url).toContain('/reports/link/');
  const again = await resendRun({ db: fresh.db, now: later, tzdb: TZDB, actor: 'test' }, runId, [
    'maren@nordlys.example',
  ]);
  await produceReport(produceNeeds(fresh.db, later), again);
  expect((await readStoredModel(fresh.db, again))?.footer.page).toBeUndefined();
});

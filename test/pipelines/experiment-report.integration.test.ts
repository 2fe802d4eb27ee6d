import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import { requestReport } from '../../src/pipelines/request-report.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { loadStoredModel } from '../../src/store/runs.ts';
import { HISTORY_ENDS_AT, type ImportedHistory, importedHistory } from '../support/history.ts';
import { produceNeeds } from '../support/produce-needs.ts';

let history: ImportedHistory;

beforeAll(async () => {
  history = await importedHistory();
}, 60_000);
afterAll(() => history.drop());

it('a queue payload that asks for the report on tests becomes a stored and rendered one', async () => {
  const { db } = history;
  const payload = {
    v: 1,
    requestId: 'tests-1',
    report: 'experiment',
    window: { from: '2026-10-01', to: '2026-11-23', tz: 'Europe/Oslo' },
  };
  const now = HISTORY_ENDS_AT;
  const { runId } = await requestReport(
    { db, now: async () => now, tzdb: '2026a', timezone: 'UTC' },
    payload,
  );
  const templates = loadTemplates();
  const needs = produceNeeds(db, now, {
    compose: (asked) =>
      readFromCubes(
        db,
        async () => 0,
        (cubes) => composeReport(cubes, asked),
      ),
    render: (model) => renderReport(model, templates),
  });
  expect(await produceReport(needs, runId)).toMatchObject({ runId, state: 'done' });
  const model = await loadStoredModel(db, runId);
  expect(model).toMatchObject({ v: 1, report: 'experiment', title: 'SMS tests' });
  expect(JSON.stringify(model)).toContain('"kind":"test"');
});

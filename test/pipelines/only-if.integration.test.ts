import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composePerformance } from '../../src/core/reports/performance.ts';
import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { type Produced, type ProduceNeeds, produceReport } from '../../src/pipelines/produce-report.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { loadDispatchesOf } from '../../src/store/dispatches.ts';
import { findRun, listRuns, loadStoredModel } from '../../src/store/runs.ts';
import { loadScheduleBeats } from '../../src/store/schedule-beats.ts';
import { buildBlast } from '../support/build-cohort.ts';
import { buildPerformance } from '../support/build-performance.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { oneCampaign } from '../support/composed.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { produceNeeds } from '../support/produce-needs.ts';

let fresh: FreshDatabase;
const templates = loadTemplates();

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const FIRST_DAY = instant('2026-10-20T12:00Z');
/** Of 95,000 delivered. */
type Day = { readonly optingOut?: number; readonly attempted?: number; readonly isRendered?: boolean };

function needsOn(
  now: Temporal.Instant,
  { optingOut = 0.009, attempted = 100_000, isRendered = true }: Day,
): ProduceNeeds {
  return produceNeeds(fresh.db, now, {
    compose: async ({ title, window, onlyIf = [], variant = 'full', run }) =>
      composePerformance(
        buildPerformance({
          ...oneCampaign(buildBlast({ attempted, optingOut })),
          history: [],
          title,
          window,
          onlyIf,
          variant,
          asOf: now,
          outcomesCloseAt: window.to,
          run: { ...run, reproduce: '' },
        }),
      ),
    ...(isRendered ? { render: (model) => renderReport(model, templates) } : {}),
  });
}

/** Daily at 08:00 from 21 October on, in a zone whose clock changes on the 25th. */
async function watching(key: string, different: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const schedule = await applied(fresh.db, FIRST_DAY, key, {
    when: 'daily at 08:00',
    timezone: 'Europe/Oslo',
    window: 'last-day',
    only_if: ['opt-out-rate above 1.5 %'],
    ...different,
  });
  return schedule.id;
}

/** Plans and makes the report of day `n` (1 = 21 October). */
async function day(scheduleId: number, n: number, what: Day = {}): Promise<Produced> {
  const now = FIRST_DAY.add({ hours: 24 * n });
  await planReports(fresh.db, now, TZDB);
  const [run] = await listRuns(fresh.db, { scheduleId, limit: 1 });
  if (run === undefined) throw new Error('nothing is due');
  return produceReport(needsOn(now, what), run.id);
}

const modelOf = async (runId: number) => (await loadStoredModel(fresh.db, runId)) as ReportModel;

describe('a schedule with a condition', () => {
  it('mails a report that meets it, and says why', async () => {
    const { runId, state } = await day(await watching('met'), 1, { optingOut: 0.019 });
    expect(state).toBe('rendered');
    const run = await findRun(fresh.db, runId);
    expect(run).toMatchObject({ watch: 'met', reason: null });
    expect(run?.subject).toMatch(/Opt-outs 1\.9\s?%, above 1\.5\s?%$/);
    expect(await loadDispatchesOf(fresh.db, runId)).toHaveLength(1);
    expect((await modelOf(runId)).sections[0]).toMatchObject({ title: 'Why you get this now' });
  });

  it('stores a report that does not, as done, with the figure and the limit', async () => {
    const { runId, state, reason } = await day(await watching('quiet'), 1);
    expect({ state, reason }).toEqual({
      state: 'done',
      reason: 'condition not met: Opt-outs 0.90 %, limit 1.5 %',
    });
    expect(await findRun(fresh.db, runId)).toMatchObject({ watch: 'not-met' });
    expect(await loadDispatchesOf(fresh.db, runId)).toEqual([]);
    expect((await modelOf(runId)).watch).toMatchObject({ verdict: 'not-met' });
  });

  it('does not fire on too few people, and says so', async () => {
    const { runId, state, reason } = await day(await watching('few'), 1, { attempted: 60, optingOut: 0.5 });
    expect(state).toBe('done');
    expect(reason).toMatch(/^condition unknown: Opt-outs: .*too few \(n = \d+\).*; limit 1\.5 %$/);
    expect(await findRun(fresh.db, runId)).toMatchObject({ watch: 'unknown' });
  });

  it('is on time while it is quiet, and has sent nothing', async () => {
    const id = await watching('on-time');
    await day(id, 1);
    const later = FIRST_DAY.add({ hours: 30 });
    const beat = async () => (await loadScheduleBeats(fresh.db, later)).find(({ key }) => key === 'on-time');
    expect(await beat()).toMatchObject({ sentAt: null, lateSince: null });
  });

  it('gives a sign of life a week after its last mail, and again a week after that', async () => {
    const id = await watching('weekly');
    const days: string[] = [];
    for (let n = 1; n <= 17; n += 1) {
      const what = n === 2 ? { optingOut: 0.02 } : n === 5 ? { attempted: 60 } : {};
      const { runId, state } = await day(id, n, what);
      days.push(`${n} ${state} ${(await findRun(fresh.db, runId))?.watch}`);
      if (state !== 'rendered') continue;
      // out, as far as the schedule is concerned
      await fresh.db('report_runs').where({ id: runId }).update({ state: 'done' });
    }
    expect(days.filter((text) => !text.endsWith('not-met'))).toEqual([
      '2 rendered met',
      '5 done unknown',
      '9 rendered heartbeat',
      '16 rendered heartbeat',
    ]);
    const beats = (await listRuns(fresh.db, { scheduleId: id, limit: 20 })).filter(
      ({ watch }) => watch === 'heartbeat',
    );
    expect(beats.map(({ subject }) => subject)).toEqual([
      'SMS weekly, 4 Nov 2026: nothing crossed your limits',
      'SMS weekly, 28 Oct 2026: nothing crossed your limits',
    ]);
    const first = await modelOf(beats[1]?.id ?? 0);
    const { text } = await renderReport(first, templates);
    expect(text).toContain('Nothing crossed your limits in the last 7 reports.');
    expect(text).toContain('In 1 of them too little was known to judge every limit.');
    expect(text).toMatch(/opt-out-rate above 1\.5 %: Opt-outs 0\.\d+ %, limit 1\.5 %/);
    expect(text).toMatch(/Next look: .*30 Oct, 08:00 Europe\/Oslo/);
  });

  it.each([
    ['never', 40, 0],
    ['monthly', 40, 1],
  ] as const)('%s gives as many in %i days: %i', async (heartbeat, count, expected) => {
    const id = await watching(heartbeat, { heartbeat });
    let beats = 0;
    for (let n = 1; n <= count; n += 1)
      if ((await day(id, n, { isRendered: false })).state === 'rendered') beats += 1;
    expect(beats).toBe(expected);
  });

  it('gives one sign of life when two reports are made at once', async () => {
    const id = await watching('at-once');
    await day(id, 1);
    const now = FIRST_DAY.add({ hours: 24 * 9 });
    await planReports(fresh.db, now, TZDB);
    const due = (await listRuns(fresh.db, { scheduleId: id, limit: 20 })).filter(
      ({ state }) => state === 'planned',
    );
    expect(due).toHaveLength(8);
    await Promise.all(due.map(({ id: runId }) => produceReport(needsOn(now, {}), runId)));
    const again = now.add({ hours: 2 });
    for (const { id: runId } of due) await produceReport(needsOn(again, {}), runId);
    const watches = (await listRuns(fresh.db, { scheduleId: id, limit: 20 })).map(({ watch }) => watch);
    expect(watches.filter((watch) => watch === 'heartbeat')).toHaveLength(1);
    expect(watches.filter((watch) => watch === 'not-met')).toHaveLength(8);
  });
});

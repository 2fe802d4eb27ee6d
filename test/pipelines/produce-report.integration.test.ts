import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { ReportAsked } from '../../src/pipelines/compose-needs.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import type { Db } from '../../src/store/connect.ts';
import { loadDispatchesOf } from '../../src/store/dispatches.ts';
import { findRun, listRuns, loadStoredModel } from '../../src/store/runs.ts';
import { claimRun, releaseAllOf, renewLease } from '../../src/store/runs-lease.ts';
import { sweepRuns } from '../../src/store/runs-sweep.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { emptyModel, produceNeeds } from '../support/produce-needs.ts';
import { say } from '../support/say.ts';

let fresh: FreshDatabase;
let db: Db;
const now = instant('2026-11-23T07:00:05Z');
let keys = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

async function plannedRun(different: Parameters<typeof applied>[3] = {}): Promise<number> {
  keys += 1;
  const schedule = await applied(db, instant('2026-11-20T12:00Z'), `produce-${keys}`, different);
  await planReports(db, now, TZDB);
  const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
  if (run === undefined) throw new Error('nothing was planned');
  return run.id;
}

describe('producing a run', () => {
  it('stores the report and one queued dispatch per recipient', async () => {
    const runId = await plannedRun({ recipients: ['a@example.com', 'b@example.com'] });
    expect(await produceReport(produceNeeds(db, now), runId)).toMatchObject({ runId, state: 'rendered' });
    const dispatches = await loadDispatchesOf(db, runId);
    expect(dispatches.map(({ recipient, state }) => [recipient, state])).toEqual([
      ['a@example.com', 'queued'],
      ['b@example.com', 'queued'],
    ]);
    expect(await findRun(db, runId)).toMatchObject({ attempt: 1, subject: 'SMS weekly' });
    expect(await loadStoredModel(db, runId)).toMatchObject({ v: 1, title: 'SMS weekly' });
  });

  it('happens once when two workers try', async () => {
    const runId = await plannedRun();
    let composed = 0;
    const compose = async () => {
      composed += 1;
      return emptyModel();
    };
    await Promise.all(
      ['one', 'two'].map((owner) => produceReport(produceNeeds(db, now, { owner, compose }), runId)),
    );
    expect(composed).toBe(1);
    expect(await loadDispatchesOf(db, runId)).toHaveLength(1);
  });

  it('asks for the planned window and names schedule and next run', async () => {
    const runId = await plannedRun({ campaigns: ['c-1'] });
    const asked: unknown[] = [];
    await produceReport(
      produceNeeds(db, now, {
        compose: async (request) => {
          asked.push(request);
          return emptyModel();
        },
      }),
      runId,
    );
    expect(asked).toMatchObject([
      {
        report: 'performance',
        windowKind: 'last-week',
        campaignIds: ['c-1'],
        run: { id: String(runId) },
      },
    ]);
    const [first] = asked as readonly ReportAsked[];
    expect(say(first?.run.schedule ?? [])).toBe('weekly on Monday at 08:00 Europe/Oslo');
    expect(asked).toHaveProperty('0.run.nextRunAt', instant('2026-11-30T07:00Z'));
  });

  it('waits while the source is behind, then sends it marked', async () => {
    const runId = await plannedRun();
    const compose = async () => emptyModel('SMS weekly', ['PARTIAL']);
    const waiting = await produceReport(produceNeeds(db, now, { compose }), runId);
    expect(waiting).toMatchObject({ state: 'planned', reason: 'waiting: the source is behind the window' });
    const run = await findRun(db, runId);
    expect(run).toMatchObject({ attempt: 0 });
    expect(String(run?.nextAttemptAt)).toBe('2026-11-23T07:05:05Z');

    const sixHoursOn = now.add({ hours: 6 });
    const sent = await produceReport(produceNeeds(db, sixHoursOn, { compose }), runId);
    expect(sent.state).toBe('rendered');
    expect(await loadStoredModel(db, runId)).toMatchObject({ marks: ['PARTIAL'] });
  });

  it('tells the report how far a replica reaches', async () => {
    const runId = await plannedRun();
    const reach = now.subtract({ hours: 3 });
    const asked: unknown[] = [];
    const compose = async (request: unknown) => {
      asked.push(request);
      return emptyModel();
    };
    await produceReport(produceNeeds(db, now, { compose, sourceReach: async () => reach }), runId);
    expect(asked).toHaveProperty('0.sourceReachesTo', reach);
  });

  it('tries again later after a passing failure, and keeps nothing of the try', async () => {
    const runId = await plannedRun();
    const broken = {
      saveMails: async () => Promise.reject(new Failure('mysql-unreachable', 'gone', { retryable: true })),
    };
    expect(await produceReport(produceNeeds(db, now, broken), runId)).toMatchObject({
      state: 'planned',
      reason: 'mysql-unreachable: gone',
    });
    expect(await loadStoredModel(db, runId)).toBeNull();
    expect(String((await findRun(db, runId))?.nextAttemptAt)).toBe('2026-11-23T07:01:05Z');
    const early = await produceReport(produceNeeds(db, now.add({ seconds: 30 })), runId);
    expect(early.state).toBe('planned');
    const again = await produceReport(produceNeeds(db, now.add({ seconds: 60 })), runId);
    expect(again.state).toBe('rendered');
  });

  it('fails at once, with the reason, when trying again is of no use', async () => {
    const runId = await plannedRun();
    const render = async () => Promise.reject(new Failure('internal', 'html is too large'));
    expect(await produceReport(produceNeeds(db, now, { render }), runId)).toMatchObject({
      state: 'failed',
      reason: 'internal: html is too large',
    });
  });

  it('has failed when the deadline passes', async () => {
    const runId = await plannedRun({ deadline: '2h' });
    const compose = async () => Promise.reject(new Failure('mysql-unreachable', 'gone', { retryable: true }));
    await produceReport(produceNeeds(db, now, { compose }), runId);
    await sweepRuns(db, now.add({ hours: 2 }));
    expect(await findRun(db, runId)).toMatchObject({
      state: 'failed',
      reason: 'deadline: not produced in time; last: mysql-unreachable: gone',
    });
  });
});

describe('a worker that dies', () => {
  it('loses its run when the lease ends, and its late answer changes nothing', async () => {
    const runId = await plannedRun();
    const afterLease = now.add({ seconds: 61 });
    let composed = 0;
    const slow = produceNeeds(db, now, {
      owner: 'dead',
      compose: async () => {
        composed += 1;
        // meanwhile the lease ends and another worker does the whole run
        expect(await sweepRuns(db, now.add({ seconds: 59 }))).toMatchObject({ recovered: 0 });
        expect(await sweepRuns(db, afterLease)).toMatchObject({ recovered: 1 });
        const second = await produceReport(produceNeeds(db, afterLease, { owner: 'alive' }), runId);
        expect(second.state).toBe('rendered');
        return emptyModel('of the dead worker');
      },
    });
    expect((await produceReport(slow, runId)).state).toBe('rendered');
    expect(composed).toBe(1);
    expect(await loadStoredModel(db, runId)).toMatchObject({ title: 'SMS weekly' });
    expect(await loadDispatchesOf(db, runId)).toHaveLength(1);
  });

  it('keeps its run while it says that it is alive', async () => {
    const runId = await plannedRun();
    const lease = await claimRun(db, runId, 'alive', now);
    expect(lease).not.toBeNull();
    if (lease === null) return;
    expect(await renewLease(db, lease, now.add({ seconds: 50 }))).toBe(true);
    expect(await sweepRuns(db, now.add({ seconds: 61 }))).toMatchObject({ recovered: 0 });
    await sweepRuns(db, now.add({ seconds: 111 }));
    expect(await renewLease(db, lease, now.add({ seconds: 112 }))).toBe(false);
  });

  it('takes a run with it five times at most', async () => {
    const runId = await plannedRun();
    let at = now;
    for (let crash = 1; crash <= 5; crash += 1) {
      expect(await claimRun(db, runId, `dead-${crash}`, at)).not.toBeNull();
      at = at.add({ seconds: 61 });
      await sweepRuns(db, at);
    }
    expect(await findRun(db, runId)).toMatchObject({
      state: 'failed',
      reason: 'crashed: 5 workers in a row did not come back from it',
    });
  });

  it('gives its runs back at once when it is stopped', async () => {
    const runId = await plannedRun();
    await claimRun(db, runId, 'stopping', now);
    expect(await releaseAllOf(db, 'stopping', now)).toBe(1);
    expect((await produceReport(produceNeeds(db, now, { owner: 'next' }), runId)).state).toBe('rendered');
  });
});

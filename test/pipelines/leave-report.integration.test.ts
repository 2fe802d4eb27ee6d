import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unsubscribeToken } from '../../src/mail/unsubscribe-token.ts';
import type { ReportAsked } from '../../src/pipelines/compose-needs.ts';
import { findLeaving, leaveReport } from '../../src/pipelines/leave-report.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { putBackRecipient } from '../../src/pipelines/put-back-recipient.ts';
import type { Db } from '../../src/store/connect.ts';
import { loadDispatchesOf } from '../../src/store/dispatches.ts';
import { listLeft } from '../../src/store/left-recipients.ts';
import { findRun, listRuns } from '../../src/store/runs.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { itemAt } from '../support/item-at.ts';
import { emptyModel, produceNeeds, SENDER } from '../support/produce-needs.ts';

const NOW = instant('2026-11-23T07:00:05Z');
const { secretKey } = SENDER;
let fresh: FreshDatabase;
let db: Db;
let keys = 0;
let key = '';

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());
beforeEach(() => {
  keys += 1;
  key = `leave-${keys}`;
});

const tokenOf = (recipient: string): string => unsubscribeToken(secretKey, key, recipient);
const leave = (recipient: string) => leaveReport({ db, secretKey }, tokenOf(recipient), 'page', NOW);

async function plannedRun(recipients: readonly string[]): Promise<number> {
  const schedule = await applied(db, instant('2026-11-20T12:00Z'), key, { recipients });
  await planReports(db, NOW, TZDB);
  return itemAt(await listRuns(db, { scheduleId: schedule.id, limit: 1 }), 0).id;
}

async function auditOf(action: string): Promise<readonly unknown[]> {
  return db('audit_log').where({ action, object: key }).select('actor', 'detail');
}

describe('one who leaves a report', () => {
  it('is neither written to nor named in a run that was planned before', async () => {
    const runId = await plannedRun(['Ana@example.com', 'bo@example.com']);
    await leave('ana@example.com');
    const asked: ReportAsked[] = [];
    const compose = async (one: ReportAsked) => {
      asked.push(one);
      return emptyModel();
    };
    await produceReport(produceNeeds(db, NOW, { compose }), runId);
    expect((await loadDispatchesOf(db, runId)).map(({ recipient }) => recipient)).toEqual(['bo@example.com']);
    expect(asked[0]?.run.recipients).toEqual(['bo@example.com']);
  });

  it('does not get what waits to be sent, and the run ends without them', async () => {
    const runId = await plannedRun(['ana@example.com']);
    await produceReport(produceNeeds(db, NOW), runId);
    await leave('ana@example.com');
    expect(await loadDispatchesOf(db, runId)).toMatchObject([
      { state: 'failed', reason: 'the recipient left this report' },
    ]);
    expect(await findRun(db, runId)).toMatchObject({ state: 'done_with_failures' });
  });

  it('takes nothing from the others, nor from another report', async () => {
    const runId = await plannedRun(['ana@example.com', 'bo@example.com']);
    await produceReport(produceNeeds(db, NOW), runId);
    const first = key;
    key = `${key}-other`;
    const otherRun = await plannedRun(['ana@example.com']);
    await produceReport(produceNeeds(db, NOW), otherRun);
    key = first;
    await leave('ana@example.com');
    const states = async (of: number) =>
      (await loadDispatchesOf(db, of)).map(({ recipient, state }) => [recipient, state]);
    expect(await states(runId)).toEqual([
      ['ana@example.com', 'failed'],
      ['bo@example.com', 'queued'],
    ]);
    expect(await states(otherRun)).toEqual([['ana@example.com', 'queued']]);
    expect(await findRun(db, runId)).toMatchObject({ state: 'rendered' });
  });

  it('leaves once: the second time changes nothing and writes no audit', async () => {
    await plannedRun(['ana@example.com', 'bo@example.com']);
    expect(await findLeaving({ db, secretKey }, tokenOf('ana@example.com'))).toEqual({
      title: 'SMS weekly',
      recipient: 'a…@example.com',
      hasLeft: false,
      locale: 'en-GB',
    });
    const together = await Promise.all([leave('ana@example.com'), leave('ana@example.com')]);
    expect(together.map((one) => one?.hasLeft)).toEqual([true, true]);
    expect((await leave('ana@example.com'))?.hasLeft).toBe(true);
    expect(await listLeft(db, key)).toMatchObject([{ recipientKey: 'ana@example.com' }]);
    expect(await auditOf('schedule-leave')).toHaveLength(1);
  });

  it('stays out when the file is applied again, until somebody puts them back', async () => {
    const runId = await plannedRun(['ana@example.com']);
    await leave('ana@example.com');
    await applied(db, NOW, key, { recipients: ['ana@example.com', 'bo@example.com'] });
    expect(await listLeft(db, key)).toHaveLength(1);
    await putBackRecipient({ db, now: NOW, actor: 'ada' }, key, 'Ana@Example.com');
    await produceReport(produceNeeds(db, NOW), runId);
    expect(await loadDispatchesOf(db, runId)).toHaveLength(1);
    expect(await auditOf('schedule-put-back')).toMatchObject([{ actor: 'ada' }]);
    await expect(putBackRecipient({ db, now: NOW, actor: 'ada' }, key, 'ana@example.com')).rejects.toThrow(
      `ana@example.com has not left ${key}`,
    );
  });

  it('leaves this report only', async () => {
    await plannedRun(['ana@example.com']);
    await leave('ana@example.com');
    const first = key;
    key = `${key}-other`;
    const runId = await plannedRun(['ana@example.com']);
    await produceReport(produceNeeds(db, NOW), runId);
    expect(await loadDispatchesOf(db, runId)).toHaveLength(1);
    expect((await listLeft(db)).map((one) => one.scheduleKey)).toContain(first);
  });

  it.each([
    ['nobody of the list', () => tokenOf('eve@example.com')],
    ['another secret', () => unsubscribeToken('x'.repeat(32), key, 'ana@example.com')],
    ['a schedule that is not', () => unsubscribeToken(secretKey, 'nowhere', 'ana@example.com')],
    ['no token', () => 'x'],
  ])('cannot be made to by a link of %s', async (_, token) => {
    await plannedRun(['ana@example.com']);
    expect(await leaveReport({ db, secretKey }, token(), 'one-click', NOW)).toBeNull();
    expect(await listLeft(db, key)).toEqual([]);
  });
});

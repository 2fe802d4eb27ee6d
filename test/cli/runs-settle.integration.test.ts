import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerRuns } from '../../src/cli/commands/runs.ts';
import { loadDispatchesOf } from '../../src/store/dispatches.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { renderedRun } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
});
afterAll(async () => {
  await redis.drop();
  await fresh.drop();
});

async function heldDispatch() {
  const runId = await renderedRun(fresh.db);
  await fresh.db('report_dispatches').where({ run_id: runId }).update({ state: 'held' });
  const { id } = itemAt(await loadDispatchesOf(fresh.db, runId), 0);
  return { id, state: async () => itemAt(await loadDispatchesOf(fresh.db, runId), 0).state };
}

const settle = (id: number, as: string) =>
  runCommand(workerApp(fresh, redis), [registerRuns], ['runs', 'settle', String(id), '--as', as]);

it.each([
  ['sent', 'sent'],
  ['again', 'queued'],
])('a person says that a held mail is %s, and the audit log remembers who', async (words, state) => {
  const held = await heldDispatch();
  expect(await settle(held.id, words)).toMatchObject({
    failure: null,
    stdout: `dispatch ${held.id} is ${state}\n`,
  });
  expect(await held.state()).toBe(state);
  const rows = await fresh
    .db('audit_log')
    .where({ object: `dispatch ${held.id}` })
    .select('action', 'actor');
  expect(rows).toEqual([{ action: `dispatch-${state}`, actor: expect.stringMatching(/./) }]);
});

it('nothing is settled that the audit log could not remember', async () => {
  const held = await heldDispatch();
  await fresh.db.raw('RENAME TABLE audit_log TO audit_log_away');
  await expect(settle(held.id, 'sent')).rejects.toThrow(/audit_log/);
  await fresh.db.raw('RENAME TABLE audit_log_away TO audit_log');
  expect(await held.state()).toBe('held');
});

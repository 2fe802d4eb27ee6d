import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { partsOf, readEnvelope } from '../../src/mail/envelope.ts';
import type { Db } from '../../src/store/connect.ts';
import { loadDispatch, loadParts } from '../../src/store/dispatches.ts';
import {
  beginDispatchBody,
  claimDispatch,
  type DispatchClaim,
  listLostDispatches,
  renewDispatchLease,
} from '../../src/store/dispatches-claim.ts';
import { finishRunIfAllFinal, type RunClosing } from '../../src/store/dispatches-run.ts';
import { type Settlement, settleDispatch } from '../../src/store/dispatches-settle.ts';
import { rememberParts } from '../../src/store/remembered-parts.ts';
import { attemptsOf, minutes, renderedRun, runState, START } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { somebodyWaits } from '../support/somebody-waits.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { database, oneDispatch, show } = useDispatchBench();
const LEASE = { leaseS: 60 };

const LATER: Settlement = {
  state: 'queued',
  nextAttemptAt: minutes(5),
  reason: 'later',
  outcome: 'temporary',
  reply: { code: 451, text: '451 later' },
  isAmbiguous: false,
  isCrash: false,
  form: null,
};
const SENT: Settlement = {
  ...LATER,
  state: 'sent',
  nextAttemptAt: null,
  reason: null,
  outcome: 'sent',
  reply: null,
};

async function claim(id: number, owner: string, now = START): Promise<DispatchClaim> {
  const found = await claimDispatch(database(), { id, owner, now, ...LEASE });
  if (found === null) throw new Error(`dispatch ${id} cannot be claimed`);
  return found;
}

/** Two holders of one dispatch: the first one's lease ended, the second has claimed it. */
async function twoHolders(): Promise<{
  readonly id: number;
  readonly old: DispatchClaim;
  readonly young: DispatchClaim;
}> {
  const { id } = await oneDispatch();
  const old = await claim(id, 'old');
  await settleDispatch(
    database(),
    old,
    { ...LATER, nextAttemptAt: START, outcome: 'crashed' },
    { now: minutes(2), lostBefore: minutes(2) },
  );
  return { id, old, young: await claim(id, 'young', minutes(2)) };
}

it('only the holder of the fence may begin the body', async () => {
  const { id, old, young } = await twoHolders();
  const times = { now: minutes(2), ...LEASE };
  await expect(beginDispatchBody(database(), old, times)).rejects.toMatchObject({ code: 'locked' });
  await beginDispatchBody(database(), young, times);
  expect((await attemptsOf(database(), id)).map((row) => row.data_started_at !== null)).toEqual([
    false,
    true,
  ]);
});

it('only the holder of the fence may settle or renew', async () => {
  const { id, old, young } = await twoHolders();
  for (const settlement of [LATER, SENT]) {
    expect(await settleDispatch(database(), old, settlement, { now: minutes(2) })).toEqual({
      isSettled: false,
      closing: null,
    });
  }
  expect(await renewDispatchLease(database(), old, { now: minutes(2), ...LEASE })).toBe(false);
  expect((await show(id)).state).toBe('sending');
  expect((await settleDispatch(database(), young, SENT, { now: minutes(2) })).isSettled).toBe(true);
});

it('a lease that was renewed is not taken away', async () => {
  const { id } = await oneDispatch();
  const held = await claim(id, 'living');
  const lost = await listLostDispatches(database(), minutes(2));
  const own = itemAt(
    lost.filter((one) => one.id === id),
    0,
  );
  expect(await renewDispatchLease(database(), held, { now: minutes(2), ...LEASE })).toBe(true);
  expect(
    (await settleDispatch(database(), own, LATER, { now: minutes(2), lostBefore: minutes(2) })).isSettled,
  ).toBe(false);
  expect((await show(id)).state).toBe('sending');
});

it('settling again what was settled changes nothing and is no error', async () => {
  const { id } = await oneDispatch();
  const held = await claim(id, 'one');
  expect((await settleDispatch(database(), held, LATER, { now: START })).isSettled).toBe(true);
  expect((await settleDispatch(database(), held, LATER, { now: START })).isSettled).toBe(true);
  expect(await show(id)).toMatchObject({ state: 'queued', nextAttemptAt: minutes(5) });
  expect((await settleDispatch(database(), held, SENT, { now: START })).closing).toMatchObject({
    state: 'done',
  });
});

it('of two dispatches that end in overlapping transactions, the second ends the run', async () => {
  const db = database();
  const runId = await renderedRun(db, { recipients: ['ana@example.com', 'bo@example.com'] });
  const ids: readonly { readonly id: number }[] = await db('report_dispatches')
    .where('run_id', runId)
    .orderBy('id')
    .select('id');
  const end = async (trx: Db, index: number): Promise<RunClosing | null> => {
    await trx('report_dispatches').where('id', itemAt(ids, index).id).update({ state: 'sent' });
    return finishRunIfAllFinal(trx, runId, START);
  };
  const first = await db.transaction();
  expect(await end(first, 0)).toBeNull();
  let isOver = false;
  const second = db
    .transaction((trx) => end(trx, 1))
    .finally(() => {
      isOver = true;
    });
  while (!isOver && !(await somebodyWaits(db))) await pause(10);
  await first.commit();
  expect(await second).toMatchObject({ runId, state: 'done' });
  expect(await runState(db, runId)).toBe('done');
});

it('is claimed while somebody holds the row of its run', async () => {
  const { id, runId } = await oneDispatch();
  await database().transaction(async (holder) => {
    await holder('report_runs').where('id', runId).forUpdate().first('id');
    const impatient = await database().transaction();
    await impatient.raw('SET innodb_lock_wait_timeout = 1');
    try {
      expect(await claimDispatch(impatient, { id, owner: 'one', now: START, ...LEASE })).toMatchObject({
        runId,
        standing: { ambiguousPolicy: 'resend_once' },
      });
    } finally {
      await impatient.raw('SET innodb_lock_wait_timeout = 20');
      await impatient.rollback();
    }
  });
});

it('a remembered part counts while its row stands', async () => {
  const { id } = await oneDispatch();
  const parts = partsOf(readEnvelope((await loadDispatch(database(), id))?.envelope).full);
  const memory = rememberParts(1_000_000);
  memory.remember(await loadParts(database(), parts));
  expect([...memory.known.keys()].toSorted()).toEqual([...new Set(parts)].toSorted());
  const [gone = ''] = parts;
  await database()('dispatch_parts').where('sha256', Buffer.from(gone, 'hex')).delete();
  const left = await loadParts(database(), parts, memory.known);
  expect(left.has(gone)).toBe(false);
  expect([...left.keys()].toSorted()).toEqual([...new Set(parts)].filter((hash) => hash !== gone).toSorted());
});

it('a run that is rendered twice keeps one set of dispatches', async () => {
  const { runId } = await oneDispatch();
  const db = database();
  const row: Record<string, unknown> | undefined = await db('report_dispatches')
    .where('run_id', runId)
    .first('*');
  await expect(
    db('report_dispatches').insert({ ...row, id: undefined, message_id: '<other@x.no>', envelope: '{}' }),
  ).rejects.toMatchObject({ errno: 1062 });
});

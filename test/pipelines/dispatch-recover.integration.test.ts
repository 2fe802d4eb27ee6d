import { describe, expect, it } from 'vitest';
import type { Mailer } from '../../src/mail/mailer.ts';
import type { Db } from '../../src/store/connect.ts';
import { attemptsOf, minutes } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { bench, oneDispatch, server, show, database } = useDispatchBench();

/** Where the process is killed: the mailer throws what nobody catches, so nothing is settled. */
const KILLED = new Error('killed');
const beforeConnecting = (): Mailer => ({ send: () => Promise.reject(KILLED), close: () => undefined });
const afterPhaseData = (): Mailer => ({
  async send(mail) {
    await mail.beforeBody();
    throw KILLED;
  },
  close: () => undefined,
});
const afterReply = (mailer: Mailer): Mailer => ({
  async send(mail) {
    await mailer.send(mail);
    throw KILLED;
  },
  close: () => mailer.close(),
});

describe('a worker that dies', () => {
  it('before the body: surely not sent, sent once after the lease', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    await expect(bench(smtp.url, beforeConnecting).send(id)).rejects.toBe(KILLED);
    const other = bench(smtp.url);
    expect((await other.send(id, minutes(0.5))).kind).toBe('not-due');
    await other.recover(minutes(0.9));
    expect((await show(id)).state).toBe('sending');
    expect((await other.recover(minutes(1))).due).toContain(id);
    expect((await other.send(id, minutes(1))).kind).toBe('sent');
    expect(smtp.bodies).toHaveLength(1);
    expect((await attemptsOf(database(), id)).map((row) => row.outcome)).toEqual(['crashed', 'sent']);
    expect(await show(id)).toMatchObject({ ambiguousAttempts: 0 });
  });

  it('after phase data was committed: ambiguous, repeated after 15 minutes', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    await expect(bench(smtp.url, afterPhaseData).send(id)).rejects.toBe(KILLED);
    const other = bench(smtp.url);
    expect((await other.recover(minutes(2))).due).not.toContain(id);
    expect(await show(id)).toMatchObject({
      state: 'queued',
      ambiguousAttempts: 1,
      nextAttemptAt: minutes(15),
    });
    expect((await other.send(id, minutes(15))).kind).toBe('sent');
    expect(smtp.bodies).toHaveLength(1);
  });

  it('after the reply, before it was written down: two copies at most, byte by byte the same', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    await expect(bench(smtp.url, afterReply).send(id)).rejects.toBe(KILLED);
    const other = bench(smtp.url);
    await other.recover(minutes(2));
    await other.send(id, minutes(15));
    await other.recover(minutes(60));
    expect(smtp.bodies).toHaveLength(2);
    expect(itemAt(smtp.bodies, 1).bytes).toBe(itemAt(smtp.bodies, 0).bytes);
    expect(await show(id)).toMatchObject({ state: 'sent', ambiguousAttempts: 1 });
  });

  it('after phase data is held when the schedule says so', async () => {
    const smtp = await server();
    const { id, runId } = await oneDispatch({ policy: 'hold' });
    await expect(bench(smtp.url, afterPhaseData).send(id)).rejects.toBe(KILLED);
    const other = bench(smtp.url);
    await other.recover(minutes(2));
    expect((await show(id)).state).toBe('held');
    expect(other.closings.filter((closing) => closing.runId === runId)).toHaveLength(1);
  });

  it('five times at the same mail: given up', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    const poison = bench(smtp.url, beforeConnecting);
    for (let n = 1; n <= 5; n += 1) {
      await expect(poison.send(id, minutes(n * 60))).rejects.toBe(KILLED);
      await poison.recover(minutes(n * 60 + 2));
    }
    expect(await show(id)).toMatchObject({ state: 'failed', attempt: 5 });
  });
});

describe('a worker that was only asleep', () => {
  it('before the body is stopped by its fence: one copy', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    const other = bench(smtp.url);
    const sleeper = bench(smtp.url, (mailer) => ({
      async send(mail) {
        await other.recover(minutes(2));
        expect((await other.send(id, minutes(2))).kind).toBe('sent');
        return mailer.send(mail);
      },
      close: () => mailer.close(),
    }));
    expect((await sleeper.send(id)).kind).toBe('lost');
    expect(smtp.bodies).toHaveLength(1);
    expect(await show(id)).toMatchObject({ state: 'sent', attempt: 2 });
  });

  it('after the reply still counts: no second copy', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    const other = bench(smtp.url);
    const sleeper = bench(smtp.url, (mailer) => ({
      async send(mail) {
        const outcome = await mailer.send(mail);
        await other.recover(minutes(2));
        return outcome;
      },
      close: () => mailer.close(),
    }));
    expect((await sleeper.send(id)).kind).toBe('sent');
    expect((await other.send(id, minutes(30))).kind).toBe('not-due');
    expect(smtp.bodies).toHaveLength(1);
  });
});

describe('a database in trouble', () => {
  it('that cannot record the phase stops the mail before its body', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    const worker = bench(smtp.url, (mailer) => ({
      async send(mail) {
        await database().raw('RENAME TABLE dispatch_attempts TO dispatch_attempts_away');
        const outcome = await mailer.send(mail);
        await database().raw('RENAME TABLE dispatch_attempts_away TO dispatch_attempts');
        return outcome;
      },
      close: () => mailer.close(),
    }));
    expect(await worker.send(id)).toMatchObject({ kind: 'queued', nextAttemptAt: minutes(1) });
    expect(smtp.bodies).toEqual([]);
    expect((await worker.recover(minutes(1))).due).toContain(id);
    expect(await attemptsOf(database(), id)).toMatchObject([{ outcome: 'withheld', data_started_at: null }]);
  });

  it('that drops every connection after the reply still learns that it was sent', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    const worker = bench(smtp.url, (mailer) => ({
      async send(mail) {
        const outcome = await mailer.send(mail);
        await killConnections(database());
        return outcome;
      },
      close: () => mailer.close(),
    }));
    expect((await worker.send(id)).kind).toBe('sent');
    expect(await show(id)).toMatchObject({ state: 'sent', ambiguousAttempts: 0 });
    expect(smtp.bodies).toHaveLength(1);
  });
});

async function killConnections(db: Db): Promise<void> {
  const [rows] = await db.raw(
    'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
  );
  const own: readonly { readonly id?: number; readonly ID?: number }[] = rows;
  for (const row of own) await db.raw('KILL ?', [Number(row.id ?? row.ID)]).catch(() => undefined);
  await db.raw('KILL CONNECTION_ID()').catch(() => undefined);
}

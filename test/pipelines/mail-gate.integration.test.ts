import { expect, it } from 'vitest';
import { createHostCircuit } from '../../src/mail/host-circuit.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { recoverDispatches } from '../../src/pipelines/dispatch-recover.ts';
import { type DispatchResult, dispatchReport } from '../../src/pipelines/dispatch-report.ts';
import { createMailGate, refuseWhilePaused } from '../../src/pipelines/mail-gate.ts';
import { loadDispatchesOf } from '../../src/store/dispatches.ts';
import { decideHeldDispatch } from '../../src/store/dispatches-settle.ts';
import { forgetMailDays, takeRecipientTurn } from '../../src/store/limits.ts';
import { pauseMail, resumeMail, takeMailTurn } from '../../src/store/mail-gate.ts';
import { minutes, renderedRun, START } from '../support/dispatch-bench.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { database, server } = useDispatchBench();

const three = ['a@example.com', 'b@example.com', 'c@example.com'];
const pause = { since: START, by: 'cli:anna', reason: 'wrong figures' };

/** A worker of its own: `send` tries every dispatch of the run once. */
function worker(url: string, perMinute: number, perDay = 0) {
  const db = database();
  const mailer = createMailer(parseSmtpUrl(url));
  const gate = createMailGate({
    db,
    host: 'mail.example',
    limits: { MAIL_PER_MINUTE: perMinute, MAIL_PER_RECIPIENT_DAY: perDay },
  });
  const circuit = createHostCircuit();
  return {
    close: () => mailer.close(),
    send: async (runId: number, now: Temporal.Instant) => {
      const results: DispatchResult[] = [];
      const tools = { db, mailer, circuit, gate, worker: 'one', clock: async () => now };
      for (const { id } of await loadDispatchesOf(db, runId)) results.push(await dispatchReport(tools, id));
      return results.map(({ kind }) => kind);
    },
  };
}

it('nothing goes out while mails are paused, and everything afterwards, once', async () => {
  const smtp = await server();
  const one = worker(smtp.url, 0);
  const runId = await renderedRun(database(), { recipients: three });
  expect(await database().transaction((trx) => pauseMail(trx, pause))).toBe(true);
  expect(await database().transaction((trx) => pauseMail(trx, { ...pause, by: 'cli:ben' }))).toBe(false);
  expect(await one.send(runId, minutes(1))).toEqual(['postponed', 'postponed', 'postponed']);
  const tools = { db: database(), clock: async () => minutes(1) };
  expect((await recoverDispatches(tools)).due).toEqual([]);
  await expect(refuseWhilePaused(database())).rejects.toMatchObject({
    code: 'bad-state',
    message: expect.stringContaining('paused since 2026-11-25T08:00:00Z by cli:anna (wrong figures)'),
  });
  expect(smtp.bodies).toHaveLength(0);
  const attempts = await database()('dispatch_attempts as a')
    .join('report_dispatches as d', 'd.id', 'a.dispatch_id')
    .where('d.run_id', runId)
    .count({ n: '*' });
  expect(Number(attempts[0]?.n)).toBe(0);

  expect((await database().transaction((trx) => resumeMail(trx)))?.by).toBe('cli:anna');
  expect(await database().transaction((trx) => resumeMail(trx))).toBeNull();
  await refuseWhilePaused(database());
  expect((await recoverDispatches(tools)).due).toHaveLength(3);
  expect(await one.send(runId, minutes(2))).toEqual(['sent', 'sent', 'sent']);
  expect(smtp.bodies.map(({ to }) => to)).toEqual(three);
  one.close();
});

it('no more mails go out in a minute than are set, whoever sends them', async () => {
  const smtp = await server();
  const [one, two] = [worker(smtp.url, 4), worker(smtp.url, 4)];
  const [first, second] = [
    await renderedRun(database(), { recipients: three }),
    await renderedRun(database(), { recipients: three }),
  ];
  const begin = minutes(60);
  expect(await one.send(first, begin)).toEqual(['sent', 'sent', 'sent']);
  expect(await two.send(second, begin.add({ seconds: 50 }))).toEqual(['sent', 'postponed', 'postponed']);
  expect(await one.send(second, begin.add({ seconds: 59 }))).toEqual(['postponed', 'postponed', 'postponed']);
  expect(await one.send(second, begin.add({ seconds: 60 }))).toEqual(['not-due', 'sent', 'sent']);
  expect(smtp.bodies).toHaveLength(6);
  one.close();
  two.close();
});

it('turns of many workers are counted one by one, and a clock that goes back closes nothing', async () => {
  const now = minutes(600);
  const asked = Array.from({ length: 24 }, () => takeMailTurn(database(), 'busy.example', 10, now));
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(10);
  expect(await takeMailTurn(database(), 'busy.example', 10, now.subtract({ hours: 2 }))).toBe(true);
  expect(await takeMailTurn(database(), 'other.example', 1, now)).toBe(true);
  expect(await takeMailTurn(database(), 'other.example', 1, now)).toBe(false);
});

it('one recipient gets so many mails in a day, and a person decides about one more', async () => {
  const smtp = await server();
  const one = worker(smtp.url, 0, 2);
  const runs: number[] = [];
  for (const recipients of [
    ['Far@example.com'],
    ['far@example.com'],
    ['FAR@example.com', 'near@example.com'],
  ])
    runs.push(await renderedRun(database(), { recipients }));
  const [first = 0, second = 0, third = 0] = runs;
  expect(await one.send(first, minutes(1))).toEqual(['sent']);
  expect(await one.send(second, minutes(2))).toEqual(['sent']);
  expect(await one.send(third, minutes(3))).toEqual(['held', 'sent']);
  const [held] = await loadDispatchesOf(database(), third);
  expect(held).toMatchObject({
    state: 'held',
    reason: 'more than 2 report mails to this recipient today (MAIL_PER_RECIPIENT_DAY)',
  });
  expect(await database()('report_runs').where({ id: third }).first('state', 'reason')).toEqual({
    state: 'done_with_failures',
    reason: '1 of the dispatches did not arrive',
  });
  expect(smtp.bodies).toHaveLength(3);

  await decideHeldDispatch(database(), held?.id ?? 0, 'queued', minutes(4));
  expect(await one.send(third, minutes(4))).toEqual(['sent', 'not-due']);
  expect(smtp.bodies).toHaveLength(4);
  one.close();
});

it('what one recipient gets is counted one by one, each day anew, and not kept', async () => {
  const now = minutes(600);
  const asked = Array.from({ length: 12 }, () => takeRecipientTurn(database(), 'x@example.com', 5, now));
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5);
  expect(await takeRecipientTurn(database(), 'x@example.com', 5, now.add({ hours: 24 }))).toBe(true);
  await forgetMailDays(database(), now.add({ hours: 72 }));
  expect(await database()('mail_days')).toEqual([]);
});

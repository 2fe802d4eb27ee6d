import { describe, expect, it } from 'vitest';
import { unsubscribeToken } from '../../src/mail/unsubscribe-token.ts';
import { leaveReport } from '../../src/pipelines/leave-report.ts';
import { applied, instant } from '../support/build-schedule.ts';
import { attemptsOf, minutes, renderedRun, runState, START } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { bench, server, show, database } = useDispatchBench();
const secretKey = 'a key of the tests, long enough';
let keys = 0;

/** A run of two people whose mails wait, and the way for one of them to leave. */
async function twoMails() {
  keys += 1;
  const key = `leaving-${keys}`;
  const recipients = ['ana@example.com', 'bo@example.com'];
  const schedule = await applied(database(), instant('2026-11-20T12:00Z'), key, { recipients });
  const runId = await renderedRun(database(), { recipients, scheduleId: schedule.id });
  const token = unsubscribeToken(secretKey, key, 'ana@example.com');
  return { runId, leave: () => leaveReport({ db: database(), secretKey }, token, 'one-click', START) };
}

describe('one who leaves while the mail is being sent', () => {
  it('gets not one byte of it, and the others get theirs', async () => {
    const smtp = await server();
    const { runId, leave } = await twoMails();
    const states: string[] = [];
    const worker = bench(smtp.url, (mailer) => ({
      ...mailer,
      send: async (mail) => {
        if (mail.to === 'ana@example.com') {
          states.push(...(await worker.dispatches(runId)).map(({ state }) => state));
          await leave();
        }
        return mailer.send(mail);
      },
    }));
    expect(await worker.sendAll(runId)).toEqual(['failed', 'sent']);
    expect(states).toEqual(['sending', 'queued']);
    expect(smtp.bodies.map(({ to }) => to)).toEqual(['bo@example.com']);
    const { id } = itemAt(await worker.dispatches(runId), 0);
    expect(await show(id)).toMatchObject({ state: 'failed', reason: 'the recipient left this report' });
    expect(await attemptsOf(database(), id)).toMatchObject([{ outcome: 'withheld', data_started_at: null }]);
    expect(await runState(database(), runId)).toBe('done_with_failures');
    // the mail server did nothing wrong, and nothing comes back later
    expect(worker.circuit.trouble()).toBeNull();
    expect(await worker.recover(minutes(60))).toEqual({ recovered: 0, due: [] });
    expect(await worker.sendAll(runId, minutes(60))).toEqual(['not-due', 'not-due']);
  });

  it('gets it neither when the server had said later, and the mail waits again', async () => {
    let asked = 0;
    const smtp = await server({
      rcpt: () => {
        asked += 1;
        return asked === 1 ? '451 4.7.1 greylisted' : '250 2.1.5 ok';
      },
    });
    const { runId, leave } = await twoMails();
    const ana = itemAt(await bench(smtp.url).dispatches(runId), 0).id;
    const worker = bench(smtp.url, (mailer) => ({
      ...mailer,
      send: async (mail) => {
        const outcome = await mailer.send(mail);
        if (outcome.kind === 'temporary') await leave();
        return outcome;
      },
    }));
    expect((await worker.send(ana)).kind).toBe('queued');
    expect((await worker.send(ana, minutes(30))).kind).toBe('failed');
    expect([asked, smtp.bodies]).toEqual([2, []]);
    expect(await show(ana)).toMatchObject({ state: 'failed', reason: 'the recipient left this report' });
  });
});

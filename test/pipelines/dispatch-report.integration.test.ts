import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { attemptsOf, minutes, renderedRun, runState, START } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { sampleContent, sampleFile } from '../support/mail-request.ts';
import { NOBODY, type Script } from '../support/smtp-misbehaving.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { bench, oneDispatch, server, show, database } = useDispatchBench();

const THREE = ['ana@example.com', 'bo@example.com', 'cy@example.com'];

describe('a dispatch that goes well', () => {
  it('reaches each recipient once, as exactly the stored bytes, and ends the run', async () => {
    const smtp = await server();
    const worker = bench(smtp.url);
    const runId = await renderedRun(database(), { recipients: THREE });
    expect(await worker.sendAll(runId)).toEqual(['sent', 'sent', 'sent']);
    expect(await worker.sendAll(runId)).toEqual(['not-due', 'not-due', 'not-due']);
    expect(smtp.bodies.map((body) => body.to)).toEqual(THREE);
    expect(smtp.commands.filter((line) => line.startsWith('RCPT'))).toEqual(
      THREE.map((to) => `RCPT TO:<${to}>`),
    );
    for (const [index, { id }] of (await worker.dispatches(runId)).entries()) {
      const hash = createHash('sha256').update(itemAt(smtp.bodies, index).bytes, 'latin1').digest('hex');
      expect(hash).toBe((await show(id)).mailSha256);
    }
    expect(await runState(database(), runId)).toBe('done');
    expect(worker.closings).toMatchObject([{ runId, state: 'done', troubles: [] }]);
  });

  it('keeps what the server said', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    await bench(smtp.url).send(id);
    expect(await show(id)).toMatchObject({
      state: 'sent',
      attempt: 1,
      smtpCode: 250,
      smtpText: '250 2.0.0 kept',
    });
    expect(await attemptsOf(database(), id)).toMatchObject([{ attempt: 1, outcome: 'sent', smtp_code: 250 }]);
  });

  it('is sent once although five workers take it at the same moment', async () => {
    const smtp = await server();
    const { id } = await oneDispatch();
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => bench(smtp.url).send(id)));
    expect(results.map((result) => result.kind).toSorted()).toEqual([...Array(4).fill('not-due'), 'sent']);
    expect(smtp.bodies).toHaveLength(1);
  });

  it('ends its run exactly once when all dispatches end at the same moment', async () => {
    const smtp = await server();
    const runId = await renderedRun(database(), { recipients: THREE });
    const worker = bench(smtp.url);
    await Promise.all((await worker.dispatches(runId)).map(({ id }) => worker.send(id)));
    expect(await runState(database(), runId)).toBe('done');
    expect(worker.closings).toHaveLength(1);
  });

  it('does nothing for an id that does not exist', async () => {
    expect((await bench((await server()).url).send(999_999)).kind).toBe('not-due');
  });
});

describe('a recipient that is refused', () => {
  it('by the server fails alone; the others get theirs', async () => {
    const smtp = await server({ rcpt: (to) => (to.startsWith('bo') ? '550 5.1.1 no such user' : '250 ok') });
    const worker = bench(smtp.url);
    const runId = await renderedRun(database(), { recipients: THREE });
    expect(await worker.sendAll(runId)).toEqual(['sent', 'failed', 'sent']);
    expect(await runState(database(), runId)).toBe('done_with_failures');
    expect(worker.closings).toMatchObject([
      {
        state: 'done_with_failures',
        troubles: [{ recipient: 'bo@example.com', state: 'failed', reason: '550 5.1.1 no such user' }],
      },
    ]);
  });

  it('because it is no address has a failed row; the others get theirs, and each address only one', async () => {
    const smtp = await server();
    const worker = bench(smtp.url);
    const runId = await renderedRun(database(), {
      recipients: ['ana@example.com', 'a@x.no\r\nBcc: evil@x.no', 'ANA@example.com', 'bo@example.com'],
    });
    expect(await worker.sendAll(runId)).toEqual(['sent', 'sent', 'not-due']);
    expect((await worker.dispatches(runId)).map((dispatch) => dispatch.state)).toEqual([
      'sent',
      'sent',
      'failed',
    ]);
    expect(smtp.bodies.map((body) => body.to)).toEqual(['ana@example.com', 'bo@example.com']);
    expect(await runState(database(), runId)).toBe('done_with_failures');
  });
});

describe('trouble that passes', () => {
  it('of one mail: greylisted, tried again a minute later', async () => {
    const smtp = await server({ rcpt: '450 4.2.0 greylisted' }, {});
    const worker = bench(smtp.url);
    const { id } = await oneDispatch();
    expect(await worker.send(id)).toMatchObject({
      kind: 'queued',
      nextAttemptAt: minutes(1),
      needsConfig: false,
    });
    expect((await worker.send(id, minutes(0.9))).kind).toBe('not-due');
    expect((await worker.recover(minutes(0.9))).due).not.toContain(id);
    expect((await worker.recover(minutes(1))).due).toContain(id);
    expect((await worker.send(id, minutes(1))).kind).toBe('sent');
    expect((await attemptsOf(database(), id)).map((row) => row.outcome)).toEqual(['temporary', 'sent']);
  });

  it('waits 1, 2, 5, 10, 30 minutes and then an hour each time', async () => {
    const smtp = await server({ rcpt: '451 4.3.0 later' });
    const worker = bench(smtp.url);
    const { id } = await oneDispatch();
    let now = START;
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const result = await worker.send(id, now);
      if (result.kind !== 'queued') throw new Error(result.kind);
      waits.push(result.nextAttemptAt.since(now).total('minutes'));
      now = result.nextAttemptAt;
    }
    expect(waits).toEqual([1, 2, 5, 10, 30, 60, 60]);
  });

  it.each<[string, Script]>([
    ['421 as greeting', { greeting: { reply: '421 4.3.2 closing', after: 'close' } }],
    ['452 at RCPT', { rcpt: '452 4.5.3 too many' }],
  ])('of the host, %s: all mails wait, one tries first', async (_what, script) => {
    const smtp = await server(script);
    const worker = bench(smtp.url);
    const runId = await renderedRun(database(), { recipients: THREE });
    expect(await worker.sendAll(runId)).toEqual(['queued', 'postponed', 'postponed']);
    expect(smtp.connections()).toBe(1);
    smtp.script({});
    expect(await worker.sendAll(runId, minutes(0.5))).toEqual(['postponed', 'postponed', 'postponed']);
    expect(await worker.sendAll(runId, minutes(1))).toEqual(['sent', 'sent', 'sent']);
  });

  it('a mail server that is away for two hours gets everything afterwards, oldest first', async () => {
    const runId = await renderedRun(database(), { recipients: THREE });
    const waiting = bench(NOBODY);
    for (let minute = 0; minute < 120; minute += 7) {
      const { due } = await waiting.recover(minutes(minute));
      for (const id of due) await waiting.send(id, minutes(minute));
    }
    const ids = (await waiting.dispatches(runId)).map((dispatch) => dispatch.id);
    const smtp = await server();
    const worker = bench(smtp.url);
    const { due } = await worker.recover(minutes(200));
    expect(due.filter((id) => ids.includes(id))).toEqual(ids);
    for (const id of ids) expect((await worker.send(id, minutes(200))).kind).toBe('sent');
    expect(smtp.bodies.map((body) => body.to)).toEqual(THREE);
    expect((await worker.dispatches(runId)).every((dispatch) => dispatch.ambiguousAttempts === 0)).toBe(true);
  });

  it('closed at DATA is not ambiguous', async () => {
    const smtp = await server({ data: 'close' }, {});
    const worker = bench(smtp.url);
    const { id } = await oneDispatch();
    expect((await worker.send(id)).kind).toBe('queued');
    expect((await worker.send(id, minutes(1))).kind).toBe('sent');
    expect(await show(id)).toMatchObject({ ambiguousAttempts: 0 });
    expect(await attemptsOf(database(), id)).toMatchObject([
      { outcome: 'temporary', data_started_at: null },
      {},
    ]);
  });

  it('a refused login asks for a person at once and does not storm', async () => {
    const smtp = await server({ offers: ['AUTH PLAIN'], auth: '535 5.7.8 no' });
    const worker = bench(smtp.url.replace('smtp://', 'smtp://user:pw@'));
    const runId = await renderedRun(database(), { recipients: THREE });
    const first = itemAt(await worker.dispatches(runId), 0);
    expect(await worker.send(first.id)).toMatchObject({
      kind: 'queued',
      needsConfig: true,
      nextAttemptAt: minutes(10),
    });
    await worker.sendAll(runId, minutes(9));
    expect(smtp.connections()).toBe(1);
  });

  it('past the deadline has failed, and the run has ended', async () => {
    const smtp = await server({ rcpt: '451 4.3.0 later' });
    const worker = bench(smtp.url);
    const { id, runId } = await oneDispatch({ deadlineAt: minutes(30) });
    await worker.send(id);
    expect((await worker.send(id, minutes(31))).kind).toBe('not-due');
    await worker.recover(minutes(31));
    expect(await show(id)).toMatchObject({ state: 'failed', reason: 'deadline passed; 451 4.3.0 later' });
    expect(await runState(database(), runId)).toBe('done_with_failures');
    expect(worker.closings.filter((closing) => closing.runId === runId)).toHaveLength(1);
  });
});

describe('a mail that is too large for the server', () => {
  const content = sampleContent({ attachments: [sampleFile(100_000)] });

  it.each<[string, Script]>([
    ['known from EHLO', { offers: ['SIZE 20000'] }],
    ['552 after the dot', { dot: '552 5.3.4 too big' }],
  ])('(%s) goes without attachments and says so', async (_what, script) => {
    const smtp = await server(script, { ...script, dot: '250 2.0.0 kept' });
    const worker = bench(smtp.url);
    const { id } = await oneDispatch({ content });
    const full = await show(id);
    expect(await worker.send(id)).toMatchObject({ kind: 'queued', nextAttemptAt: START });
    expect((await worker.send(id)).kind).toBe('sent');
    const last = itemAt(smtp.bodies, smtp.bodies.length - 1).bytes;
    expect(last).toContain('Not attached: performance.csv');
    expect(last).not.toContain('Content-Disposition: attachment');
    expect((await show(id)).mailBytes).toBeLessThan(full.mailBytes);
    expect((await show(id)).messageId).toBe(full.messageId);
  });

  it('is not too large at the full budget: stored, assembled and sent', async () => {
    const smtp = await server();
    const { id } = await oneDispatch({ content: sampleContent({ attachments: [sampleFile(3_600_000)] }) });
    expect((await bench(smtp.url).send(id)).kind).toBe('sent');
    expect((await show(id)).mailBytes).toBeGreaterThan(4_900_000);
  });

  it('even without attachments has failed', async () => {
    const smtp = await server({ offers: ['SIZE 10'] });
    const worker = bench(smtp.url);
    const { id } = await oneDispatch({ content: sampleContent({ attachments: [] }) });
    expect((await worker.send(id)).kind).toBe('failed');
  });
});

it('a stored mail that was damaged is not sent', async () => {
  const smtp = await server();
  const { id } = await oneDispatch({ content: sampleContent({ text: 'only here\n' }) });
  await database()('dispatch_parts')
    .where('bytes', 'like', '%only here%')
    .update({ bytes: Buffer.from('other') });
  expect(await bench(smtp.url).send(id)).toEqual({
    kind: 'failed',
    reason: 'the stored mail is damaged or gone',
  });
  expect(smtp.connections()).toBe(0);
});

it('parts that mails share are stored once', async () => {
  const countParts = async (): Promise<number> =>
    (await database()('dispatch_parts').select('sha256')).length;
  const before = await countParts();
  const content = sampleContent({ text: 'shared text\n', html: '<p>shared</p>' });
  await renderedRun(database(), { recipients: THREE, content });
  await renderedRun(database(), { recipients: THREE, content });
  const after = await countParts();
  // text and html, each with and without the sentence about the missing file; picture and table were there
  expect(after - before).toBe(4);
});

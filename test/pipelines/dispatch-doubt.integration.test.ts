import { describe, expect, it } from 'vitest';
import { decideHeldDispatch } from '../../src/store/dispatches-settle.ts';
import { attemptsOf, minutes, runState, SHORT_OF_REPLY } from '../support/dispatch-bench.ts';
import { itemAt } from '../support/item-at.ts';
import { useDispatchBench } from '../support/use-dispatch-bench.ts';

const { bench, oneDispatch, server, show, database } = useDispatchBench();

describe('a mail that perhaps arrived', () => {
  it.each(['close', 'reset', 'hang', 'garbage'])(
    '(%s after the dot) is repeated once, after 15 minutes, byte by byte',
    async (dot) => {
      const smtp = await server({ dot }, {});
      const worker = bench(smtp.url);
      const first = dot === 'hang' ? bench(smtp.url, undefined, SHORT_OF_REPLY) : worker;
      const { id, runId } = await oneDispatch();
      expect(await first.send(id)).toMatchObject({ kind: 'queued', nextAttemptAt: minutes(15) });
      expect((await worker.send(id, minutes(14))).kind).toBe('not-due');
      expect((await worker.send(id, minutes(15))).kind).toBe('sent');
      expect(smtp.bodies).toHaveLength(2);
      expect(itemAt(smtp.bodies, 1).bytes).toBe(itemAt(smtp.bodies, 0).bytes);
      expect((await attemptsOf(database(), id)).map((row) => row.outcome)).toEqual(['ambiguous', 'sent']);
      expect(await show(id)).toMatchObject({ state: 'sent', ambiguousAttempts: 1 });
      expect(await runState(database(), runId)).toBe('done');
    },
  );

  it('twice is held: never a third copy', async () => {
    const smtp = await server({ dot: 'close' });
    const worker = bench(smtp.url);
    const { id, runId } = await oneDispatch();
    await worker.send(id);
    expect((await worker.send(id, minutes(15))).kind).toBe('held');
    expect((await worker.send(id, minutes(60))).kind).toBe('not-due');
    expect(smtp.bodies).toHaveLength(2);
    expect(await runState(database(), runId)).toBe('done_with_failures');
    expect(worker.closings).toMatchObject([{ troubles: [{ state: 'held' }] }]);
  });

  it('is held at once when the schedule says so, until a person decides', async () => {
    const smtp = await server({ dot: 'close' }, {});
    const worker = bench(smtp.url);
    const { id, runId } = await oneDispatch({ policy: 'hold' });
    expect((await worker.send(id)).kind).toBe('held');
    await decideHeldDispatch(database(), id, 'queued', minutes(60));
    expect(await runState(database(), runId)).toBe('rendered');
    expect((await worker.send(id, minutes(60))).kind).toBe('sent');
    expect(await runState(database(), runId)).toBe('done');
    await expect(decideHeldDispatch(database(), id, 'sent', minutes(61))).rejects.toThrow(/is not held/);
  });

  it('and did arrive, says a person: the run is done', async () => {
    const smtp = await server({ dot: 'close' });
    const { id, runId } = await oneDispatch({ policy: 'hold' });
    await bench(smtp.url).send(id);
    expect(await decideHeldDispatch(database(), id, 'sent', minutes(60))).toMatchObject({ state: 'done' });
    expect(await runState(database(), runId)).toBe('done');
  });

  it('is held, not failed, when the deadline comes first', async () => {
    const smtp = await server({ dot: 'close' });
    const { id } = await oneDispatch({ deadlineAt: minutes(10) });
    expect((await bench(smtp.url).send(id)).kind).toBe('held');
  });

  it('and is refused the second time has failed, with the doubt in its reason', async () => {
    const smtp = await server({ dot: 'close' }, { rcpt: '550 5.1.1 gone' });
    const worker = bench(smtp.url);
    const { id } = await oneDispatch();
    await worker.send(id);
    expect(await worker.send(id, minutes(15))).toEqual({
      kind: 'failed',
      reason: '550 5.1.1 gone (an earlier attempt may have arrived)',
    });
  });
});

describe('a reply after the dot is no doubt', () => {
  it('451: tried again', async () => {
    const smtp = await server({ dot: '451 4.3.0 later' }, {});
    const worker = bench(smtp.url);
    const { id } = await oneDispatch();
    expect((await worker.send(id)).kind).toBe('queued');
    expect((await worker.send(id, minutes(1))).kind).toBe('sent');
    expect(await show(id)).toMatchObject({ ambiguousAttempts: 0 });
  });

  it('250 and then a closed connection: sent', async () => {
    const smtp = await server({ dot: { reply: '250 2.0.0 kept', after: 'close' } });
    const { id } = await oneDispatch();
    expect((await bench(smtp.url).send(id)).kind).toBe('sent');
  });
});

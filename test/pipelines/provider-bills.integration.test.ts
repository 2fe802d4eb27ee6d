import { expect, it } from 'vitest';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { receipt, SENT_MS } from '../support/event-samples.ts';
import { IMPORT_SECRET, importBench } from '../support/import-bench.ts';

it('a bill changes and touches a message only where it says more than is known', async () => {
  const { db, give, reset, touched, drop } = await importBench();
  try {
    await reset();
    await give(
      'messages',
      'message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id,parts\n' +
        'm1,c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,L1,1\n',
    );
    await touched();
    const bill = async (code: string, parts: number, costMicro: number) => {
      const events = [receipt('L1', 'sent', code, { parts, costMicro, currency: 'EUR' })];
      const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);
      const provider = 'link_mobility';
      const taken = await takeEvents({ db, secretKey: IMPORT_SECRET, provider, events, receivedAt });
      expect(taken.applied).toBe(1);
      const message = await db('messages').where({ message_id: 'm1' }).first();
      return { parts: message.parts, cost: message.cost_micro, touched: await touched() };
    };
    expect(await bill('1', 3, 126_000)).toEqual({ parts: 3, cost: 126_000, touched: ['m1'] });
    expect(await bill('2', 2, 84_000)).toEqual({ parts: 3, cost: 126_000, touched: [] });
    expect(await bill('3', 1, 126_000)).toEqual({ parts: 3, cost: 126_000, touched: [] });
    expect(await bill('4', 2, 130_000)).toEqual({ parts: 3, cost: 130_000, touched: ['m1'] });
    expect(await bill('5', 4, 130_000)).toEqual({ parts: 4, cost: 130_000, touched: ['m1'] });
  } finally {
    await drop();
  }
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { decideReply } from '../../src/store/provider-events/review-replies.ts';
import { suppressedContacts } from '../support/apply-on.ts';
import { inbound, SENT_MS } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench();
});
afterAll(() => bench.drop());
beforeEach(async () => {
  await bench.reset();
  await bench.db('parked_events').delete();
});

const suppressed = () => suppressedContacts(bench.db);

function take(text: string, id: string, phone = '+4791234567') {
  const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);
  return takeEvents({
    db: bench.db,
    secretKey: IMPORT_SECRET,
    provider: 'link_mobility',
    events: [inbound(phone, text, { inboundId: id })],
    receivedAt,
  });
}

// c1 and c2 have the same number
const BOTH = ['c1 opted_out', 'c2 opted_out'];

describe('an opt-out is in force once it is stored', () => {
  it('from an imported file, until an imported opt-in', async () => {
    await bench.give(
      'opt_outs',
      'event_id,contact_id,event,occurred_at\ne1,c1,opt_out,2026-11-20T10:00:00Z\n',
    );
    expect(await suppressed()).toEqual(BOTH);
    await bench.give(
      'opt_outs',
      'event_id,contact_id,event,occurred_at\ne2,c2,opt_in,2026-11-21T10:00:00Z\n',
      {
        name: 'in.csv',
      },
    );
    expect(await suppressed()).toEqual([]);
  });

  it('from a text that a hook or a pull brings', async () => {
    await take('STOP', '1');
    expect(await suppressed()).toEqual(BOTH);
  });

  it('from a text that a person had to read', async () => {
    await take('Stop please, I moved', '1');
    expect(await suppressed()).toEqual([]);
    const now = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 7_200_000);
    await decideReply(bench.db, 'link_mobility:1', 'opt_out', 'test', now);
    expect(await suppressed()).toEqual(BOTH);
  });

  it('from a number nobody knew, once its contact comes', async () => {
    await take('STOP', '1', '+4798765432');
    expect(await suppressed()).toEqual([]);
    await bench.give('contacts', 'contact_id,phone,country\nc9,+4798765432,NO\n', { name: 'new.csv' });
    await bench.db('parked_events').update({ next_try_at: new Date(0) });
    await take('STOP', '1', '+4798765432');
    expect(await suppressed()).toEqual(['c9 opted_out']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';
import { createRun } from '../../../src/store/cleaning/propose/cleaning-runs.ts';
import { type Ending, finishRun } from '../../../src/store/cleaning/propose/finish-run.ts';
import { AS_OF, type CleaningBench, cleaningBench, keys, phoneOf } from '../../support/cleaning-bench.ts';

const SETTINGS = { ...DEFAULT_CLEANING, holdLeast: 1 };
const VERSIONS = { codeTable: 1, phoneLibrary: 'test' };

let bench: CleaningBench;
beforeAll(async () => {
  bench = await cleaningBench();
});
afterAll(() => bench.drop());
beforeEach(async () => {
  await bench.empty();
  await bench.plant(200);
  await bench.plantRun({ id: 1 });
});

function finish(): Promise<Ending> {
  return bench.db.transaction(async (trx) => {
    const created = {
      asOf: AS_OF,
      startedAt: AS_OF,
      scope: 'everybody' as const,
      settings: SETTINGS,
      versions: VERSIONS,
    };
    const run = await createRun(trx, created);
    const session = { trx, asOfS: Math.floor(AS_OF.epochMilliseconds / 1000), settings: SETTINGS };
    return finishRun(session, run, null, null, AS_OF);
  });
}

describe('the end of a search', () => {
  it('leaves it open up to five in a hundred of each segment, and holds it past that', async () => {
    await bench.recommend([1, 3, 5, 7, 9, 2].map((contact) => ({ contact })));
    expect(await finish()).toMatchObject({ state: 'open', reachable: 200, wouldSuppress: 6 });
    await bench.recommend([{ contact: 11 }]);
    expect(await finish()).toMatchObject({
      state: 'held',
      heldBecause: '6 of 100 reachable contacts of the segment Odd would go',
    });
  });

  it('measures by those that can still be reached: who is suppressed for all senders counts no more', async () => {
    await bench.recommend([1, 3, 5, 7].map((contact) => ({ contact })));
    expect(await finish()).toMatchObject({ state: 'open', reachable: 200 });
    const at = new Date(AS_OF.epochMilliseconds);
    const row = { source: 'person', reason: 'erased', suppressed_at: at, changed_at: at };
    const rows = Array.from({ length: 40 }, (_, nth) => ({
      ...row,
      source_id: nth + 1,
      phone_hmac: keys.hash(phoneOf(101 + 2 * nth)),
      sender: nth < 30 ? '' : 'SHOP',
    }));
    await bench.db('suppressions').insert(rows);
    expect(await finish()).toMatchObject({
      state: 'held',
      reachable: 170,
      heldBecause: '4 of 70 reachable contacts of the segment Odd would go',
    });
  });
});

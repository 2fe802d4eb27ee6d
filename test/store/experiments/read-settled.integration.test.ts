import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/store/connect.ts';
import { readSettled } from '../../../src/store/experiments/read-settled.ts';
import { createWorkTables } from '../../../src/store/experiments/work-tables.ts';
import { holdConnection } from '../../../src/store/hold-connection.ts';
import { takeLease } from '../../../src/store/roll-up/state.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

let database: FreshDatabase;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = database.db;
});
afterAll(() => database.drop());

/** As a tick does: under the lease, all or nothing; `work` is what else it does before it commits. */
const tick = (work: Promise<void> = Promise.resolve()): Promise<void> =>
  db.transaction(async (trx) => {
    await takeLease(trx);
    await work;
    await trx('campaign_spans')
      .insert({ campaign_id: 1, first_s: 0, last_s: 1 })
      .onConflict('campaign_id')
      .merge({ last_s: trx.raw('campaign_spans.last_s + 1') });
  });
const isLocked = (): Promise<boolean> =>
  db
    .transaction((trx) => trx.raw("SELECT v FROM rollup_state WHERE k = 'lease' FOR UPDATE NOWAIT"))
    .then(
      () => false,
      () => true,
    );
const factsIn = async (trx: Db): Promise<number> =>
  Number((await trx('campaign_spans').where({ campaign_id: 1 }).first())?.last_s ?? 0);

describe('reading what fits together', () => {
  it('keeps no tick waiting while it counts, and sees nothing of it', async () => {
    await tick();
    const before = await factsIn(db);
    const seen = await holdConnection(db, (held) =>
      readSettled(held, {
        prepare: async () => null,
        read: async (snapshot) => {
          const first = await factsIn(snapshot);
          await tick();
          return [first, await factsIn(snapshot), await factsIn(db)];
        },
      }),
    );
    expect(seen).toEqual([before, before, before + 1]);
  });

  it('fills its tables again when a tick came in between', async () => {
    const filled: number[] = [];
    const read = await holdConnection(db, (held) =>
      readSettled(held, {
        prepare: async (trx) => {
          filled.push(await factsIn(trx));
          if (filled.length === 1) await tick();
          return filled.at(-1);
        },
        read: async (snapshot, prepared) => [prepared, await factsIn(snapshot)],
      }),
    );
    expect(filled.length).toBe(2);
    expect(read).toEqual([filled[1], filled[1]]);
  });

  it('lets ticks wait for the filling, not for the counting, when they come every time', async () => {
    const ticks: Promise<void>[] = [];
    const locked: boolean[] = [];
    const reading = Promise.withResolvers<void>();
    const read = await holdConnection(db, (held) =>
      readSettled(held, {
        prepare: async (trx) => {
          const waits = await isLocked();
          locked.push(waits);
          const next = tick(waits ? reading.promise : undefined);
          ticks.push(next);
          if (!waits) await next;
          return factsIn(trx);
        },
        read: async (snapshot, prepared) => {
          reading.resolve();
          await Promise.all(ticks);
          return [prepared, await factsIn(snapshot)];
        },
      }),
    );
    expect(locked).toEqual([false, true]);
    expect(read[0]).toBe(read[1]);
    expect(await factsIn(db)).toBe(Number(read[1]) + 1);
  });

  it('goes on with tables on disk when those in memory are full, and leaves none behind', async () => {
    const engines: string[] = [];
    await holdConnection(db, async (held) => {
      await readSettled(held, {
        prepare: async (trx, engine) => {
          engines.push(engine);
          await createWorkTables(trx, engine);
          // 16 KB, the least a server allows, are not enough for ten thousand persons
          if (engine === 'MEMORY') {
            await trx.raw('SET SESSION max_heap_table_size = 16384');
            await trx.raw('ALTER TABLE experiment_persons ENGINE=MEMORY');
          }
          const person = (id: number) => ({
            person_id: id,
            variant_id: 1,
            assigned_s: 0,
            start_s: 0,
            counted: 1,
          });
          const persons = Array.from({ length: 10_000 }, (_, index) => person(index + 1));
          await trx('experiment_persons').insert(persons);
        },
        read: async (snapshot) => {
          expect(await snapshot('experiment_persons').count({ n: '*' })).toEqual([{ n: 10_000 }]);
        },
      });
      const gone = held.transaction('read committed', (trx) => trx('experiment_persons').first());
      await expect(gone).rejects.toMatchObject({ errno: 1146 });
    });
    expect(engines).toEqual(['MEMORY', 'InnoDB']);
  });
});

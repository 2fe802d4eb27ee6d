import { afterAll, describe, expect, it } from 'vitest';
import { connectMysql } from '../../src/store/connect.ts';
import { settle } from './settle.ts';
import { virtualClock } from './virtual-clock.ts';
import { START } from './workload.ts';
import type { World } from './world.ts';

/** Nobody listens there, and nobody may. */
const db = connectMysql('mysql://judge:none@127.0.0.1:1/none', { poolSize: 1 });
afterAll(() => db.destroy());

/** Its database came back somewhere else. */
const world = {
  db,
  clock: virtualClock(START),
  pool: { living: () => [], looks: () => new Map() },
} as unknown as World;

describe('a judge that reaches the database no more', () => {
  it('says so in place of waiting for runs that it cannot see', async () => {
    await expect(settle(world, 1, 0)).rejects.toThrow(/the judge cannot reach the database: .*ECONNREFUSED/);
  });
});

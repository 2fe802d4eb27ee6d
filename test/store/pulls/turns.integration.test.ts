import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectMysql, type Db } from '../../../src/store/connect.ts';
import { claimPull, findPullSource, holdPull, releasePull } from '../../../src/store/pulls/lease.ts';
import { putOffTurns, reserveTurn } from '../../../src/store/pulls/turns.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

const SOURCE = 'marketing_platform';
const EVERY_MS = 250;
const HOUR_MS = 3_600_000;

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});

afterAll(() => fresh.drop());

beforeEach(() => fresh.db('pull_sources').delete());

async function nextRequestAt(): Promise<number> {
  const [at]: Date[] = await fresh.db('pull_sources').pluck('next_request_at');
  return at?.getTime() ?? 0;
}

async function now(): Promise<number> {
  const [rows] = await fresh.db.raw('SELECT UTC_TIMESTAMP(3) AS now');
  return (rows[0].now as Date).getTime();
}

describe('turns of an account', () => {
  it('never give more than 240 questions in any minute, whoever asks', async () => {
    const other = connectMysql(fresh.url);
    try {
      await reserveTurn(fresh.db, SOURCE, EVERY_MS);
      const began = await nextRequestAt();
      const reserve = (db: Db) =>
        Promise.all(Array.from({ length: 30 }, () => reserveTurn(db, SOURCE, EVERY_MS)));
      await Promise.all([reserve(fresh.db), reserve(other)]);
      // 60 turns took 60 places of 250 ms, no place twice
      expect((await nextRequestAt()) - began).toBeGreaterThanOrEqual(60 * EVERY_MS);
    } finally {
      await other.destroy();
    }
  });

  it('are not renewed by a restart, nor saved up by a rest', async () => {
    expect(await reserveTurn(fresh.db, SOURCE, HOUR_MS)).toBe(0);
    const second = await nextRequestAt();
    const restarted = connectMysql(fresh.url);
    expect(await reserveTurn(restarted, SOURCE, HOUR_MS)).toBeGreaterThan(0);
    await restarted.destroy();
    expect(await nextRequestAt()).toBe(second + HOUR_MS);
    await fresh.db('pull_sources').update({ next_request_at: new Date(0) });
    const rested = await now();
    expect(await reserveTurn(fresh.db, SOURCE, HOUR_MS)).toBe(0);
    expect(await nextRequestAt()).toBeGreaterThanOrEqual(rested + HOUR_MS);
    expect(await reserveTurn(fresh.db, SOURCE, HOUR_MS)).toBeGreaterThan(0);
  });

  it('come later when the platform says so, and never sooner', async () => {
    await reserveTurn(fresh.db, SOURCE, EVERY_MS);
    const told = await now();
    await putOffTurns(fresh.db, SOURCE, HOUR_MS);
    const next = await nextRequestAt();
    expect(next).toBeGreaterThanOrEqual(told + HOUR_MS);
    await putOffTurns(fresh.db, SOURCE, 1_000);
    expect(await reserveTurn(fresh.db, SOURCE, EVERY_MS)).toBeGreaterThan(0);
    expect(await nextRequestAt()).toBe(next + EVERY_MS);
  });
});

describe('the lease of a pull', () => {
  it('is had by one at a time, and by the next when it has run out', async () => {
    const claims = await Promise.all(['a', 'b', 'c'].map((owner) => claimPull(fresh.db, SOURCE, owner)));
    const [first] = claims.filter((lease) => lease !== null);
    expect(claims.filter((lease) => lease !== null)).toHaveLength(1);
    await fresh
      .db('pull_sources')
      .update({ lease_until: fresh.db.raw('UTC_TIMESTAMP(3) - INTERVAL 1 SECOND') });
    expect(await claimPull(fresh.db, SOURCE, 'd')).toEqual({ source: SOURCE, owner: 'd' });
    if (first === undefined) throw new Error('nobody had it');
    await expect(holdPull(fresh.db, first)).rejects.toMatchObject({ code: 'locked' });
    await releasePull(fresh.db, first, 'too late');
    expect(await findPullSource(fresh.db, SOURCE)).toMatchObject({ isRunning: true, lastError: null });
  });

  it('that has run out is not held, even when nobody else wants it', async () => {
    const lease = await claimPull(fresh.db, SOURCE, 'a');
    if (lease === null) throw new Error('it is had');
    await holdPull(fresh.db, lease);
    await fresh
      .db('pull_sources')
      .update({ lease_until: fresh.db.raw('UTC_TIMESTAMP(3) - INTERVAL 1 SECOND') });
    await expect(holdPull(fresh.db, lease)).rejects.toMatchObject({ code: 'locked' });
  });
});

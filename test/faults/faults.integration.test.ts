import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { campaignOf, runCampaign } from './campaign.ts';
import { type Fault, GENTLE_KINDS } from './fault-kinds.ts';
import { REPORT_POINTS, runPoint } from './points.ts';
import { TEN_MINUTES } from './workload.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({
    given: { databaseUrl: inject('databaseUrl'), redisUrl: inject('redisUrl') },
  });
});
afterAll(() => world.stop());

/** Those that leave the servers alone, which other tests use as well. */
const FAULTS: readonly Fault[] = [
  { minute: 0, kind: 'crash at a point', which: 9, minutes: 1 },
  { minute: 3, kind: 'dropped after the dot', which: 0, minutes: 9 },
  { minute: 6, kind: 'MySQL connections cut', which: 0, minutes: 1 },
  { minute: 9, kind: 'sleep past the lease', which: 1, minutes: 3 },
  { minute: 12, kind: 'Redis away', which: 0, minutes: 3 },
  { minute: 18, kind: 'FLUSHALL', which: 0, minutes: 1 },
  { minute: 21, kind: 'kill -9', which: 0, minutes: 1 },
  { minute: 21, kind: 'kill -9 of the web process', which: 0, minutes: 1 },
  { minute: 24, kind: 'schedules restored from before', which: 0, minutes: 1 },
];

describe('a worker that is killed at a named point', () => {
  it.each(['sched.before_commit', 'run.before_commit', 'dlv.dot_sent'])(
    'at %s: another one does the rest, once',
    async (point) => {
      expect(REPORT_POINTS).toContain(point);
      const { broken, figures } = await runPoint(world, point);
      expect(broken).toEqual([]);
      expect(figures).toMatchObject({ mailsExpected: 6, delivered: 6, duplicatesOutside: 0, lost: 0 });
    },
    240_000,
  );
});

describe('half an hour of schedules under many faults', () => {
  it('loses no mail, and doubles none of which the ledger is sure', async () => {
    const { broken, figures, injected } = await runCampaign(world, { faults: FAULTS });
    expect(broken).toEqual([]);
    expect(injected).toBe(FAULTS.length);
    expect(figures).toMatchObject({ mailsExpected: 54, duplicatesOutside: 0, lost: 0, batches: 6 });
    // a fault that nobody noticed would prove nothing
    expect(figures.ambiguous).toBeGreaterThan(0);
    expect(figures.hooksTaken).toBeGreaterThan(30);
    expect(figures.mailsCounted).toBeGreaterThanOrEqual(figures.delivered);
  }, 240_000);
});

describe('ten minutes under faults that follow from a seed', () => {
  it.each([1, 2, 3, 4])(
    'hold every promise: seed %i',
    async (seed) => {
      const faults = campaignOf(seed, 12, GENTLE_KINDS);
      const { broken, figures } = await runCampaign(world, {
        faults,
        minutes: 12,
        workers: 2,
        expected: TEN_MINUTES,
      });
      expect(broken).toEqual([]);
      expect(figures).toMatchObject({ mailsExpected: 18, duplicatesOutside: 0, lost: 0 });
    },
    240_000,
  );
});

import { describe, expect, it } from 'vitest';
import { type CatchUpPolicy, decideCatchUp } from '../../../src/core/time/catch-up.ts';

const now = Temporal.Instant.from('2026-11-25T08:00:05Z');

/** daily at 08:00 since so many days ago, today included */
function dailySince(days: number): readonly { readonly at: Temporal.Instant }[] {
  return Array.from({ length: days }, (_, index) => ({
    at: Temporal.Instant.from('2026-11-25T08:00:00Z').subtract({ hours: 24 * (days - 1 - index) }),
  }));
}

function made(policy: CatchUpPolicy, days: number, limit = 31): readonly boolean[] {
  return decideCatchUp(dailySince(days), { policy, limit }, now).map(({ skip }) => skip === null);
}

describe('missed occurrences', () => {
  it('are all made up to the limit, newest kept', () => {
    expect(made('all', 3)).toEqual([true, true, true]);
    expect(made('all', 5, 2)).toEqual([false, false, false, true, true]);
  });

  it('are replaced by the latest one', () => {
    expect(made('latest', 3)).toEqual([false, false, true]);
    const stopped = dailySince(3).slice(0, 2);
    const decided = decideCatchUp(stopped, { policy: 'latest', limit: 31 }, now);
    expect(decided.map(({ skip }) => skip)).toEqual(['missed: catch-up makes the latest only', null]);
  });

  it('are not made at all, but what is due now is', () => {
    expect(made('none', 3)).toEqual([false, false, true]);
  });

  it('each have a reason when they are skipped', () => {
    const decided = decideCatchUp(dailySince(40), { policy: 'all', limit: 31 }, now);
    expect(decided.filter(({ skip }) => skip !== null)).toHaveLength(9);
    expect(decided[0]?.skip).toBe('missed: catch-up makes the latest 31 only');
  });
});

import { describe, expect, it } from 'vitest';
import { campaignOf } from './campaign.ts';
import { shrinkFaults } from './shrink.ts';

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

describe('a red list of faults', () => {
  it('shrinks to the one that does it', async () => {
    expect(await shrinkFaults(TWENTY, async (some) => some.includes(13), 60)).toEqual([13]);
  });

  it('keeps two that only do it together', async () => {
    const isRed = async (some: readonly number[]) => some.includes(3) && some.includes(17);
    expect(await shrinkFaults(TWENTY, isRed, 100)).toEqual([3, 17]);
  });

  it('is left as it is when it is not red a second time, and is empty when no fault is needed', async () => {
    expect(await shrinkFaults(TWENTY, async () => false, 100)).toEqual(TWENTY);
    expect(await shrinkFaults(TWENTY, async () => true, 100)).toEqual([]);
  });

  it('is tried no more often than allowed, for a campaign takes half a minute', async () => {
    let tries = 0;
    await shrinkFaults(
      TWENTY,
      async (some) => {
        tries += 1;
        return some.includes(13);
      },
      5,
    );
    expect(tries).toBe(5);
  });
});

describe('a seed', () => {
  it('gives the same faults again, and another one others', () => {
    expect(campaignOf(42)).toEqual(campaignOf(42));
    expect(campaignOf(42)).not.toEqual(campaignOf(43));
    expect(campaignOf(42).length).toBeGreaterThanOrEqual(12);
  });
});

import { describe, expect, it } from 'vitest';
import { COUNT_KEYS } from '../../../src/core/counts.ts';
import { addCounts, addTimes, emptySum, toCohort } from '../../../src/store/counts/cohort-sum.ts';
import { COST, letterOf, type Places, parseCounts } from '../../../src/store/counts/count-text.ts';

function countsOf({ attempted, cost }: { readonly attempted: number; readonly cost: number }): Places {
  return parseCounts(`${letterOf(0)}${attempted}${letterOf(COST)}${cost}`);
}

describe('a sum of cube rows', () => {
  it('puts every count where its key is', () => {
    const sum = emptySum();
    addCounts(sum, 'EUR', [...COUNT_KEYS.map((_, place) => place + 1), 70, 0], 1);
    const { counts, money } = toCohort(sum);
    expect(counts).toEqual(Object.fromEntries(COUNT_KEYS.map((key, place) => [key, place + 1])));
    expect(money).toEqual([{ currency: 'EUR', costMicro: 70, revenueMicro: 0 }]);
  });

  it('takes off again what was added too much, of counts, money and durations', () => {
    const sum = emptySum();
    addCounts(sum, 'EUR', countsOf({ attempted: 5, cost: 900 }), 1);
    addCounts(sum, 'EUR', countsOf({ attempted: 2, cost: 400 }), -1);
    addTimes(sum, 1, [3, 5, 10, 4, 40, 1], 1);
    addTimes(sum, 1, [3, 5, 40, 1], -1);
    expect(toCohort(sum)).toMatchObject({
      counts: { attempted: 3 },
      money: [{ currency: 'EUR', costMicro: 500 }],
      deliveryLatency: { n: 4, p50: 10, p80: 10, p95: 10 },
      clickAge: { n: 0, p50: null },
    });
  });
});

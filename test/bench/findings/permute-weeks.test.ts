import { describe, expect, it } from 'vitest';
import { permuteWeeks } from '../../../bench/findings/permuted/permute-weeks.ts';
import { historyOfWorld } from '../../../bench/findings/world/history-of-world.ts';
import { buildWorld } from '../../../bench/findings/world/send.ts';
import { shownOf } from '../../../bench/findings/world/shown.ts';
import { seededRandom } from '../../../src/core/findings/validation/poisson-draw.ts';

describe('a history whose weeks are drawn by lot', () => {
  const world = buildWorld({ seed: 2, size: 'small', isNull: true });
  const history = historyOfWorld(world, shownOf(world));
  const permuted = permuteWeeks(history, seededRandom(7));

  it('keeps what was sent in one week together, and no two weeks become one', () => {
    const pairs = history.cells.map((cell, place) => `${cell.weeksAgo}>${permuted.cells[place]?.weeksAgo}`);
    const weeks = new Set(history.cells.map(({ weeksAgo }) => weeksAgo));
    expect(new Set(pairs).size).toBe(weeks.size);
    expect(new Set(permuted.cells.map(({ weeksAgo }) => weeksAgo))).toEqual(weeks);
    expect(pairs.some((pair) => pair.split('>')[0] !== pair.split('>')[1])).toBe(true);
  });

  it('changes nothing but the week', () => {
    const without = (list: typeof history.cells) => list.map((cell) => ({ ...cell, weeksAgo: 0 }));
    expect(without(permuted.cells)).toEqual(without(history.cells));
  });

  it('draws another order each time, and the same for the same seed', () => {
    const order = (seed: number) =>
      permuteWeeks(history, seededRandom(seed)).cells.map(({ weeksAgo }) => weeksAgo);
    expect(order(7)).toEqual(permuted.cells.map(({ weeksAgo }) => weeksAgo));
    expect(order(8)).not.toEqual(order(7));
  });
});

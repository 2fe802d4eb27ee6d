import type { Cell, History } from '../../../src/core/findings/history.ts';

/**
 * The same history with its weeks in another order: which of them are recent and which are the baseline is drawn by lot.
 * All that was sent in a week stays together: what everybody did in it is no chance of one campaign.
 *
 * @param random 0 <= value < 1
 */
export function permuteWeeks(history: History, random: () => number): History {
  const weeks = [...new Set(history.cells.map(({ weeksAgo }) => weeksAgo))].toSorted((a, b) => a - b);
  const drawn = shuffled(weeks, random);
  const newOf = new Map(weeks.map((week, place) => [week, drawn[place] ?? week]));
  const cells = history.cells.map(
    (cell): Cell => ({ ...cell, weeksAgo: newOf.get(cell.weeksAgo) ?? cell.weeksAgo }),
  );
  // where a campaign lies in time is said by its cells alone
  const campaigns = history.campaigns.map((campaign) => ({ ...campaign, firstDay: 0 }));
  return { ...history, cells, campaigns };
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const drawn = [...list];
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [drawn[last], drawn[other]];
    if (a === undefined || b === undefined) continue;
    drawn[last] = b;
    drawn[other] = a;
  }
  return drawn;
}

import { describe, expect, it } from 'vitest';
import { historyOfWorld } from '../../../bench/findings/world/history-of-world.ts';
import { buildWorld } from '../../../bench/findings/world/send.ts';

const SMALL = { seed: 1, size: 'small', isNull: false } as const;

describe('a planted world of findings', { timeout: 60_000 }, () => {
  it('is the same world and the same history whenever it is asked for again', () => {
    const textOf = (seed: number): string => JSON.stringify(historyOfWorld(buildWorld({ ...SMALL, seed })));
    const first = textOf(1);
    expect(textOf(1) === first).toBe(true);
    expect(textOf(2) === first).toBe(false);
  });

  it('counts each message once, in every list', () => {
    const world = buildWorld(SMALL);
    const { cells, hours, campaigns, failures } = historyOfWorld(world);
    const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
    expect(sum(hours.map(({ delivered }) => delivered))).toBe(sum(cells.map(({ delivered }) => delivered)));
    expect(sum(hours.map(({ clicked }) => clicked))).toBe(sum(cells.map(({ clicked }) => clicked)));
    expect(sum(failures.map(({ failed }) => failed))).toBe(sum(campaigns.map(({ failed }) => failed)));
    expect(sum(cells.map(({ delivered }) => delivered))).toBeGreaterThan(50_000);
  });

  it('plants what it says: tired people click less, spikes lose people, outages fail', () => {
    const world = buildWorld(SMALL);
    const { cells, campaigns } = historyOfWorld(world);
    const share = (segment: string, isRecent: boolean): number => {
      const chosen = cells.filter(
        (cell) => cell.segment === segment && cell.isPanel && cell.weeksAgo < 8 === isRecent,
      );
      return sumOf(chosen, 'clicked') / sumOf(chosen, 'delivered');
    };
    const strong = world.plan.segments.find(({ kind }) => kind === 'strong-ramp')?.id ?? '';
    expect(share(strong, true) / share(strong, false)).toBeLessThan(0.8);
    const planted = (plant: string): readonly string[] =>
      world.campaigns.filter((campaign) => campaign.plant === plant).map(({ id }) => id);
    const outages = campaigns.filter(({ campaignId }) => planted('outage').includes(campaignId));
    expect(outages.length).toBeGreaterThan(0);
    for (const { attempted, failed } of outages) expect(failed / attempted).toBeGreaterThan(0.1);
    for (const id of planted('broken-link')) {
      const chosen = cells.filter(({ campaignId }) => campaignId === id);
      expect(sumOf(chosen, 'clicked') / sumOf(chosen, 'delivered')).toBeLessThan(0.05);
    }
  });

  it('plants nothing in a null world', () => {
    const world = buildWorld({ ...SMALL, isNull: true });
    expect(world.campaigns.filter(({ plant }) => plant !== null)).toEqual([]);
    expect(world.plan.hours.every((effect) => effect === 0)).toBe(true);
    expect([...world.people.cause].every((cause) => cause === 0)).toBe(true);
  });
});

function sumOf<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}

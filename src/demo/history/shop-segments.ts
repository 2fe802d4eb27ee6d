import type { SegmentPlan } from './plan.ts';

/** Weeks at the end in which the tired segment is sent more and more. */
const TIRING_WEEKS = 9;

type Steady = Partial<SegmentPlan> & Pick<SegmentPlan, 'id' | 'name' | 'share' | 'newShare'>;

const segment = (plan: Steady): SegmentPlan => ({
  clickFactor: () => 1,
  optOutFactor: () => 1,
  scanned: 0.01,
  ...plan,
});

/**
 * Eight segments of a shop: one that tires of being sent too much, and its look-alikes that do not (sent as
 * much and tolerant; sent little and losing interest anyway; too small to say).
 */
export function shopSegments(weeks: number): readonly SegmentPlan[] {
  const tiring = (week: number): number => Math.max(0, week - (weeks - TIRING_WEEKS)) / TIRING_WEEKS;
  return [
    segment({
      id: 'flash',
      name: 'Flash-sale fans',
      share: 0.1,
      newShare: 0.02,
      clickFactor: (week) => 1.25 * (1 - 0.5 * tiring(week)),
      optOutFactor: (week) => 1 + 1.8 * tiring(week),
    }),
    segment({ id: 'outlet', name: 'Outlet regulars', share: 0.075, newShare: 0.03, clickFactor: () => 1.1 }),
    segment({
      id: 'vip',
      name: 'Best customers',
      share: 0.1,
      newShare: 0.01,
      scanned: 0.02,
      clickFactor: () => 1.6,
      optOutFactor: () => 0.5,
    }),
    segment({ id: 'families', name: 'Families', share: 0.27, newShare: 0.12 }),
    segment({ id: 'students', name: 'Students', share: 0.2, newShare: 0.1, clickFactor: () => 0.85 }),
    segment({ id: 'new', name: 'New this season', share: 0.02, newShare: 0.7, clickFactor: () => 1.3 }),
    segment({
      id: 'quiet',
      name: 'Not seen for a year',
      share: 0.22,
      newShare: 0,
      clickFactor: (week) => 0.6 * (1 - (0.45 * week) / weeks),
    }),
    segment({
      id: 'trade',
      name: 'Trade accounts',
      share: 0.015,
      newShare: 0.02,
      scanned: 0.35,
      clickFactor: () => 0.7,
      optOutFactor: () => 0.3,
    }),
  ];
}

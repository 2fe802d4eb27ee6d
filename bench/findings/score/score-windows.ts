import type { FoundInWorld } from '../find-in-world.ts';
import { messageAt } from '../world/ledger.ts';
import type { World } from '../world/send.ts';

export type WindowScore = {
  /** the account's window where there is one, and those of them that are right */
  readonly worlds: number;
  readonly right: number;
  /** the same, of the chart of all messages by hour */
  readonly chartRight: number;
  /** worlds where no hour is better, and those with a window found all the same */
  readonly flatWorlds: number;
  readonly found: number;
  /** segments with hours of their own, the found of them, and segments called so that are not */
  readonly own: number;
  readonly ownRight: number;
  readonly ownWrong: number;
};

export const NO_WINDOWS: WindowScore = {
  worlds: 0,
  right: 0,
  chartRight: 0,
  flatWorlds: 0,
  found: 0,
  own: 0,
  ownRight: 0,
  ownWrong: 0,
};

export function scoreWindows(world: World, { windows }: FoundInWorld): WindowScore {
  const { plan } = world;
  const account = windows.find(({ segment }) => segment === null);
  const others = windows.filter(({ segment }) => segment !== null);
  const isFlat = Math.max(...plan.hours) === 0;
  const own = others.find(({ segment }) => segment === plan.ownHours?.segment);
  return {
    worlds: isFlat ? 0 : 1,
    right: !isFlat && isRight(account, plan.hours) ? 1 : 0,
    chartRight: !isFlat && isRightHour(bestOfChart(world), plan.hours) ? 1 : 0,
    flatWorlds: isFlat ? 1 : 0,
    found: isFlat && windows.some(({ verdict }) => verdict === 'window') ? 1 : 0,
    own: plan.ownHours === null ? 0 : 1,
    ownRight: plan.ownHours !== null && isRight(own, plan.ownHours.hours) ? 1 : 0,
    ownWrong: others.filter(({ segment }) => segment !== plan.ownHours?.segment).length,
  };
}

function isRight(found: FoundInWorld['windows'][number] | undefined, hours: readonly number[]): boolean {
  return found?.verdict === 'window' && found.hour !== null && isRightHour(found.hour, hours);
}

/** At most a quarter of what hours can do is given away. */
function isRightHour(hour: number, hours: readonly number[]): boolean {
  const effect = (at: number): number => ((hours[at] ?? 0) + (hours[(at + 1) % 24] ?? 0)) / 2;
  const best = Math.max(...hours.map((_, at) => effect(at)));
  return effect(hour) >= best - 0.25 * (Math.max(...hours) - Math.min(...hours));
}

/** What a chart of all messages by local hour would say: the pair from 8 to 21 with the best rate, of 1,000 and more. */
function bestOfChart({ ledger, plan }: World): number {
  const delivered = Array.from({ length: 25 }, () => 0);
  const clicked = Array.from({ length: 25 }, () => 0);
  const rows = ledger.length();
  for (let row = 0; row < rows; row += 1) {
    const { failure, hour, day, clickS } = messageAt(ledger, row);
    if (failure !== 0 || day >= plan.asOfDay - 2) continue;
    delivered[hour] = (delivered[hour] ?? 0) + 1;
    clicked[hour] = (clicked[hour] ?? 0) + (clickS > 0 ? 1 : 0);
  }
  const pairs = Array.from({ length: 12 }, (_, at) => {
    const of = (counts: readonly number[]): number => (counts[8 + at] ?? 0) + (counts[9 + at] ?? 0);
    return { hour: 8 + at, rate: of(delivered) < 1000 ? 0 : of(clicked) / of(delivered) };
  });
  return pairs.reduce((best, pair) => (pair.rate > best.rate ? pair : best)).hour;
}

export function addWindows(one: WindowScore, other: WindowScore): WindowScore {
  return {
    worlds: one.worlds + other.worlds,
    right: one.right + other.right,
    chartRight: one.chartRight + other.chartRight,
    flatWorlds: one.flatWorlds + other.flatWorlds,
    found: one.found + other.found,
    own: one.own + other.own,
    ownRight: one.ownRight + other.ownRight,
    ownWrong: one.ownWrong + other.ownWrong,
  };
}

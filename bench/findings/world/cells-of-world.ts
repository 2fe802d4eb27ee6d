import type { Cell, FailureCell, HourCell } from '../../../src/core/findings/history.ts';
import { FAILURES, messageAt, numberAt } from './ledger.ts';
import { CARRIERS } from './people.ts';
import type { World } from './send.ts';
import { isClicked, isMature, isOfPanel, isOptedOut, isTried, type Shown, weeksAgoOf } from './shown.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** In the order of campaign, segment, week from the newest, panel last. */
export function cellsOf(world: World, shown: Shown): readonly Cell[] {
  const { plan, campaigns, ledger } = world;
  const cells = new Map<number, Mutable<Cell>>();
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    if (!isMature(shown, message.sentS) || !isTried(message)) continue;
    const weeksAgo = weeksAgoOf(world, message);
    const isPanel = isOfPanel(world, message.contact);
    const key = (message.campaign * 64 + message.segment) * 256 + weeksAgo * 2 + (isPanel ? 1 : 0);
    const cell = itemOf(cells, key, () => ({
      campaignId: campaigns[message.campaign]?.id ?? '',
      segment: plan.segments[message.segment]?.id ?? '',
      weeksAgo,
      isPanel,
      delivered: 0,
      clicked: 0,
      optedOut: 0,
      doseSum: 0,
      failed: 0,
    }));
    if (message.failure !== 0) {
      cell.failed += 1;
      continue;
    }
    cell.delivered += 1;
    cell.clicked += isClicked(shown, message) ? 1 : 0;
    cell.optedOut += isOptedOut(shown, message) ? 1 : 0;
    cell.doseSum += numberAt(shown.dose, row);
  }
  return inOrder(cells);
}

/** In the order of campaign, segment, zone, hour. */
export function hoursOf({ plan, people, campaigns, ledger }: World, shown: Shown): readonly HourCell[] {
  const cells = new Map<number, Mutable<HourCell>>();
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    if (message.failure !== 0 || !isMature(shown, message.sentS)) continue;
    const zone = numberAt(people.zone, message.contact);
    const key = ((message.campaign * 64 + message.segment) * 8 + zone) * 24 + message.hour;
    const cell = itemOf(cells, key, () => ({
      campaignId: campaigns[message.campaign]?.id ?? '',
      segment: plan.segments[message.segment]?.id ?? '',
      zone: plan.zones[zone]?.zone ?? '',
      hour: message.hour,
      delivered: 0,
      clicked: 0,
    }));
    cell.delivered += 1;
    cell.clicked += isClicked(shown, message) ? 1 : 0;
  }
  return inOrder(cells);
}

/** In the order of campaign, carrier, code. */
export function failuresOf({ people, campaigns, ledger }: World, shown: Shown): readonly FailureCell[] {
  // by campaign and carrier: messages by failure, 0 = delivered
  const counts = new Map<number, number[]>();
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    if (!isMature(shown, message.sentS) || !isTried(message)) continue;
    const key = message.campaign * 8 + numberAt(people.carrier, message.contact);
    const count = itemOf(counts, key, () => FAILURES.map(() => 0));
    count[message.failure] = numberAt(count, message.failure) + 1;
  }
  return inOrder(
    new Map(
      [...counts].map(([key, count]) => [
        key,
        failureCells(campaigns[Math.floor(key / 8)]?.id ?? '', key % 8, count),
      ]),
    ),
  ).flat();
}

/** A carrier where all arrived keeps a row. */
function failureCells(campaignId: string, carrier: number, count: readonly number[]): readonly FailureCell[] {
  const attempted = count.reduce((sum, one) => sum + one, 0);
  const failed = count.flatMap((one, failure) => (failure > 0 && one > 0 ? [failure] : []));
  return (failed.length === 0 ? [0] : failed).map((failure) => ({
    campaignId,
    carrier: CARRIERS[carrier] ?? '',
    code: FAILURES[failure]?.code ?? '',
    attempted,
    failed: failure === 0 ? 0 : numberAt(count, failure),
  }));
}

function itemOf<T>(items: Map<number, T>, key: number, make: () => T): T {
  const known = items.get(key);
  if (known !== undefined) return known;
  const made = make();
  items.set(key, made);
  return made;
}

function inOrder<T>(cells: ReadonlyMap<number, T>): readonly T[] {
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

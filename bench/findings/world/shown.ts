import { RECENT_WEEKS } from '../../../src/core/findings/history.ts';
import { dosesOf } from './dose.ts';
import { FAILURES, type Message, messageAt, numberAt } from './ledger.ts';
import type { World } from './send.ts';

const DAY_S = 86_400;
const MATURE_S = 2 * DAY_S;
const PANEL_DAYS = 21;

/** What of a world was there at its moment. */
export type Shown = {
  readonly asOfS: number;
  /** messages before the moment, in the order of sending of their campaigns */
  readonly rows: Uint32Array;
  readonly dose: Uint16Array;
  /** by campaign: seconds of its first and last message; last 0 = not sent yet */
  readonly first: Float64Array;
  readonly last: Float64Array;
};

export function shownOf(world: World): Shown {
  const { plan, ledger, campaigns } = world;
  const asOfS = plan.asOfDay * DAY_S;
  const all = new Uint32Array(ledger.length()).map((_, row) => row);
  const rows = all.filter((row) => numberAt(ledger.sentS, row) < asOfS);
  const first = new Float64Array(campaigns.length).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(campaigns.length);
  for (const row of rows) {
    const { campaign, sentS } = messageAt(ledger, row);
    first[campaign] = Math.min(numberAt(first, campaign), sentS);
    last[campaign] = Math.max(numberAt(last, campaign), sentS);
  }
  return { asOfS, rows, dose: dosesOf(world), first, last };
}

/** Old enough to be counted. */
export function isMature({ asOfS }: Shown, sentS: number): boolean {
  return sentS + MATURE_S <= asOfS;
}

/** What the carrier says of the number for good is no failure of the campaign. */
export function isTried({ failure }: Message): boolean {
  return FAILURES[failure]?.isPermanent !== true;
}

/** A click seen at the moment, within 7 days of sending. */
export function isClicked({ asOfS }: Shown, { clickS, sentS }: Message): boolean {
  return clickS > 0 && clickS < asOfS && clickS - sentS <= 7 * DAY_S;
}

/** An opt-out seen at the moment, that no return has cancelled. */
export function isOptedOut({ asOfS }: Shown, { optOutS, returnS }: Message): boolean {
  return optOutS > 0 && optOutS < asOfS && !(returnS > 0 && returnS < asOfS);
}

/** Whole weeks between the day of a message and the moment. */
export function weeksAgoOf(world: World, { day }: Message): number {
  return Math.floor((world.plan.asOfDay - 1 - day) / 7);
}

export function isRecent(world: World, message: Message): boolean {
  return weeksAgoOf(world, message) < RECENT_WEEKS;
}

/** Known before the history was three weeks old. */
export function isOfPanel({ plan, people }: World, contact: number): boolean {
  return numberAt(people.createdDay, contact) < plan.asOfDay - plan.weeks * 7 + PANEL_DAYS;
}

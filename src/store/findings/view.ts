import { HISTORY_WEEKS, RECENT_WEEKS } from '../../core/findings/history.ts';
import { toColumnText } from '../column-values.ts';
import type { Bindings } from '../select-rows.ts';
import type { Known } from './marks.ts';

const DAY_SECONDS = 86_400;
/** Younger messages still wait for their receipt and their clicks. */
const MATURE_SECONDS = 2 * DAY_SECONDS;
/** Contacts known that many days after the first message are in the panel. */
const PANEL_DAYS = 21;

/** What the statements may see. */
export type FindingsView = {
  readonly asOf: Temporal.Instant;
  readonly known: Known;
  /** UTC days since 1970-01-01 */
  readonly asOfDay: number;
  readonly firstDay: number;
};

/** `firstSentDay`: UTC day of the first promotional message, null = none. */
export function viewOf(asOf: Temporal.Instant, known: Known, firstSentDay: number | null): FindingsView {
  const asOfDay = Math.floor(asOf.epochMilliseconds / 1000 / DAY_SECONDS);
  return { asOf, known, asOfDay, firstDay: Math.max(firstSentDay ?? asOfDay, asOfDay - HISTORY_WEEKS * 7) };
}

/** What the statements may ask for by name. */
export function bindingsOf({ asOf, asOfDay, firstDay }: FindingsView): Bindings {
  const asOfS = Math.floor(asOf.epochMilliseconds / 1000);
  const panelS = (firstDay + PANEL_DAYS) * DAY_SECONDS;
  return {
    asOf: asOfS,
    asOfTime: toColumnText(asOf),
    asOfDay,
    firstS: firstDay * DAY_SECONDS,
    matureS: asOfS - MATURE_SECONDS,
    recentS: recentStart(asOfDay),
    panelS,
    panelTime: toColumnText(Temporal.Instant.fromEpochMilliseconds(panelS * 1000)),
  };
}

/** The first second of the recent window. */
function recentStart(asOfDay: number): number {
  return (asOfDay - 7 * RECENT_WEEKS) * DAY_SECONDS;
}

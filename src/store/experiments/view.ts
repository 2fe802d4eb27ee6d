import { toColumnText } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { type Bindings, type Row, rowsOf } from '../select-rows.ts';

/** What a statement about one test may see. */
export type View = {
  /** campaigns.id */
  readonly campaign: number;
  readonly at: Temporal.Instant;
  /** the same in epoch seconds; later events are not counted */
  readonly asOf: number;
  /** and as text, `2026-11-25 09:00:00.000` UTC */
  readonly asOfTime: string;
  /** true = only what had been received by then */
  readonly isPast: boolean;
  /** seconds after its start up to which each person is looked at, the same in all arms; see starts.ts */
  readonly age: number;
};

/** No limit: later than any window. */
export const ANY_AGE = 10_000_000_000;

export function viewOf(campaign: number, at: Temporal.Instant, isPast: boolean): View {
  return {
    campaign,
    at,
    asOf: Math.floor(at.epochMilliseconds / 1000),
    asOfTime: toColumnText(at),
    isPast,
    age: ANY_AGE,
  };
}

/** true = receipts and clicks are read as they stood then, not as the facts have them now. */
export function needsPastTables(view: View): boolean {
  return view.isPast || view.age !== ANY_AGE;
}

/**
 * Runs `src/store/sql/experiments/<name>.sql`. `window`: seconds in which an outcome counts, cut at the age of the view;
 * `more`: what only this statement asks for.
 */
export async function runFor(
  db: Db,
  name: string,
  view: View,
  window = 0,
  more: Bindings = {},
): Promise<readonly Row[]> {
  const { campaign, asOf, asOfTime, age } = view;
  const sql = expand(statement(`experiments/${name}`), view);
  return rowsOf(await db.raw(sql, { ...more, campaign, asOf, asOfTime, age, window: Math.min(window, age) }));
}

function expand(sql: string, view: View): string {
  const hasTables = needsPastTables(view);
  return sql
    .replaceAll('{{messages}}', hasTables ? 'experiment_messages' : 'message_facts')
    .replaceAll('{{clicks}}', hasTables ? 'experiment_clicks' : 'click_facts')
    .replace(/\{\{received (\w+) (\w+)\}\}/g, (_, table: string, fact: string) =>
      view.isPast ? received(table, fact) : '',
    );
}

const KEYS: Readonly<Record<string, string>> = { opt_outs: 'event_id', conversions: 'conversion_id' };

function received(table: string, fact: string): string {
  return `STRAIGHT_JOIN ${table} r${fact} ON r${fact}.id = ${fact}.${KEYS[table]} AND r${fact}.received_at <= :asOfTime`;
}

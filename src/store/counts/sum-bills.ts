import type { BilledDifference } from '../../core/reports/performance-details.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';

/** What the provider billed otherwise than the sending platform counted, by currency; empty = it never did. */
export async function sumBills(db: Db, filter: CohortFilter): Promise<readonly BilledDifference[]> {
  // an index dive tells most senders apart, who have no such message
  const [any] = await db('message_bills').select('message_id').limit(1);
  if (any === undefined) return [];
  const { where, bindings } = narrowFacts(filter);
  const sql = statement('counts/sum-bills').replace('{{where}}', where);
  return rowsOf(await db.raw(sql, bindings)).map((row) => ({
    currency: String(row.currency),
    messages: Number(row.messages),
    ownParts: Number(row.own_parts),
    parts: Number(row.parts),
    pricedMessages: Number(row.priced),
    toldMicro: Number(row.told_micro),
    priceMicro: Number(row.price_micro),
    guessedMicro: Number(row.guessed_micro),
  }));
}

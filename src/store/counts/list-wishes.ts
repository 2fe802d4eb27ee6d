import { FAILURE_CLASSES } from '../../core/failure-class.ts';
import type { LaterMessage, Wish } from '../../core/opt-out-honour.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';

/** Rows one report looks at; a sender with more has stopped honouring opt-outs, and the count says "at least". */
export const MOST_LATER_MESSAGES = 20_000;

/** Half-open, of when people asked. */
export type AskedIn = { readonly from: Temporal.Instant | null; readonly to: Temporal.Instant };

/** Messages of the filter's window to people who had opted out in `asked` before; at most MOST_LATER_MESSAGES. */
export async function listLaterMessages(
  db: Db,
  filter: CohortFilter,
  asked: AskedIn,
): Promise<readonly LaterMessage[]> {
  const { where, bindings } = narrowFacts(filter);
  const sql = statement('counts/list-messages-after-opt-outs')
    .replace('{{where}}', where)
    .replace('{{most}}', String(MOST_LATER_MESSAGES));
  const rows = await db.raw(sql, {
    ...bindings,
    askedFrom: asked.from === null ? 0 : seconds(asked.from),
    askedTo: seconds(asked.to),
    sentFrom: toColumn(filter.window.from),
    sentTo: toColumn(filter.window.to),
  });
  return rowsOf(rows).map((row) => ({
    personId: Number(row.person_id),
    contactId: String(row.contact_id),
    campaignId: String(row.campaign_id),
    campaign: String(row.campaign),
    isPromotional: row.kind !== 'transactional',
    isDelivered: Number(row.status) === DELIVERED,
    isStopped: Number(row.failure_class) === FAILURE_CLASSES.opted_out.number,
    sentS: Number(row.sent_s),
    currency: String(row.currency),
    costMicro: Number(row.cost_micro),
  }));
}

/** People who opted out inside a window, by their numbers. */
export async function listAsking(db: Db, { from, to }: AskedIn): Promise<readonly number[]> {
  const people: unknown[] = await db('response_facts')
    .distinct('person_id')
    .where({ kind: OPT_OUT })
    .where('occurred_s', '>=', from === null ? 0 : seconds(from))
    .where('occurred_s', '<', seconds(to))
    .pluck('person_id');
  return people.map(Number);
}

/** Ids in one statement. */
const CHUNK = 1_000;

/** All that people ever asked for: to stop and to start again. */
export async function listWishes(db: Db, personIds: readonly number[]): Promise<readonly Wish[]> {
  const ids = [...new Set(personIds)];
  const wishes: Wish[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const rows: readonly {
      readonly person_id: number;
      readonly kind: number;
      readonly occurred_s: number;
      readonly keyword: string | null;
    }[] = await db('response_facts as r')
      .join('opt_outs as o', 'o.id', 'r.event_id')
      .whereIn('r.person_id', ids.slice(start, start + CHUNK))
      .whereIn('r.kind', [OPT_OUT, OPT_IN])
      .select('r.person_id', 'r.kind', 'r.occurred_s', 'o.keyword');
    for (const { person_id, kind, occurred_s, keyword } of rows) {
      wishes.push({
        personId: Number(person_id),
        event: Number(kind) === OPT_OUT ? 'opt_out' : 'opt_in',
        occurredS: Number(occurred_s),
        keyword: keyword === '' ? null : keyword,
      });
    }
  }
  return wishes;
}

/** response_facts.kind */
const OPT_OUT = 1;
const OPT_IN = 2;
const DELIVERED = 50;

function seconds(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000);
}

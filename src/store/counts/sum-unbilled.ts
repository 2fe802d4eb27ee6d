import { type BillOn, unbilledStatuses } from '../../core/bill-on.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';

/** Recorded cost that is no cost; ids of the sending platform. */
export type UnbilledCost = {
  readonly campaignId: string;
  /** '' = no variant */
  readonly variantId: string;
  readonly segmentId: string | null;
  readonly provider: string;
  readonly currency: string;
  readonly messages: number;
  readonly costMicro: number;
};

/** What messages cost by their records, though their provider, as it is set, does not bill them. */
export async function sumUnbilled(
  db: Db,
  filter: CohortFilter,
  billOn: ReadonlyMap<string, BillOn>,
): Promise<readonly UnbilledCost[]> {
  const { where, bindings } = narrowFacts(filter);
  const unbilled = unbilledCondition(billOn);
  if (unbilled === null) return [];
  const sql = statement('counts/sum-unbilled')
    .replace('{{unbilled}}', unbilled.sql)
    .replace('{{where}}', where);
  return rowsOf(await db.raw(sql, { ...bindings, ...unbilled.providers })).map((row) => ({
    campaignId: String(row.campaign_id),
    variantId: String(row.variant_id),
    segmentId: typeof row.segment_id === 'string' ? row.segment_id : null,
    provider: String(row.provider),
    currency: String(row.currency),
    messages: Number(row.messages),
    costMicro: Number(row.cost_micro),
  }));
}

/** Condition on messages `m` and message_facts `f`, and its values; null = every message is billed. */
export function unbilledCondition(
  billOn: ReadonlyMap<string, BillOn>,
): { readonly sql: string; readonly providers: Readonly<Record<string, string>> } | null {
  const rules = [...billOn].flatMap(([provider, rule]) => {
    const statuses = unbilledStatuses(rule);
    return statuses.length === 0 ? [] : [{ provider, statuses }];
  });
  if (rules.length === 0) return null;
  return {
    sql: rules
      .map(({ statuses }, at) => `(m.provider = :provider${at} AND f.status IN (${statuses.join(', ')}))`)
      .join(' OR '),
    providers: Object.fromEntries(rules.map(({ provider }, at) => [`provider${at}`, provider])),
  };
}

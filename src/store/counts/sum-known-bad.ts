import type { BillOn } from '../../core/bill-on.ts';
import { FAILURE_CLASSES } from '../../core/failure-class.ts';
import type { KnownBad } from '../../core/reports/known-bad.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';
import { unbilledCondition } from './sum-unbilled.ts';

const PERMANENT = Object.values(FAILURE_CLASSES)
  .filter(({ group }) => group === 'permanent')
  .map(({ number }) => number);

/** What was sent to numbers that were known to be dead before; as far as the last search for numbers to clean read. */
export async function sumKnownBad(
  db: Db,
  filter: CohortFilter,
  billOn: ReadonlyMap<string, BillOn>,
): Promise<KnownBad> {
  const { where, bindings } = narrowFacts(filter);
  const unbilled = unbilledCondition(billOn);
  const sql = statement('counts/sum-known-bad')
    .replaceAll('{{permanent}}', PERMANENT.join(', '))
    .replace('{{unbilled}}', unbilled === null ? '0' : `b.price IS NULL AND (${unbilled.sql})`)
    .replace('{{where}}', where);
  const rows = rowsOf(await db.raw(sql, { ...bindings, ...unbilled?.providers }));
  return {
    messages: rows.reduce((sum, row) => sum + Number(row.messages), 0),
    contacts: rows.reduce((sum, row) => sum + Number(row.contacts), 0),
    costs: rows
      .map((row) => ({ currency: String(row.currency), costMicro: Number(row.cost_micro) }))
      .filter(({ currency, costMicro }) => currency !== '' && costMicro > 0),
  };
}

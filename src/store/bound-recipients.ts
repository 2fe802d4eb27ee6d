import { textsFromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** A recipient who may see some brands only; `pattern` = an address in lower case, or `@domain`. */
export type BoundRecipient = { readonly pattern: string; readonly brands: readonly string[] };

const TABLE = 'bound_recipients';

export async function listBoundRecipients(db: Db): Promise<readonly BoundRecipient[]> {
  const rows = await db(TABLE).orderBy('pattern').select('pattern', 'brands');
  return rows.map((row) => ({ pattern: String(row.pattern), brands: textsFromColumn(row.brands) }));
}

/** In a transaction of the caller: these are all that are bound from now on. */
export async function replaceBoundRecipients(
  trx: Db,
  bound: readonly BoundRecipient[],
  now: Temporal.Instant,
): Promise<void> {
  await trx(TABLE).delete();
  if (bound.length === 0) return;
  await trx(TABLE).insert(
    bound.map(({ pattern, brands }) => ({
      pattern,
      brands: JSON.stringify(brands),
      updated_at: toColumn(now),
    })),
  );
}

import { plainText } from '../core/phones/plain-text.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import type { Db } from '../store/connect.ts';
import type { NumberToErase } from '../store/erase/scan-number.ts';

const BATCH = 2_000;

/**
 * What sources wrote is kept sealed where no number could be told of it: two numbers in one cell, a number without a
 * country. No hash finds a number in there, so each text is opened. Takes away those that hold it; how many.
 */
export async function eraseFromWritten(
  trx: Db,
  keys: PhoneKeys,
  { pattern }: Pick<NumberToErase, 'pattern'>,
): Promise<number> {
  const holds = new RegExp(pattern.regexp);
  let erased = 0;
  let after = 0;
  for (;;) {
    const rows: readonly { readonly contact_id: number; readonly raw_enc: Buffer }[] = await trx(
      'phone_verdicts',
    )
      .where('contact_id', '>', after)
      .whereNotNull('raw_enc')
      .orderBy('contact_id')
      .limit(BATCH)
      .select('contact_id', 'raw_enc');
    const last = rows.at(-1)?.contact_id;
    if (last === undefined) return erased;
    const held = rows.filter(({ raw_enc }) => holds.test(plainText(keys.decrypt(raw_enc))));
    erased += await trx('phone_verdicts')
      .whereIn(
        'contact_id',
        held.map(({ contact_id }) => contact_id),
      )
      .update({ raw_enc: null, raw_masked: null });
    after = Number(last);
  }
}

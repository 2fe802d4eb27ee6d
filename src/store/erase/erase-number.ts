import { nextState, statesBefore } from '../../core/cleaning/life-cycle.ts';
import type { NumberPattern } from '../../core/number-pattern.ts';
import { maskPhone, maskPhonesIn } from '../../core/phone-number.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import { type NumberToErase, whereHolds } from './scan-number.ts';

/** Rows changed or removed, by where. */
export type Erased = Readonly<Record<string, number>>;

/** Contacts that hold the number, also in a notation that only a repair makes it. */
export async function contactsToErase(trx: Db, { hmac }: NumberToErase): Promise<readonly number[]> {
  const own: readonly unknown[] = await trx('contacts').where({ phone_hmac: hmac }).forUpdate().pluck('id');
  const meant: readonly unknown[] = await trx('phone_verdicts')
    .where({ candidate_hmac: hmac })
    .pluck('contact_id');
  return [...new Set([...own, ...meant].map(Number))].sort((left, right) => left - right);
}

/** Empties what tells the number; ids, times and counts stay, so that reports keep their figures. */
export async function eraseFromContacts(
  trx: Db,
  contacts: readonly number[],
  number: NumberToErase,
  at: Temporal.Instant,
): Promise<Erased> {
  return {
    phone_verdicts: await trx('phone_verdicts')
      .where({ candidate_hmac: number.hmac })
      .orWhereIn('contact_id', contacts)
      .delete(),
    contacts: await trx('contacts')
      .where({ phone_hmac: number.hmac })
      .update({ phone_hmac: null, phone_enc: null, phone_kind: null, phone_valid: null }),
    inbound: await trx('inbound')
      .whereIn('contact_id', contacts)
      .whereNotNull('text')
      .update({ text: null, keyword: null, reading: 0 }),
    opt_outs: await trx('opt_outs')
      .whereIn('contact_id', contacts)
      .whereNotNull('keyword')
      .update({ keyword: null }),
    parked_events: await trx('parked_events').where({ phone_hmac: number.hmac }).delete(),
    recommendations: await eraseFromRecommendations(trx, contacts, number, at),
    contact_changes: await trx('contact_changes')
      .whereIn('candidate_enc', number.encs)
      .update({ candidate_enc: null }),
  };
}

async function eraseFromRecommendations(
  trx: Db,
  contacts: readonly number[],
  { hmac, encs }: NumberToErase,
  at: Temporal.Instant,
): Promise<number> {
  for (const state of statesBefore('invalidate').filter((one) => one !== 'applying')) {
    await trx('recommendations')
      .where({ state })
      .where((either) => void either.where({ phone_hmac: hmac }).orWhereIn('contact_id', contacts))
      .update({
        state: nextState(state, 'invalidate') ?? state,
        state_at: toColumn(at),
        is_open: null,
        version: trx.raw('version + 1'),
      });
  }
  await trx('recommendations')
    .whereIn('fix_candidate_enc', encs)
    .update({ fix_candidate_enc: null, fix_candidate_masked: null });
  return trx('recommendations')
    .where({ phone_hmac: hmac })
    .update({ phone_hmac: null, phone_masked: null, fix_candidate_enc: null, fix_candidate_masked: null });
}

/** Free texts in which somebody may have written the number. `key` is the primary key. */
const TEXTS = [
  { table: 'inbound', key: 'id', column: 'text' },
  { table: 'parked_events', key: 'id', column: 'text' },
  { table: 'parked_events', key: 'id', column: 'url' },
  { table: 'links', key: 'id', column: 'url' },
  { table: 'opt_outs', key: 'id', column: 'keyword' },
  { table: 'refused_events', key: 'id', column: 'said' },
  { table: 'recommendations', key: 'id', column: 'note' },
] as const;

/** Masks the number in texts of anybody. Reads each table once. */
export async function eraseFromTexts(trx: Db, { e164, pattern }: NumberToErase): Promise<Erased> {
  const erased: Record<string, number> = {};
  for (const { table, key, column } of TEXTS) {
    const rows: readonly Row[] = await trx(table)
      .whereRaw('?? REGEXP ?', [column, pattern.regexp])
      .forUpdate()
      .select(`${key} as row_key`, `${column} as text`);
    for (const row of rows) {
      const read = readRow(row);
      const text = maskPhonesIn(masked(read.text('text'), e164, pattern));
      await trx(table)
        .where(key, read.number('row_key'))
        .update({ [column]: text });
    }
    erased[`${table}.${column}`] = rows.length;
  }
  return erased;
}

/** Reports never hold a number in full. Where one does after all, the mail or model goes: nothing is sent with it. */
export async function eraseFromMails(trx: Db, number: NumberToErase): Promise<Erased> {
  const parts = trx('dispatch_parts');
  whereHolds(parts, 'bytes', 'bytes', number);
  const models = trx('report_runs');
  whereHolds(models, 'model', 'long', number);
  return {
    dispatch_parts: await parts.delete(),
    'report_runs.model': await models.update({ model: null, model_sha256: null }),
  };
}

function masked(text: string, e164: string, { regexp }: NumberPattern): string {
  return text.replace(new RegExp(regexp, 'g'), (found) => {
    const before = /^[^0-9+]/.exec(found)?.[0] ?? '';
    const after = /[^0-9]$/.exec(found)?.[0] ?? '';
    return `${before}${maskPhone(e164)}${after}`;
  });
}

/** The number stays out: by its keyed hash, and by every contact that had it. */
export async function suppressErased(
  trx: Db,
  contacts: readonly number[],
  { hmac }: NumberToErase,
  at: Temporal.Instant,
): Promise<void> {
  const [last]: readonly Row[] = await trx('suppressions')
    .where({ source: 'person' })
    .orderBy('source_id', 'desc')
    .limit(1)
    .forUpdate()
    .select('source_id');
  let next = last === undefined ? 1 : readRow(last).number('source_id') + 1;
  const now = toColumn(at);
  const row = { source: 'person', sender: '', reason: 'erased', suppressed_at: now, changed_at: now };
  const known = await trx('suppressions')
    .where({ phone_hmac: hmac, reason: 'erased' })
    .whereNull('lifted_at')
    .first('id');
  if (known === undefined) await trx('suppressions').insert({ ...row, source_id: next, phone_hmac: hmac });
  for (const contact of contacts) {
    next += 1;
    await trx('suppressions').insert({ ...row, source_id: next, contact_id: contact });
  }
}

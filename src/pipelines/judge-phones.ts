import { setTimeout as pause } from 'node:timers/promises';
import { type JudgedPhone, judgePhone } from '../core/phones/judge-phone.ts';
import type { Db } from '../store/connect.ts';
import { collectChunk } from '../store/import/chunk.ts';
import { mergeRows, stageRows } from '../store/import/merge-rows.ts';
import { CONTACT_TABLE } from '../store/import/tables/contacts.ts';
import { holdSettledPhoneKey } from '../store/phones/phone-key.ts';
import { lockContacts, type PhoneContact, readPhoneContacts } from '../store/phones/read-contacts.ts';
import { settleVerdicts } from '../store/phones/settle-verdicts.ts';
import { isRetryableError } from '../store/retryable-error.ts';
import { type JudgedAnew, judgeAnew } from './judge-anew.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';

export type JudgeRequest = {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  /** true = say what would change, write nothing */
  readonly dryRun?: boolean | undefined;
  /** contacts read at a time; only so many are in memory */
  readonly batchRows?: number | undefined;
  /** default: by the tables of the program */
  readonly judge?: ((raw: string, country: string | null) => JudgedPhone) | undefined;
  readonly onProgress?: ((contacts: number) => void) | undefined;
};

export type VerdictChange = { readonly from: string; readonly to: string; readonly contacts: number };

export type JudgedContacts = {
  readonly contacts: number;
  /** verdict and rule before and after; equal where only the kind, the validity or the candidate is another */
  readonly changes: readonly VerdictChange[];
};

const BATCH = 2_000;
const ATTEMPTS = 5;

/**
 * Judges the phones of all contacts again, by what their source wrote: after an update of the numbering plans, or
 * because they came before phones were judged. Numbers stay; one that can be read now becomes a candidate. May be
 * stopped and begun again. Fails with `bad-state` when the phones were encrypted with another key.
 */
export async function judgePhones(request: JudgeRequest): Promise<JudgedContacts> {
  const { db, judge = judgePhone, batchRows = BATCH } = request;
  const keys = await openPhoneKeys(db, request.secretKey);
  const anew = (contact: PhoneContact): JudgedAnew => judgeAnew(keys, judge, contact);
  const changes = new Map<string, VerdictChange>();
  let contacts = 0;
  let after = 0;
  for (;;) {
    const batch = await readPhoneContacts(db, after, batchRows);
    const last = batch.at(-1)?.id;
    if (last === undefined) break;
    const changed = batch.filter((contact) => addChange(changes, anew(contact)));
    if (request.dryRun !== true) {
      if (changed.length > 0) await store(db, { after, batchRows, changed }, anew);
      await settleVerdicts(db, after, last);
    }
    contacts += batch.length;
    after = last;
    request.onProgress?.(contacts);
  }
  return { contacts, changes: [...changes.values()].sort((left, right) => right.contacts - left.contacts) };
}

function addChange(
  changes: Map<string, VerdictChange>,
  { before: from, now: to, changed }: JudgedAnew,
): boolean {
  if (changed === null) return false;
  const key = `${from} > ${to}`;
  changes.set(key, { from, to, contacts: (changes.get(key)?.contacts ?? 0) + 1 });
  return true;
}

type Batch = {
  readonly after: number;
  readonly batchRows: number;
  readonly changed: readonly PhoneContact[];
};

async function store(db: Db, batch: Batch, anew: (contact: PhoneContact) => JudgedAnew): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.transaction((trx) => storeOnce(trx, batch, anew));
      return;
    } catch (error) {
      if (!isRetryableError(error) || attempt === ATTEMPTS) throw error;
      await pause(50 * 2 ** attempt);
    }
  }
}

/** An import may have changed the contacts since they were read: held, they are read and judged once more. */
async function storeOnce(
  trx: Db,
  { after, batchRows, changed }: Batch,
  anew: (contact: PhoneContact) => JudgedAnew,
): Promise<void> {
  const ids = new Set(changed.map(({ id }) => id));
  await holdSettledPhoneKey(trx);
  await lockContacts(trx, [...ids]);
  const rows = (await readPhoneContacts(trx, after, batchRows)).filter(({ id }) => ids.has(id));
  const collector = collectChunk(CONTACT_TABLE);
  for (const [index, contact] of rows.entries()) {
    const { changed: row } = anew(contact);
    if (row !== null) collector.add(index + 1, row);
  }
  const chunk = collector.take();
  await stageRows(trx, CONTACT_TABLE, chunk);
  await mergeRows(trx, CONTACT_TABLE, chunk, { refusalsAtMost: 1, tryAtOnce: false });
}

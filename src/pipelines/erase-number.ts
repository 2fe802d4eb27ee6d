import type { Reach } from '../core/crash-points.ts';
import { numberPattern } from '../core/number-pattern.ts';
import { splitPhone } from '../core/split-phone.ts';
import { eraseLines } from '../files/erase-lines.ts';
import type { QueuePlace } from '../queue/connection.ts';
import { findInRedis, type RedisTraces } from '../queue/erase-from-redis.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import {
  contactsToErase,
  type Erased,
  eraseFromContacts,
  eraseFromMails,
  eraseFromTexts,
  suppressErased,
} from '../store/erase/erase-number.ts';
import { exportedFiles, importedFiles } from '../store/erase/known-files.ts';
import { type NumberToErase, scanForNumber, type Trace } from '../store/erase/scan-number.ts';
import { carryOver } from '../store/phones/move-hashes.ts';
import { holdPhoneKey } from '../store/phones/phone-key.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { eraseFromWritten } from './erase-written.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';

export type EraseNeeds = {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  readonly redis: QueuePlace;
  readonly reach: Reach;
  /** whether contacts come from a database of somebody else */
  readonly hasForeignSource: boolean;
};

export type Erasure = {
  readonly contacts: number;
  /** rows changed or removed, by place */
  readonly erased: Erased;
  readonly redis: RedisTraces;
  /** files we exported numbers to: lines taken out; null = the file is gone */
  readonly files: readonly { readonly path: string; readonly lines: number | null }[];
  /** what a search of everything we own still finds, afterwards */
  readonly left: readonly Trace[];
  /** what we cannot reach, in words */
  readonly outOfReach: readonly string[];
};

/**
 * One number disappears from everything we own; its keyed hash stays among the suppressions, so that it stays out. The
 * tables go in one transaction; running it again after a crash goes on. `left` is the proof: a search done afterwards.
 */
export async function eraseNumber(
  needs: EraseNeeds,
  { e164, actor, at }: { readonly e164: string; readonly actor: string; readonly at: Temporal.Instant },
): Promise<Erasure> {
  const { db, reach } = needs;
  const keys = await openPhoneKeys(db, needs.secretKey);
  const number: NumberToErase = {
    e164,
    hmac: keys.hash(e164),
    hmacs: keys.hashes(e164),
    encs: keys.encryptions(e164),
    pattern: numberPattern(e164),
  };
  const { contacts, erased } = await retriedTransaction(db, async (trx) => {
    if (await holdPhoneKey(trx, keys.generation)) await carryOver(trx, [number.hmac]);
    const ids = await contactsToErase(trx, number);
    const own = await eraseFromContacts(trx, ids, number, at);
    const written = await eraseFromWritten(trx, keys, number);
    reach('erase.half');
    const texts = await eraseFromTexts(trx, number);
    const mails = await eraseFromMails(trx, number);
    await suppressErased(trx, ids, number, at);
    const counts = { ...own, 'phone_verdicts.raw_enc': written, ...texts, ...mails };
    const object = `number ${number.hmac.toString('hex').slice(0, 12)}`;
    await writeAudit(
      trx,
      { actor, action: 'erase', object, detail: { contacts: ids.length, ...counts } },
      at,
    );
    return { contacts: ids.length, erased: counts };
  });
  const files = await eraseFromFiles(db, number);
  const redis = await findInRedis(needs.redis, number.pattern.digits, true);
  const still = await findInRedis(needs.redis, number.pattern.digits, false);
  const left = [...(await scanForNumber(db, number))];
  if (still.found > 0) left.push({ place: 'Redis', rows: still.found });
  return { contacts, erased, redis, files, left, outOfReach: await outOfReach(needs) };
}

async function eraseFromFiles(db: Db, { e164, pattern }: NumberToErase): Promise<Erasure['files']> {
  const split = splitPhone(e164);
  const columns = split === null ? '' : `|(^|[^0-9])${split.prefix}[",]+${split.number}($|[^0-9])`;
  const holds = new RegExp(`${pattern.regexp}${columns}`);
  const files: Erasure['files'][number][] = [];
  for (const path of await exportedFiles(db)) files.push({ path, lines: await eraseLines(path, holds) });
  return files;
}

async function outOfReach({ db, hasForeignSource }: EraseNeeds): Promise<readonly string[]> {
  const imported = await importedFiles(db);
  return [
    ...(hasForeignSource
      ? [
          'the source database of the sending platform: ask its owner, or the next change of the contact brings the number back',
        ]
      : [
          'the sending platform: importing its contacts again brings the number back (suppressed all the same)',
        ]),
    ...(imported.length === 0
      ? []
      : [`files that were imported, where you keep them: ${imported.slice(0, 20).join(', ')}`]),
    'copies of exported files, and what platforms did with them',
    'backups and binary logs of MySQL, until they run out',
    'mails that were sent, and logs of providers',
  ];
}

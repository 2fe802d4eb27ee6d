import { createHash } from 'node:crypto';
import type { PhoneKeys } from '../../src/crypto/phones.ts';
import { eraseNumber } from '../../src/pipelines/erase-number.ts';
import { exportSuppressions } from '../../src/pipelines/export-suppressions.ts';
import { openPhoneKeys, type PhoneSecret } from '../../src/pipelines/open-phone-keys.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import type { Db } from '../../src/store/connect.ts';
import { type FreshRedis, freshRedisPrefix } from './database.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from './import-bench.ts';

export const NEW_KEY = createHash('sha256').update('a new key').digest('hex');
export const NEWER_KEY = createHash('sha256').update('a newer key').digest('base64');
/** as the settings say it before, while and after the key is changed */
export const BOTH: readonly string[] = [NEW_KEY, IMPORT_SECRET];

export const AT = Temporal.Instant.from('2026-11-24T10:00:00Z');

export function numberOf(contact: number): string {
  return `+4791${String(contact).padStart(6, '0')}`;
}

export const ERASED = numberOf(3);
/** nobody has it; an opt-out of it waits among the parked events */
export const STRANGER = numberOf(900_001);

export type RotationBench = ImportBench & {
  readonly redis: FreshRedis;
  readonly erase: (number: string, secret?: PhoneSecret) => Promise<readonly string[]>;
  readonly exported: (secret?: PhoneSecret) => Promise<string>;
  /** an opt-out of the number comes in from a provider */
  readonly optOut: (
    number: string,
    secret?: PhoneSecret,
    id?: string | null,
  ) => ReturnType<typeof takeEvents>;
  /** reason of the suppressions that a number meets, by the keys as they are */
  readonly suppressed: (number: string, secret?: PhoneSecret) => Promise<readonly string[]>;
};

/**
 * Contacts with numbers, one of them twice, numbers that may be meant, one that was erased, one that is suppressed, an
 * opt-out of a stranger, and a recommendation with another number: every column that holds a hash or a sealed number.
 */
export async function rotationBench(contacts = 40): Promise<RotationBench> {
  const bench = await importBench();
  const redis = freshRedisPrefix();
  const { db } = bench;
  await giveContacts(bench, contacts);
  const optOut: RotationBench['optOut'] = (number, secret = IMPORT_SECRET, id = null) =>
    takeEvents({
      db,
      secretKey: secret,
      provider: 'generic',
      receivedAt: AT,
      events: [optOutOf(number, id)],
    });
  const erase: RotationBench['erase'] = async (number, secret = IMPORT_SECRET) => {
    const erasure = await eraseNumber(
      {
        db,
        secretKey: secret,
        redis: { redisUrl: redis.url, prefix: redis.prefix },
        reach: () => undefined,
        hasForeignSource: false,
      },
      { e164: number, actor: 'test', at: AT },
    );
    return erasure.left.map(({ place }) => place);
  };
  await optOut(STRANGER);
  await optOut(numberOf(5));
  await erase(ERASED);
  await plantRest(db, await openPhoneKeys(db, IMPORT_SECRET));
  return {
    ...bench,
    redis,
    erase,
    exported: (secret = IMPORT_SECRET) => exportOf(db, secret),
    optOut,
    suppressed: async (number, secret = IMPORT_SECRET) =>
      suppressionsOf(db, await openPhoneKeys(db, secret), number),
    drop: async () => {
      await redis.drop();
      await bench.drop();
    },
  };
}

async function giveContacts(bench: ImportBench, contacts: number): Promise<void> {
  const rows = Array.from({ length: contacts }, (_, at) => `k${at + 1},${numberOf(at + 1)},NO`);
  const odd = [
    `twin,${numberOf(1)},NO`,
    `written,${numberOf(2).slice(3)},`,
    `two,${numberOf(3)} / ${numberOf(4)},NO`,
    `meant,00${numberOf(6).slice(1)}0,NO`,
  ];
  await bench.give('contacts', `contact_id,phone,country\n${[...rows, ...odd].join('\n')}\n`);
}

export function optOutOf(number: string, optOutId: string | null) {
  return {
    kind: 'opt_out',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    sender: number,
    optOutId,
    occurredMs: AT.epochMilliseconds,
  } as const;
}

async function plantRest(db: Db, keys: PhoneKeys): Promise<void> {
  const at = new Date(AT.epochMilliseconds);
  const row = { source: 'person', sender: '', suppressed_at: at, changed_at: at };
  await db('suppressions').insert([
    { ...row, source_id: 901, reason: 'asked', phone_hmac: keys.hash(numberOf(7)) },
    { ...row, source_id: 902, reason: 'asked', phone_hmac: keys.hash(numberOf(1)) },
    { ...row, source_id: 903, reason: 'asked', phone_hmac: keys.hash(numberOf(9)) },
  ]);
  const seven = await db('contacts').where({ contact_id: 'k7' }).first('id');
  const evidence = { evidence: '{}', evidence_hash: Buffer.alloc(32, 7) };
  const [id] = await db('recommendations').insert({
    ...evidence,
    run_id: 1,
    contact_id: seven.id,
    person_id: seven.id,
    phone_hmac: keys.hash(numberOf(7)),
    fix_candidate_enc: keys.encrypt(numberOf(8)),
    reason: 'damaged_import',
    rule_id: 'R9',
    rule_version: 1,
    action: 'fix_number',
    confidence: 0.9,
    state: 'applied',
    state_at: at,
    proposed_at: at,
  });
  await db('contact_changes').insert({
    recommendation_id: id,
    batch_id: 1,
    contact_id: seven.id,
    kind: 'fix_number',
    candidate_enc: keys.encrypt(numberOf(8)),
    applied_at: at,
    changed_at: at,
  });
}

async function exportOf(db: Db, secretKey: PhoneSecret): Promise<string> {
  let text = '';
  await exportSuppressions(
    { db, secretKey },
    {
      query: { since: null, sender: null, isLifted: false },
      format: 'csv',
      options: { phone: 'e164', group: null },
      out: {
        write: async (more) => {
          text += more;
        },
      },
      actor: 'test',
    },
  );
  return text;
}

async function suppressionsOf(db: Db, keys: PhoneKeys, number: string): Promise<readonly string[]> {
  const found = await db('suppressions')
    .whereIn('phone_hmac', keys.hashes(number))
    .orderBy('id')
    .pluck('reason');
  return found.map(String);
}

const COLUMNS = [
  ['contacts', 'id', ['phone_hmac', 'phone_enc', 'person_id']],
  ['phone_verdicts', 'contact_id', ['candidate_hmac', 'candidate_enc', 'raw_enc', 'duplicate_of']],
  ['recommendations', 'id', ['phone_hmac', 'fix_candidate_enc']],
  ['contact_changes', 'id', ['candidate_enc']],
  ['suppressions', 'id', ['phone_hmac', 'contact_id', 'reason']],
  ['parked_events', 'id', ['phone_hmac', 'event_id', 'event_hash']],
  ['opt_outs', 'id', ['event_id', 'contact_id']],
] as const;

/** Every hash, sealed number and id that is made of one. */
export async function hashedAndSealed(db: Db): Promise<string> {
  const tables = [];
  for (const [table, key, columns] of COLUMNS)
    tables.push([
      table,
      await db(table)
        .orderBy(key)
        .select(key, ...columns),
    ]);
  return JSON.stringify(
    tables,
    (_key, value: { readonly type?: string; readonly data?: readonly number[] }) =>
      value?.type === 'Buffer' ? Buffer.from(value.data ?? []).toString('hex') : value,
    1,
  );
}

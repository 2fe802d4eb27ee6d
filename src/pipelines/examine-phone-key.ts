import { type Check, failed, ok, warning } from '../core/check.ts';
import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';
import { readPhoneKey } from '../store/phones/phone-key.ts';
import { findKeyInUse, firstSealed, opens, type PhoneSecret, wrongKey } from './open-phone-keys.ts';
import { lookAtRotation } from './rotate-phone-key.ts';

type KeySettings = {
  readonly PHONE_KEY?: string | undefined;
  readonly PHONE_KEY_BEFORE?: string | undefined;
};

/** Which key the phones are stored with, and what is left of the one before. The schema must match. */
export async function examinePhoneKey(db: Db, secret: PhoneSecret, settings: KeySettings): Promise<Check> {
  try {
    return await examine(db, secret, settings);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return failed('phone key', error.message, 'nothing else starts before');
  }
}

async function examine(db: Db, secret: PhoneSecret, settings: KeySettings): Promise<Check> {
  const stored = await readPhoneKey(db);
  const { generation, finishedAt, startedAt } = stored;
  const key = await findKeyInUse(db, stored, secret);
  const sealed = stored.proof === null ? await firstSealed(db) : null;
  if (sealed !== null && !opens(key, sealed)) throw wrongKey(typeof secret !== 'string');
  const inUse = nameOf(key, settings);
  const times =
    generation === 0
      ? 'never changed'
      : `changed ${generation === 1 ? 'once' : `${generation} times`}, last ${day(startedAt)}`;
  const seen = `${inUse} is in use, ${times}`;
  if (typeof secret === 'string') return ok('phone key', seen);
  const { state, left } = await lookAtRotation({ db, secret });
  if (state === 'waiting')
    return warning(
      'phone key',
      `${seen}; PHONE_KEY waits: ${left.numbers} numbers, ${left.sealed} sealed texts`,
      'run `sms-reports phones rotate`; until it is done the key in use has to stay set',
    );
  if (state === 'moving')
    return warning(
      'phone key',
      `${seen}; left of the key before: ${left.numbers} numbers, ${left.sealed} sealed texts`,
      'run `sms-reports phones rotate` to the end; exports and searches for numbers to clean wait for it',
    );
  const spare = settings.PHONE_KEY_BEFORE === undefined ? '' : '; PHONE_KEY_BEFORE may be taken away';
  const since = finishedAt === null ? '' : `; nothing is left of the key before since ${day(finishedAt)}`;
  return ok('phone key', `${seen}${since}${spare}`);
}

function nameOf(key: string, { PHONE_KEY, PHONE_KEY_BEFORE }: KeySettings): string {
  if (key === PHONE_KEY) return 'PHONE_KEY';
  return key === PHONE_KEY_BEFORE ? 'PHONE_KEY_BEFORE' : 'SECRET_KEY';
}

function day(at: Temporal.Instant | null): string {
  return at === null ? 'never' : at.toString().slice(0, 10);
}

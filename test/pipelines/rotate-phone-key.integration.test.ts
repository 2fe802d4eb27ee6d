import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CLEANING } from '../../src/core/cleaning/settings.ts';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';
import { explainContact } from '../../src/pipelines/explain-contact.ts';
import { openPhoneKeys } from '../../src/pipelines/open-phone-keys.ts';
import { requireSecretKey } from '../../src/pipelines/require-secret-key.ts';
import { lookAtRotation, rotatePhoneKey } from '../../src/pipelines/rotate-phone-key.ts';
import { stageEvents } from '../../src/pipelines/stage-events.ts';
import { storeStaged } from '../../src/pipelines/take-events.ts';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import type { Db } from '../../src/store/connect.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import {
  AT,
  BOTH,
  ERASED,
  hashedAndSealed,
  NEW_KEY,
  NEWER_KEY,
  numberOf,
  optOutOf,
  type RotationBench,
  rotationBench,
  STRANGER,
} from '../support/rotation-bench.ts';

let bench: RotationBench;
/** Each group has a database of its own, and its tests follow one another. */
function onOwnDatabase(prepare: () => Promise<void> = async () => undefined): void {
  beforeAll(async () => {
    bench = await rotationBench();
    await prepare();
  });
  afterAll(() => bench.drop());
}

const rotate = (secret: readonly string[] = BOTH) =>
  rotatePhoneKey({ db: bench.db, secret }, { actor: 'test', batchRows: 7 });

/** Ends after so many transactions, as a kill between two of them would. */
async function rotateSome(
  batches: number,
  secret: readonly string[] = BOTH,
  db: Db = bench.db,
): Promise<boolean> {
  let done = 0;
  const onBatch = async (): Promise<void> => {
    done += 1;
    if (done >= batches) throw new Error('killed');
  };
  try {
    await rotatePhoneKey({ db, secret }, { actor: 'test', batchRows: 7, onBatch });
    return true;
  } catch (error) {
    if ((error as Error).message !== 'killed') throw error;
    return false;
  }
}

/** Half of the numbers stand under the new key. */
async function rotateHalf(): Promise<void> {
  for (;;) {
    await rotateSome(1);
    const { state, left } = await lookAtRotation({ db: bench.db, secret: BOTH });
    if (state === 'moving' && left.numbers < 25) return;
  }
}

const explain = (number: string, secretKey: string | readonly string[]) =>
  explainContact(
    { db: bench.db, secretKey, cleaning: DEFAULT_CLEANING },
    { e164: number },
    { now: AT, size: 5 },
  );

describe('a change of the key of phones', () => {
  onOwnDatabase();

  it('leaves nothing that the key before opens or finds, and everything as it was', async () => {
    const before = await bench.exported();
    expect(before).toContain(numberOf(7));
    await rotate();
    const now = await openPhoneKeys(bench.db, NEW_KEY);
    const old = derivePhoneKeys(IMPORT_SECRET);
    const text = await hashedAndSealed(bench.db);
    for (const number of [1, 2, 3, 7, 40].map(numberOf)) {
      expect(text).not.toContain(old.hash(number).toString('hex'));
      expect(text).not.toContain(old.encrypt(number).toString('hex'));
      expect(text).toContain(now.hash(number).toString('hex'));
    }
    expect(text).toContain(now.encrypt(numberOf(8)).toString('hex'));
    expect(now.isMoving).toBe(false);
    expect(await bench.exported(NEW_KEY)).toBe(before);
    expect(await bench.suppressed(ERASED, NEW_KEY)).toEqual(['erased']);
    expect((await explain(numberOf(1), NEW_KEY))?.contacts.map(({ contactId }) => contactId)).toEqual([
      'k1',
      'twin',
    ]);
    expect(await lookAtRotation({ db: bench.db, secret: BOTH })).toEqual({
      state: 'idle',
      left: { numbers: 0, sealed: 0 },
    });
    expect((await verifyAudit(bench.db, null)).broken).toBeNull();
    const actions = await bench.db('audit_log').where('action', 'like', 'phone-key%').pluck('action');
    expect(actions).toEqual(['phone-key-change', 'phone-key-changed']);
  });

  it('is the same when it is ended after every transaction and begun again', async () => {
    const other = await rotationBench();
    let times = 1;
    while (!(await rotateSome(1, BOTH, other.db))) times += 1;
    expect(times).toBeGreaterThan(20);
    expect(await hashedAndSealed(other.db)).toBe(await hashedAndSealed(bench.db));
    expect(await other.db('phone_moves').select()).toEqual([]);
    expect(await other.db('audit_log').where('action', 'like', 'phone-key%').pluck('action')).toHaveLength(2);
    await other.drop();
  });

  it('can follow another one, and no id that is made of a number is doubled by either', async () => {
    const rows = async (): Promise<number> =>
      Number((await bench.db('opt_outs').count({ n: '*' }))[0]?.n) +
      Number((await bench.db('parked_events').count({ n: '*' }))[0]?.n);
    const before = await rows();
    const export0 = await bench.exported(NEW_KEY);
    await rotate([NEWER_KEY, NEW_KEY, IMPORT_SECRET]);
    await expect(openPhoneKeys(bench.db, [NEW_KEY, IMPORT_SECRET])).rejects.toThrow(/^PHONE_KEY: neither/);
    expect(await bench.exported([NEWER_KEY, IMPORT_SECRET])).toBe(export0);
    expect(await bench.suppressed(ERASED, NEWER_KEY)).toEqual(['erased']);
    expect(await bench.optOut(STRANGER, NEWER_KEY)).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await bench.optOut(numberOf(5), NEWER_KEY)).toMatchObject({ applied: 0, duplicate: 1 });
    expect(await rows()).toBe(before);
  });
});

describe('half way', () => {
  onOwnDatabase(rotateHalf);

  it('a number is found whichever key it stands under, and suppressed as before', async () => {
    const contacts = Array.from({ length: 40 }, (_, at) => at + 1).filter((one) => numberOf(one) !== ERASED);
    for (const contact of contacts)
      expect((await explain(numberOf(contact), BOTH))?.contacts[0]?.contactId).toBe(`k${contact}`);
    expect(await bench.suppressed(ERASED, BOTH)).toEqual(['erased']);
    expect(await bench.suppressed(numberOf(7), NEW_KEY)).toEqual(['asked']);
  });

  it('refuses who has only the key before, and who opened it before', async () => {
    await expect(requireSecretKey(bench.db, IMPORT_SECRET)).rejects.toMatchObject({ exitCode: 78 });
    await expect(bench.optOut(numberOf(30))).rejects.toThrow(/^SECRET_KEY: is not the one/);
    const stage = stageEvents({
      keys: derivePhoneKeys(IMPORT_SECRET),
      provider: 'generic',
      receivedAt: AT,
    });
    stage.add([optOutOf(numberOf(30), 'o30')]);
    await expect(storeStaged({ db: bench.db, staged: stage.take() })).rejects.toThrow(/given another key/);
    await expect(bench.exported(BOTH)).rejects.toThrow(/phones are being given another key; wait until/);
    await expect(rotate([NEWER_KEY, NEW_KEY, IMPORT_SECRET])).rejects.toThrow(/something is left of the key/);
  });

  it('erases a number that stands under either key', async () => {
    const standing: readonly Buffer[] = await bench.db('phone_moves').pluck('old_hmac');
    const old = derivePhoneKeys(IMPORT_SECRET);
    const isLeft = (contact: number): boolean =>
      standing.some((hash) => hash.equals(old.hash(numberOf(contact))));
    const contacts = Array.from({ length: 30 }, (_, at) => at + 10);
    for (const contact of [contacts.find(isLeft), contacts.find((one) => !isLeft(one))]) {
      expect(contact).toBeDefined();
      expect(await bench.erase(numberOf(contact ?? 0), BOTH)).toEqual([]);
      expect(await bench.suppressed(numberOf(contact ?? 0), NEW_KEY)).toEqual(['erased']);
      expect(await explain(numberOf(contact ?? 0), BOTH)).toBeNull();
    }
    expect(await bench.suppressed(ERASED, BOTH)).toEqual(['erased']);
  });

  it('contacts and events that come in join those that are there, and the end is the same', async () => {
    await bench.give(
      'contacts',
      `contact_id,phone,country\nback,${ERASED},NO\nk10,${numberOf(11)},NO\nnew,${numberOf(77)},NO\n${Array.from({ length: 40 }, (_, at) => `again${at + 1},${numberOf(at + 1)},NO`).join('\n')}\n`,
      { secretKey: BOTH, name: 'more.csv' },
    );
    expect(await bench.optOut(numberOf(30), BOTH)).toMatchObject({ applied: 1 });
    expect(await bench.optOut(numberOf(5), BOTH)).toMatchObject({ duplicate: 1 });
    const persons = async (): Promise<readonly string[]> =>
      (await bench.db('contacts').orderBy('id').select('contact_id', 'person_id')).map(
        (row) => `${row.contact_id} ${row.person_id}`,
      );
    const half = await persons();
    const first = async (id: string): Promise<number> =>
      Number((await bench.db('contacts').where({ contact_id: id }).first('id')).id);
    for (const contact of [1, 2, 20, 35, 40])
      expect(half).toContain(`again${contact} ${await first(`k${contact}`)}`);
    const suppressedNow = await bench.db('suppressed_contacts').where({ contact_id: 'back' }).pluck('reason');
    expect(suppressedNow).toContain('erased');
    await rotate();
    expect(await persons()).toEqual(half);
    const hashes = await bench.db('contacts').whereNotNull('phone_hmac').select('phone_hmac', 'phone_enc');
    const now = await openPhoneKeys(bench.db, NEW_KEY);
    for (const row of hashes) expect(now.hash(now.decrypt(row.phone_enc))).toEqual(row.phone_hmac);
  });
});

describe('before it begins', () => {
  onOwnDatabase();

  it('works with the key in use while the new one is only set, and names what is missing', async () => {
    expect(await bench.optOut(numberOf(31), BOTH)).toMatchObject({ applied: 1 });
    await requireSecretKey(bench.db, BOTH);
    expect((await explain(numberOf(31), IMPORT_SECRET))?.contacts[0]?.contactId).toBe('k31');
    expect(await lookAtRotation({ db: bench.db, secret: BOTH })).toMatchObject({ state: 'waiting' });
    await expect(requireSecretKey(bench.db, [NEW_KEY, NEWER_KEY])).rejects.toThrow(/^PHONE_KEY: neither/);
    await expect(rotate([NEW_KEY, NEWER_KEY])).rejects.toThrow(/PHONE_KEY_BEFORE/);
  });

  it('forgets what was noted for a key that came to nothing', async () => {
    await rotateSome(2, [NEWER_KEY, IMPORT_SECRET]);
    expect(await bench.db('phone_moves').select()).not.toEqual([]);
    await rotateSome(1);
    const noted = await bench.db('phone_moves').select();
    expect(noted).toHaveLength(7);
  });

  it('notes what comes in while the rest is noted', async () => {
    const late: string[] = [];
    const onBatch = async (): Promise<void> => {
      if ((await lookAtRotation({ db: bench.db, secret: BOTH })).state !== 'waiting') return;
      const number = numberOf(100 + late.length);
      late.push(number);
      const csv = `contact_id,phone,country\nlate ${number},${number},NO\n`;
      await bench.give('contacts', csv, { secretKey: BOTH, name: `late-${late.length}.csv` });
    };
    await rotatePhoneKey({ db: bench.db, secret: BOTH }, { actor: 'test', batchRows: 7, onBatch });
    expect(late.length).toBeGreaterThan(3);
    for (const number of late)
      expect((await explain(number, NEW_KEY))?.contacts[0]?.contactId).toBe(`late ${number}`);
  });
});

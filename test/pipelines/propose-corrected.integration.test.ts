import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoneNumber } from '../../src/demo/history/phone-number.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { readCountedFailures } from '../../src/store/contact/read-contact-file.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { importWorld, PLANTED_SECRET, proposeInWorld } from '../support/planted/import-world.ts';
import { openRows } from '../support/planted/score.ts';
import { buildWorld } from '../support/planted/world.ts';
import { PLAIN } from '../support/planted/world-plan.ts';

const MINUTE_MS = 60_000;

describe('a contact whose number was put right', () => {
  const world = buildWorld({
    ...PLAIN,
    name: 'corrected',
    seed: 5,
    contacts: 300,
    campaigns: 12,
    shares: { ...PLAIN.shares, invalid: 0.06 },
  });
  const [first, second] = world.contacts.filter(({ plant }) => plant === 'invalid').map(({ id }) => id);
  const healthy = world.contacts.find(({ plant, hasReceipts }) => plant === null && hasReceipts);
  let fresh: FreshDatabase;

  beforeAll(async () => {
    fresh = await freshDatabase();
    await importWorld(fresh.db, world, world.endMs);
    await proposeInWorld(fresh.db, world.endMs);
  });
  afterAll(() => fresh.drop());

  async function correct(phones: Readonly<Record<string, string>>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'corrected-'));
    const lines = Object.entries(phones).map(([id, phone]) => `${id},${phone},NO,Europe/Oslo,s0`);
    writeFileSync(
      join(folder, 'contacts.csv'),
      ['contact_id,phone,country,timezone,segment_id', ...lines, ''].join('\n'),
    );
    const latest = Temporal.Instant.fromEpochMilliseconds(world.endMs).add({ hours: 24 });
    await importFiles({ db: fresh.db, secretKey: PLANTED_SECRET, paths: [folder], latest });
    rmSync(folder, { recursive: true, force: true });
  }

  async function reasonsOf(...ids: readonly (string | undefined)[]): Promise<readonly string[]> {
    const rows = await openRows(fresh.db);
    return rows.filter(({ contact }) => ids.includes(contact)).map(({ reason }) => reason);
  }

  it('is not held responsible for what failed at the number before', async () => {
    expect(await reasonsOf(first, second)).toEqual(['invalid_number', 'invalid_number']);
    await correct({ [first ?? '']: phoneNumber('NO', 90_001) });
    await proposeInWorld(fresh.db, world.endMs + MINUTE_MS);
    expect(await reasonsOf(first, second)).toEqual(['invalid_number']);
    await proposeInWorld(fresh.db, world.endMs + 2 * MINUTE_MS, { full: true });
    expect(await reasonsOf(first, second)).toEqual(['invalid_number']);
    const row = await fresh
      .db('contacts')
      .where({ contact_id: first ?? '' })
      .first('person_id');
    expect(await readCountedFailures(fresh.db, Number(row.person_id))).toEqual([]);
  });

  it('brings nothing of it to the contact who has that number already', async () => {
    await correct({ [second ?? '']: healthy?.phone ?? '' });
    await proposeInWorld(fresh.db, world.endMs + 3 * MINUTE_MS, { full: true });
    expect(await reasonsOf(first, second, healthy?.id)).toEqual(['duplicate']);
  });

  it('is judged by what fails at the new one', async () => {
    const early = new Date(Date.UTC(2020, 0, 1));
    await fresh
      .db('contacts')
      .where({ contact_id: first ?? '' })
      .update({ phone_since: early });
    await proposeInWorld(fresh.db, world.endMs + 4 * MINUTE_MS, { full: true });
    expect(await reasonsOf(first)).toEqual(['invalid_number']);
  });

  it('written in another way keeps the number, and with it what failed', async () => {
    const [third] = world.contacts.filter(({ plant }) => plant === 'invalid').slice(2);
    await correct({ [third?.id ?? '']: `00${third?.phone.slice(1)}` });
    expect(
      await fresh
        .db('contacts')
        .where({ contact_id: third?.id ?? '' })
        .pluck('phone_since'),
    ).toEqual([null]);
    await proposeInWorld(fresh.db, world.endMs + 5 * MINUTE_MS, { full: true });
    expect(await reasonsOf(third?.id)).toEqual(['invalid_number']);
  });
});

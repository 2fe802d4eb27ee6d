import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CLEANING } from '../../../src/core/cleaning/settings.ts';
import { importFiles } from '../../../src/pipelines/import-files.ts';
import {
  type CleaningRun,
  type ProposeRequest,
  proposeCleaning,
} from '../../../src/pipelines/propose-cleaning.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import type { Db } from '../../../src/store/connect.ts';
import type { World } from './world.ts';

export const PLANTED_SECRET = 'a key for planted numbers only, 48 characters..';

/** The world up to a moment, as files of the interchange format. May be given again with a later moment. */
export async function importWorld(db: Db, world: World, untilMs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
  try {
    const segments = [...new Set(world.contacts.map(({ segment }) => segment))].sort();
    write('segments', ['segment_id,name', ...segments.map((id) => `${id},Segment ${id}`)]);
    write('contacts', [
      'contact_id,phone,country,timezone,segment_id',
      ...world.contacts.map(({ id, phone, segment }) => `${id},${phone},NO,Europe/Oslo,${segment}`),
    ]);
    write('campaigns', [
      'campaign_id,name,kind,link_count',
      ...Array.from(
        { length: world.plan.campaigns },
        (_, index) => `k${index},Campaign ${index},promotional,1`,
      ),
    ]);
    write('messages', [
      'message_id,contact_id,campaign_id,sent_at,status,status_at,error_code,carrier,parts,cost,currency,provider',
      ...world.messages
        .filter(({ sentMs }) => sentMs <= untilMs)
        .map((message) =>
          [
            message.id,
            message.contact,
            `k${message.campaign}`,
            new Date(message.sentMs).toISOString(),
            message.status,
            new Date(message.sentMs + 20_000).toISOString(),
            message.code,
            message.carrier,
            '1',
            '0.05',
            'EUR',
            world.plan.provider,
          ].join(','),
        ),
    ]);
    const latest = Temporal.Instant.fromEpochMilliseconds(world.endMs).add({ hours: 24 });
    await importFiles({ db, secretKey: PLANTED_SECRET, paths: [folder], latest });
    // the world has a clock of its own
    await db('phone_verdicts').update({ judged_at: new Date(untilMs - 3_600_000) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A search as of a moment of the world, told by the world's clock. */
export async function proposeInWorld(
  db: Db,
  asOfMs: number,
  request: Partial<ProposeRequest> = {},
): Promise<CleaningRun> {
  const asOf = Temporal.Instant.fromEpochMilliseconds(asOfMs);
  return proposeCleaning(
    {
      db,
      secretKey: PLANTED_SECRET,
      now: async () => asOf,
      refresh: async () => void (await refreshRollups(db, { now: asOf })),
      owner: 'test',
    },
    { asOf, settings: DEFAULT_CLEANING, ...request },
  );
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HistorySummary, writeHistory } from '../../src/demo/history.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

/** A Monday morning: the last whole week and 24 more lie behind it. */
export const HISTORY_ENDS_AT = Temporal.Instant.from('2026-11-23T09:00:00Z');

/** For phone numbers that are in no test's interest. */
export const HISTORY_SECRET_KEY = 'a key for generated numbers only, 48 characters';

export type ImportedHistory = FreshDatabase & { readonly summary: HistorySummary };

/**
 * A database of its own with the shop of the demo: 40 campaigns, 8 segments and some 5,000 messages (at the default
 * scale), imported and counted as of HISTORY_ENDS_AT. Takes a few seconds: make it once per file, in beforeAll.
 */
export async function importedHistory(
  options: { readonly scale?: number; readonly seed?: number } = {},
): Promise<ImportedHistory> {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const fresh = await freshDatabase();
  try {
    const { scale = 0.017, seed = 7 } = options;
    const summary = await writeHistory({ seed, scale, folder, endsAt: HISTORY_ENDS_AT });
    await importFiles({
      db: fresh.db,
      secretKey: HISTORY_SECRET_KEY,
      paths: [folder],
      latest: HISTORY_ENDS_AT.add({ hours: 24 }),
    });
    await refreshRollups(fresh.db, { now: HISTORY_ENDS_AT });
    return { ...fresh, summary };
  } catch (error) {
    await fresh.drop();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

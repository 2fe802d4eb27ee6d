import type { Db } from '../store/connect.ts';
import { emptyRollups } from '../store/roll-up/empty.ts';
import { type RefreshOptions, type RefreshResult, refreshRollups } from './refresh-rollups.ts';

/**
 * Forgets every count and counts the whole source again. Until it is done reports see too little and say so; when it is
 * stopped, the next refresh goes on.
 */
export async function rebuildRollups(db: Db, options: RefreshOptions = {}): Promise<RefreshResult> {
  await emptyRollups(db);
  return refreshRollups(db, options);
}

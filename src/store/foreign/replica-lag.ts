import type { Db } from '../connect.ts';
import { rowsOf } from '../select-rows.ts';

/** Seconds a replica is behind its primary; `stopped` = it does not follow, and nobody knows how far it is behind. */
export type ReplicaLag = number | 'stopped';

/** REPLICATION CLIENT (MySQL) or REPLICA MONITOR (MariaDB) is missing, or the server is too old for the statement. */
const NOT_TOLD = new Set([1227, 1064]);

/** null = the source is no replica, or does not tell our account. */
export async function readReplicaLag(source: Db): Promise<ReplicaLag | null> {
  try {
    const lags = rowsOf(await source.raw('SHOW REPLICA STATUS')).map(
      (row) => row.Seconds_Behind_Source ?? row.Seconds_Behind_Master ?? null,
    );
    if (lags.length === 0) return null;
    // a replica of several primaries is as far as the slowest
    return lags.includes(null) ? 'stopped' : Math.max(...lags.map(Number));
  } catch (error) {
    if (error instanceof Error && 'errno' in error && NOT_TOLD.has(Number(error.errno))) return null;
    throw error;
  }
}

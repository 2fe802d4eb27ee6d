import type { Db } from '../connect.ts';
import { selectRows } from '../select-rows.ts';

export type Backlog = {
  /** events whose message or contact nobody knows; 1,000,001 = more than a million */
  readonly parked: number;
  /** when the oldest came; null = none */
  readonly oldestAt: Temporal.Instant | null;
  /** events that hooks could not read in 30 days */
  readonly refused: number;
  /** different ones that are kept */
  readonly kept: number;
};

export async function lookAtBacklog(db: Db): Promise<Backlog> {
  const [row] = await selectRows(db, 'provider-events/look-at-backlog');
  const oldest = row?.oldest_at;
  return {
    parked: Number(row?.parked),
    oldestAt: oldest instanceof Date ? Temporal.Instant.fromEpochMilliseconds(oldest.getTime()) : null,
    refused: Number(row?.refused),
    kept: Number(row?.kept),
  };
}

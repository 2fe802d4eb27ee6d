import type { SourceReach } from '../core/reports/performance-input.ts';
import type { Db } from '../store/connect.ts';
import { readReplicaLag } from '../store/foreign/replica-lag.ts';

/** Up to when what was written to the source's primary has come to it; null = it is no replica, or does not say. */
export async function sourceReach(
  source: Db | null,
  now: () => Promise<Temporal.Instant>,
): Promise<SourceReach | null> {
  if (source === null) return null;
  const lag = await readReplicaLag(source);
  if (lag === null) return null;
  return lag === 'stopped' ? 'unknown' : (await now()).subtract({ seconds: lag });
}

import { Failure } from '../core/failure.ts';
import { readSendHours } from '../core/findings/send-hours.ts';
import type { Db } from '../store/connect.ts';
import { findFindings } from './find-findings.ts';

type FindNeeds = {
  readonly db: Db;
  readonly now: () => Promise<Temporal.Instant>;
  readonly refresh: () => Promise<void>;
  readonly config: { readonly SEND_HOURS: string };
};

/** A search as of now, told in one line. Somebody who searches at the moment does the same work. */
export async function findNightly(
  { db, now, refresh, config }: FindNeeds,
  tell: (event: string, fields: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  await refresh();
  const sendHours = readSendHours(config.SEND_HOURS);
  try {
    const { runId, findings, contacts } = await findFindings(db, {
      asOf: await now(),
      kind: 'kept',
      sendHours,
    });
    const of = (verdict: string): number => findings.segments.filter((one) => one.verdict === verdict).length;
    tell('findings-found', {
      run: runId,
      fatigued: of('fatigued'),
      declining: of('declining'),
      insufficient: of('insufficient'),
      anomalies: findings.anomalies.length,
      contacts,
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'locked') throw error;
    tell('findings-searched-elsewhere', {});
  }
}

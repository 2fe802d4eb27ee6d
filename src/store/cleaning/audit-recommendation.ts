import { type AuditEntry, writeAudit } from '../audit.ts';
import type { Db } from '../connect.ts';

/** An entry that is found again beside the recommendation; for what changes nothing of it. */
export async function auditRecommendation(
  trx: Db,
  id: number,
  entry: Omit<AuditEntry, 'object'>,
  at: Temporal.Instant,
): Promise<void> {
  const auditId = await writeAudit(trx, { ...entry, object: `recommendation ${id}` }, at);
  await trx('recommendation_events').insert({ recommendation_id: id, audit_id: auditId });
}

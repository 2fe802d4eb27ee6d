import { canonicalJson } from '../../../core/canonical-json.ts';
import { nextState, PROPOSAL_DAYS, statesBefore } from '../../../core/cleaning/life-cycle.ts';
import type { Evidence } from '../../../core/cleaning/recommendation.ts';
import { DAY_MS, type Proposal, RULES_VERSION } from '../../../core/cleaning/rule.ts';
import type { SavingRange } from '../../../core/cleaning/saving.ts';
import type { Db } from '../../connect.ts';
import type { CandidateContact } from './load-candidates.ts';

/** A proposal with all that is stored of it. Times are epoch milliseconds, null = never. */
export type Written = {
  readonly proposal: Proposal;
  readonly contact: CandidateContact;
  readonly person: number;
  readonly phoneMasked: string | null;
  readonly evidence: Evidence;
  readonly evidenceHash: string;
  readonly firstEvidenceMs: number | null;
  readonly lastEvidenceMs: number | null;
  readonly lastPositiveMs: number | null;
  readonly lastDeliveredMs: number | null;
  readonly lastClickMs: number | null;
  readonly saving: SavingRange | null;
  readonly currency: string | null;
  readonly revenueMicro: number | null;
};

const TABLE = 'recommendations';

export async function insertRecommendations(
  trx: Db,
  runId: number,
  asOfMs: number,
  written: readonly Written[],
): Promise<void> {
  if (written.length === 0) return;
  const rows = written.map((one) => ({
    ...columnsOf(one),
    run_id: runId,
    contact_id: one.contact.id,
    person_id: one.person,
    reason: one.proposal.reason,
    state: 'proposed',
    state_at: new Date(asOfMs),
    is_open: 1,
    proposed_at: new Date(asOfMs),
    expires_at: new Date(asOfMs + PROPOSAL_DAYS * DAY_MS),
  }));
  await trx.batchInsert(TABLE, rows, 200);
}

/** The evidence grew: whoever decides on what was there before is told that it is another. */
export async function changeRecommendations(
  trx: Db,
  runId: number,
  changes: readonly { readonly id: number; readonly row: Written }[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ id, row }) => ({ id, ...columnsOf(row) }));
  const columns = Object.keys(rows[0] ?? {});
  await trx.raw('DROP TEMPORARY TABLE IF EXISTS propose_written');
  // one row at a time takes longer than everything else about them
  await trx.raw('CREATE TEMPORARY TABLE propose_written (PRIMARY KEY (id)) SELECT ?? FROM ?? WHERE 1 = 0', [
    columns,
    TABLE,
  ]);
  await trx.batchInsert('propose_written', rows, 200);
  const taken = columns.filter((column) => column !== 'id').map((column) => [`r.${column}`, `w.${column}`]);
  await trx.raw(
    `UPDATE propose_written w STRAIGHT_JOIN ?? r ON r.id = w.id
    SET ${taken.map(() => '?? = ??').join(', ')}, r.run_id = ?, r.version = r.version + 1
    WHERE r.state IN ('proposed', 'apply_failed')`,
    [TABLE, ...taken.flat(), runId],
  );
  await trx.raw('DROP TEMPORARY TABLE propose_written');
}

export async function confirmRecommendations(trx: Db, runId: number, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await trx(TABLE).whereIn('id', ids).update({ run_id: runId });
}

/** Snoozed until now: proposed again, with the full time to decide. */
export async function wakeRecommendations(trx: Db, asOfMs: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await trx(TABLE)
    .whereIn('id', ids)
    .whereIn('state', statesBefore('wake'))
    .update({
      state: nextState('snoozed', 'wake') ?? 'proposed',
      state_at: new Date(asOfMs),
      snoozed_until: null,
      expires_at: new Date(asOfMs + PROPOSAL_DAYS * DAY_MS),
      version: trx.raw('version + 1'),
    });
}

/** Ends open rows; one that somebody moved on in the meantime stays, so does a batch under way. How many were ended. */
export async function endRecommendations(
  trx: Db,
  runId: number,
  asOfMs: number,
  event: keyof typeof ENDS,
  ids: readonly number[],
): Promise<number> {
  if (ids.length === 0) return 0;
  return trx(TABLE)
    .whereIn('id', ids)
    .whereIn(
      'state',
      statesBefore(event).filter((state) => state !== 'applying'),
    )
    .update({
      state: ENDS[event],
      state_at: new Date(asOfMs),
      is_open: null,
      run_id: runId,
      version: trx.raw('version + 1'),
    });
}

const ENDS = { supersede: 'superseded', invalidate: 'invalidated', expire: 'expired' } as const;

function columnsOf(one: Written): Readonly<Record<string, unknown>> {
  const { proposal, contact, evidence, saving } = one;
  return {
    segment_id: contact.segment,
    phone_hmac: contact.phoneHmac,
    phone_masked: one.phoneMasked,
    rule_id: proposal.ruleId,
    rule_version: RULES_VERSION,
    action: proposal.action,
    action_detail: proposal.detail === null ? null : canonicalJson(proposal.detail),
    confidence: proposal.confidence,
    evidence: canonicalJson(evidence),
    evidence_hash: Buffer.from(one.evidenceHash, 'hex'),
    first_evidence_at: date(one.firstEvidenceMs),
    last_evidence_at: date(one.lastEvidenceMs),
    last_positive_at: date(one.lastPositiveMs),
    last_delivered_at: date(one.lastDeliveredMs),
    last_click_at: date(one.lastClickMs),
    fix_candidate_masked: proposal.action === 'fix_number' ? contact.candidateMasked : null,
    fix_candidate_enc: proposal.action === 'fix_number' ? contact.candidateEnc : null,
    saving_min_micro: saving?.minMicro ?? null,
    saving_max_micro: saving?.maxMicro ?? null,
    currency: one.currency,
    revenue_at_risk_micro: one.revenueMicro,
  };
}

function date(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

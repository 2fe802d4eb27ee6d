import type { RecommendationCounts } from '../store/cleaning/count-recommendations.ts';
import type { HistoryEntry } from '../store/cleaning/history.ts';
import type { Recommendation, RecommendationDetail, SavingRange } from '../store/cleaning/recommendations.ts';

type Json = Readonly<Record<string, unknown>>;

/** As `--json` shows it; the keys stand in docs/recommendations.schema.json and stay. Amounts are millionths over 90 days. */
export function recommendationJson(one: Recommendation): Json {
  return {
    id: String(one.id),
    recommendation_id: String(one.id),
    version: one.version,
    state: one.state,
    state_at: one.stateAt.toString(),
    run_id: String(one.runId),
    contact_id: one.contactId,
    contact: one.phoneMasked,
    phone_masked: one.phoneMasked,
    country: one.country,
    segment_id: one.segmentId,
    reason: one.reason,
    rule: one.ruleId,
    rule_version: one.ruleVersion,
    action: one.action,
    action_detail: one.actionDetail,
    confidence: one.confidence,
    because: one.because,
    evidence: {
      because: one.because,
      first_at: shown(one.firstEvidenceAt),
      last_at: shown(one.lastEvidenceAt),
    },
    first_evidence_at: shown(one.firstEvidenceAt),
    last_evidence_at: shown(one.lastEvidenceAt),
    last_positive_at: shown(one.lastPositiveAt),
    last_delivered_at: shown(one.lastDeliveredAt),
    last_click_at: shown(one.lastClickAt),
    fix_candidate_masked: one.fixCandidateMasked,
    saving: one.saving === null ? null : savingJson(one.saving),
    revenue_at_risk_micro: one.revenueAtRiskMicro,
    currency: one.currency,
    proposed_at: one.proposedAt.toString(),
    expires_at: shown(one.expiresAt),
    snoozed_until: shown(one.snoozedUntil),
    cool_down_until: shown(one.coolDownUntil),
    decided_by: one.decidedBy,
    decided_at: shown(one.decidedAt),
    second_by: one.secondBy,
    note: one.note,
    batch_id: one.batchId === null ? null : String(one.batchId),
  };
}

export function recommendationsJson(
  asOf: Temporal.Instant,
  counts: RecommendationCounts,
  list: readonly Recommendation[],
): Json {
  return {
    as_of: asOf.toString(),
    total: counts.total,
    reasons: counts.byReason.map((one) => ({
      reason: one.reason,
      recommendations: one.recommendations,
      takes_out: one.takesOut,
      savings: one.savings.map(savingJson),
      low_confidence: one.risk.lowConfidence,
      last_positive_at: shown(one.risk.lastPositiveAt),
      revenue_at_risk: one.risk.revenue.map(({ currency, micro }) => ({ currency, micro })),
    })),
    recommendations: list.map(recommendationJson),
  };
}

export function detailJson(one: RecommendationDetail, history: readonly HistoryEntry[]): Json {
  return {
    ...recommendationJson(one),
    evidence: one.evidence,
    history: history.map((entry) => ({
      audit_id: String(entry.auditId),
      at: entry.at.toString(),
      actor: entry.actor,
      action: entry.action,
      note: entry.note,
      batch_id: entry.batchId === null ? null : String(entry.batchId),
      because: entry.because,
    })),
  };
}

function savingJson({ minMicro, maxMicro, currency }: SavingRange): Json {
  return { min_micro: minMicro, max_micro: maxMicro, currency };
}

function shown(at: Temporal.Instant | null): string | null {
  return at === null ? null : at.toString();
}

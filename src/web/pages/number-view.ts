import { type LifeEvent, nextState } from '../../core/cleaning/life-cycle.ts';
import { ACTION_WORDS, REASON_WORDS } from '../../core/cleaning/reason-words.ts';
import type { ActionDetail, Evidence } from '../../core/cleaning/recommendation.ts';
import { ruleInWords } from '../../core/cleaning/rule-words.ts';
import type { RecommendationDetail } from '../../store/cleaning/recommendations.ts';
import type { AuditRow } from '../../store/read-audit.ts';
import { auditWords } from './audit-words.ts';
import { snoozeChoice } from './decision-form.ts';
import { cleanText, counted, moneyText, savingText, surenessText } from './figures.ts';
import { ageInWords, moment, momentOrNull } from './moment.ts';
import { stateSentence } from './state-words.ts';
import { timeLine } from './time-line.ts';

/** Everything below the shell of one number's page; nothing of it holds the number itself. */
export function numberView(
  one: RecommendationDetail,
  history: readonly AuditRow[],
  now: Temporal.Instant,
): object {
  const { evidence } = one;
  const can = (event: LifeEvent): boolean => nextState(one.state, event) !== null;
  return {
    id: String(one.id),
    version: String(one.version),
    phone: one.phoneMasked ?? 'No readable number',
    hasNumber: one.phoneMasked !== null,
    contact: cleanText(one.contactId),
    country: one.country,
    segment: one.segment === null ? null : cleanText(one.segment),
    state: stateSentence(one),
    isOpen: can('approve') || can('reject') || can('snooze'),
    because: cleanText(one.because),
    reason: REASON_WORDS[one.reason].label,
    meaning: REASON_WORDS[one.reason].meaning,
    action: ACTION_WORDS[one.action],
    actionDetail: detailWords(one.actionDetail),
    fixCandidate: one.fixCandidateMasked,
    ruleId: one.ruleId,
    ruleVersion: String(one.ruleVersion),
    rule: ruleInWords(one.ruleId),
    run: String(one.runId),
    runPath: `/runs/${one.runId}`,
    confidence: surenessText(one.confidence),
    isUnsure: one.confidence < 0.8,
    saving: savingText(one.saving),
    revenue:
      one.revenueAtRiskMicro === null || one.currency === null || one.revenueAtRiskMicro === 0
        ? null
        : moneyText(one.revenueAtRiskMicro, one.currency),
    alive:
      one.lastPositiveAt === null
        ? null
        : { ...moment(one.lastPositiveAt), age: ageInWords(one.lastPositiveAt, now) },
    ...evidenceView(evidence),
    timeLine: timeLine(one),
    note: one.note === null ? null : cleanText(one.note),
    coolDown: momentOrNull(one.coolDownUntil),
    history: history.map((row) => auditWords(row)),
    decisions: DECISIONS.filter(({ event }) => can(event)).map(({ event, label, tone }) => ({
      path: `/recommendations/${one.id}/${event}`,
      label,
      tone,
    })),
    canSnooze: can('snooze'),
    snoozeDays: snoozeChoice(),
  };
}

function evidenceView(evidence: Evidence): object {
  return {
    counts: [
      failureWords(evidence),
      ...(evidence.campaigns === 0
        ? []
        : [`in ${counted(evidence.campaigns, 'campaign')} over ${counted(evidence.spanDays, 'day')}`]),
      `${counted(evidence.delivered, 'delivery', 'deliveries')}, ${counted(evidence.humanClicks, 'click')}, ${counted(evidence.orders, 'order')}`,
    ],
    outage:
      evidence.excludedAsOutage === 0
        ? null
        : `${counted(evidence.excludedAsOutage, 'failure')} came in a bunch with others, as in an outage, and did not count.`,
    verdict: evidence.phoneVerdict === null ? null : cleanText(evidence.phoneVerdict),
  };
}

function failureWords({ strong, medium, weak }: Evidence): string {
  const parts = [
    strong === 0 ? '' : `${strong} certain`,
    medium === 0 ? '' : `${medium} likely`,
    weak === 0 ? '' : `${weak} weak`,
  ].filter(Boolean);
  const all = counted(strong + medium + weak, 'failure that counts', 'failures that count');
  return parts.length === 0 ? 'no failure that counts' : `${all}: ${parts.join(', ')}`;
}

const DECISIONS = [
  { event: 'approve', label: 'Approve', tone: 'primary' },
  { event: 'reject', label: 'Reject', tone: 'plain' },
  { event: 'snooze', label: 'Snooze', tone: 'plain' },
] as const satisfies readonly { event: LifeEvent; label: string; tone: string }[];

/** Stored JSON of an `ActionDetail`; what is no field of it is left out. */
function detailWords(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null) return null;
  const fields = new Map<string, unknown>(Object.entries(detail));
  const parts = Object.entries(DETAIL_WORDS).flatMap(([name, words]) => {
    const value = fields.get(name);
    return typeof value === 'number' || typeof value === 'string' ? [words(value)] : [];
  });
  return parts.length === 0 ? null : cleanText(parts.join(', '));
}

const DETAIL_WORDS = {
  days: (value) => `for ${counted(Number(value), 'day')}`,
  untilMs: (value) => `until ${moment(Temporal.Instant.fromEpochMilliseconds(Number(value))).day}`,
  sender: (value) => `sender ${value}`,
  contactId: (value) => `contact ${value} stays`,
  perWeek: (value) => `${counted(Number(value), 'message')} a week`,
} as const satisfies Readonly<Record<keyof ActionDetail, (value: number | string) => string>>;

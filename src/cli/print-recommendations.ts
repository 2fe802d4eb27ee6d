import { shownText } from '../core/shown-text.ts';
import { createMoneyFormat } from '../render/format-money.ts';
import type { RecommendationCounts } from '../store/cleaning/count-recommendations.ts';
import type { HistoryEntry } from '../store/cleaning/history.ts';
import type { Recommendation, RecommendationDetail, SavingRange } from '../store/cleaning/recommendations.ts';
import { shownCount } from './shown-count.ts';
import { textTable } from './text-table.ts';

const COLUMNS = [
  'id',
  'state',
  'reason',
  'rule',
  'action',
  'sure',
  'contact',
  'phone',
  'saving',
  'because',
].map((title) => ({ title, align: title === 'sure' ? ('right' as const) : ('left' as const) }));

/** `17@2`: the version goes with the id, so that a decision can name what it saw. */
export function recommendationTable(list: readonly Recommendation[]): string {
  return textTable(
    COLUMNS,
    list.map((one) => [
      `${one.id}@${one.version}`,
      one.state,
      one.reason,
      one.ruleId,
      one.action,
      one.confidence.toFixed(2),
      shownText(one.contactId),
      one.phoneMasked ?? '-',
      one.saving === null ? '-' : savingText(one.saving),
      one.because,
    ]),
  );
}

/** One line a reason: how many, what it saves, what it risks. */
export function countsText(counts: RecommendationCounts): string {
  return counts.byReason
    .map(({ reason, recommendations, takesOut, savings, risk }) => {
      const saving = savings.map((one) => `, saves ${savingText(one)} in 90 days`).join('');
      const low = risk.lowConfidence === 0 ? '' : `, ${shownCount(risk.lowConfidence)} less sure than 0.8`;
      return `${reason}: ${shownCount(recommendations)}, ${shownCount(takesOut)} out of sending${saving}${low}\n`;
    })
    .join('');
}

export function detailText(one: RecommendationDetail, history: readonly HistoryEntry[]): string {
  const fields: readonly (readonly [string, string | null])[] = [
    ['recommendation', `${one.id}@${one.version} ${one.state} since ${at(one.stateAt)}`],
    ['contact', `${shownText(one.contactId)} ${one.phoneMasked ?? 'without a number'}`],
    ['segment', one.segmentId],
    [
      'what',
      `${one.action} for ${one.reason} (rule ${one.ruleId} v${one.ruleVersion}, sure ${one.confidence})`,
    ],
    ['because', one.because],
    ['evidence', evidenceText(one)],
    ['last delivered', one.lastDeliveredAt === null ? 'never' : at(one.lastDeliveredAt)],
    ['last click', one.lastClickAt === null ? 'never' : at(one.lastClickAt)],
    ['may be', one.fixCandidateMasked],
    ['saving', one.saving === null ? null : `${savingText(one.saving)} in 90 days`],
    ['decided', one.decidedBy === null ? null : `by ${one.decidedBy}${second(one)}`],
    ['note', one.note === null ? null : one.note],
    ['expires', one.expiresAt === null ? null : at(one.expiresAt)],
    ['snoozed until', one.snoozedUntil === null ? null : at(one.snoozedUntil)],
    ['not asked before', one.coolDownUntil === null ? null : at(one.coolDownUntil)],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(17)}${value}\n`]));
  const events = one.evidence.events.map(
    (event) =>
      `  ${at(Temporal.Instant.fromEpochMilliseconds(event.occurredMs))}  ${event.weight.padEnd(6)}  ${event.failureClass}  ${event.provider} ${shownText(event.code ?? '-')}  ${shownText(event.campaign)}\n`,
  );
  const told = history.map(
    ({ at: when, actor, action, note, because }) =>
      `  ${at(when)}  ${actor}  ${action}${because.length === 0 ? '' : ` (${because.join(', ')})`}${note === null ? '' : `: ${note}`}\n`,
  );
  return [
    ...lines,
    ...(events.length === 0 ? [] : ['events\n', ...events]),
    ...(told.length === 0 ? [] : ['history\n', ...told]),
  ].join('');
}

function evidenceText({ evidence }: RecommendationDetail): string {
  const { strong, medium, weak, campaigns, spanDays, excludedAsOutage } = evidence;
  const outage = excludedAsOutage === 0 ? '' : `, ${excludedAsOutage} left out as an outage`;
  return `${strong} strong, ${medium} medium, ${weak} weak in ${campaigns} campaigns over ${spanDays} days${outage}`;
}

function second({ secondBy }: RecommendationDetail): string {
  return secondBy === null ? '' : `, first by ${secondBy}`;
}

function savingText({ minMicro, maxMicro, currency }: SavingRange): string {
  const money = createMoneyFormat('en-GB');
  const most = money(maxMicro, currency);
  return minMicro === maxMicro ? most : `${money(minMicro, currency)} to ${most}`;
}

export function at(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' });
}

import type { EvidenceEvent } from '../../core/cleaning/recommendation.ts';
import type { RecommendationDetail } from '../../store/cleaning/recommendations.ts';
import { cleanText } from './figures.ts';
import { type Moment, moment } from './moment.ts';

export type TimeLineItem = Moment & {
  readonly tone: 'bad' | 'good' | 'plain';
  readonly title: string;
  readonly words: string;
};

/** What speaks against the number and for it, newest first. */
export function timeLine(one: RecommendationDetail): readonly TimeLineItem[] {
  const items = [
    ...one.evidence.events.map(failure),
    milestone(one.proposedAt, 'plain', 'Proposed', `by rule ${one.ruleId}, search ${one.runId}`),
    milestone(one.lastDeliveredAt, 'good', 'Last delivery', 'A message arrived.'),
    milestone(one.lastClickAt, 'good', 'Last click', 'Somebody opened a link.'),
    isAnother(one) ? milestone(one.lastPositiveAt, 'good', 'Last sign of life', LIFE) : null,
  ].filter((item) => item !== null);
  return items.toSorted((left, right) => (left.iso < right.iso ? 1 : left.iso > right.iso ? -1 : 0));
}

const LIFE = 'A delivery, click, reply, order or opt-in.';

const WEIGHTS = { strong: 'certain', medium: 'likely', weak: 'weak' } as const satisfies Readonly<
  Record<EvidenceEvent['weight'], string>
>;

function failure(event: EvidenceEvent): TimeLineItem {
  const at = Temporal.Instant.fromEpochMilliseconds(event.occurredMs);
  const { code, carrier } = event;
  const parts = [
    `${WEIGHTS[event.weight]} evidence`,
    `campaign ${event.campaign}`,
    carrier === null ? '' : `operator ${carrier}`,
    code === null ? '' : `${event.provider} said ${code}`,
    `message ${event.messageId}`,
  ].filter(Boolean);
  const title = event.failureClass.replaceAll('_', ' ').replace('sms', 'SMS');
  return {
    ...moment(at),
    tone: 'bad',
    title: `Failed: ${cleanText(title)}`,
    words: cleanText(parts.join(' · ')),
  };
}

function milestone(
  at: Temporal.Instant | null,
  tone: TimeLineItem['tone'],
  title: string,
  words: string,
): TimeLineItem | null {
  return at === null ? null : { ...moment(at), tone, title, words };
}

function isAnother({ lastPositiveAt, lastDeliveredAt, lastClickAt }: RecommendationDetail): boolean {
  return [lastDeliveredAt, lastClickAt].every(
    (at) => at === null || lastPositiveAt === null || !at.equals(lastPositiveAt),
  );
}

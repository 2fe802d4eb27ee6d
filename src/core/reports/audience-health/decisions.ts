import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { AnomalyFinding, SegmentFinding } from '../../findings/findings.ts';
import { wilsonInterval } from '../../stats/wilson-interval.ts';
import { type Phrase, say } from '../figure.ts';
import { countRange } from '../rate-worth.ts';
import type { Decision } from '../sections/decision.ts';
import { counted, joinWith } from '../words.ts';
import { recentAnomalies, sayAnomaly } from './anomalies.ts';
import { adviseSegment, saySegment } from './segment-words.ts';
import { bySeverity } from './segments.ts';
import { sayWindow } from './send-time.ts';

/** More than three requests in one mail get none done. */
export const MOST_DECISIONS = 3;
/** Fewer contacts to pause are no reason to interrupt a marketing lead (judgement). */
const LEAST_CONTACTS = 20;
/** Failed messages of one campaign from which on somebody should ask the provider (judgement). */
const LEAST_FAILED = 50;
const NEWS_DAYS = 14;

/**
 * What a reader should do something about, most urgent first: opt-outs, then the largest tired segment, delivery, contacts,
 * the hour. Silent where a rule has too little to stand on.
 */
export function decideAudience(health: AudienceHealth, until: Temporal.Instant): readonly Decision[] {
  const tired = bySeverity(health.findings.segments).filter(({ verdict }) => verdict === 'fatigued');
  const optingOut = tired.filter(({ on }) => on === 'opt-outs');
  const others = tired.filter(({ on }) => on !== 'opt-outs');
  return [
    ...[...optingOut, ...others].slice(0, 2).map((finding) => aboutSegment(health, finding)),
    ...aboutDelivery(health, until),
    ...aboutContacts(health),
    ...aboutDeclining(health),
    ...aboutHour(health),
  ].slice(0, MOST_DECISIONS);
}

function aboutSegment(health: AudienceHealth, finding: SegmentFinding): Decision {
  const advice = adviseSegment(finding) ?? [];
  return {
    short: finding.on === 'opt-outs' ? 'a segment opts out' : 'a tired segment',
    line: joinWith(' ', [advice, saySegment(health, finding)]),
    worth: say`Worth not known: fewer texts were not tried; the tenth left as it is will tell.`,
    place: 'segments',
  };
}

function aboutDelivery(health: AudienceHealth, until: Temporal.Instant): readonly Decision[] {
  const news = until.subtract({ hours: 24 * NEWS_DAYS });
  const [worst] = recentAnomalies(health, until)
    .filter(
      ({ metric, direction, count }) =>
        metric === 'delivery' && direction === 'high' && count >= LEAST_FAILED,
    )
    .filter(({ campaignId }) => {
      const at = health.campaigns.get(campaignId)?.sentAt ?? null;
      return at !== null && Temporal.Instant.compare(at, news) >= 0;
    })
    .toSorted((a, b) => b.count - a.count);
  if (worst === undefined) return [];
  return [
    {
      metric: 'delivery-rate',
      short: 'failures to ask about',
      line: joinWith(' ', [say`Ask your provider.`, sayAnomaly(health, worst)]),
      worth: sayFewerFailures(worst),
      place: 'anomalies',
    },
  ];
}

function sayFewerFailures({ count: failed, of, expected }: AnomalyFinding): Phrase {
  const { lower, upper } = wilsonInterval(failed, of);
  const spared = countRange((lower - expected) * of, (upper - expected) * of);
  return say`Worth ${spared} more delivered of as many messages, if no more had failed than expected.`;
}

function aboutContacts({ contacts }: AudienceHealth): readonly Decision[] {
  if (contacts.fatigued < LEAST_CONTACTS) return [];
  return [
    {
      short: 'contacts to rest',
      line: say`Give ${counted(contacts.fatigued, 'contact')} a rest: they used to click, get many texts and went silent (sms-reports findings contacts --csv).`,
      worth: say`Worth not known: how many come back after a rest was not tried.`,
      place: 'contacts',
    },
  ];
}

function aboutDeclining(health: AudienceHealth): readonly Decision[] {
  const [finding] = bySeverity(health.findings.segments).filter(({ verdict }) => verdict === 'declining');
  if (finding === undefined) return [];
  const advice: Phrase = adviseSegment(finding) ?? [];
  return [
    {
      short: 'a declining segment',
      line: joinWith(' ', [advice, saySegment(health, finding)]),
      worth: say`Worth not known: nothing else was tried on them.`,
      place: 'segments',
    },
  ];
}

function aboutHour(health: AudienceHealth): readonly Decision[] {
  const window = health.findings.windows.find(({ verdict }) => verdict === 'window');
  if (window === undefined) return [];
  return [
    {
      short: 'a better hour',
      line: joinWith(' ', [say`Send at another hour.`, sayWindow(health, window)]),
      worth: say`Worth not known in clicks: how many texts can go at that hour is not in the data.`,
      place: 'send-time',
    },
  ];
}

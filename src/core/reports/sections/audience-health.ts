import { recentAnomalies, sayAnomaly } from '../audience-health/anomalies.ts';
import { decideAudience } from '../audience-health/decisions.ts';
import { sayTooMany } from '../audience-health/doses.ts';
import { adviseSegment, saySegment } from '../audience-health/segment-words.ts';
import { bySeverity } from '../audience-health/segments.ts';
import { type Phrase, sayCounted } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';
import { joinWith } from '../words.ts';
import type { Decision } from './decision.ts';

const MOST_LINES = 3;

/** The audience in a few lines; null when nobody has to know anything of it. The report `audience-health` has the rest. */
export function composeAudienceNote({ input }: Reading): NoteSection | null {
  const { audienceHealth: health, campaigns } = input;
  if (health === null) return null;
  const sent = new Set(campaigns.map(({ id }) => id));
  const troubled = bySeverity(health.findings.segments).filter(
    ({ verdict }) => verdict === 'fatigued' || verdict === 'declining',
  );
  const unlike = recentAnomalies(health, input.asOf).filter(({ campaignId }) => sent.has(campaignId));
  const tooMany = sayTooMany(health);
  const lines: readonly Phrase[] = [
    ...troubled
      .slice(0, MOST_LINES)
      .map((finding) => joinWith(' ', [saySegment(health, finding), adviseSegment(finding) ?? []])),
    ...(tooMany === null ? [] : [tooMany]),
    ...unlike.slice(0, MOST_LINES).map((anomaly) => sayAnomaly(health, anomaly)),
    ...sayMore(
      troubled.length + unlike.length,
      Math.min(troubled.length, MOST_LINES) + Math.min(unlike.length, MOST_LINES),
    ),
  ];
  return lines.length === 0 ? null : { kind: 'note', id: 'audience-health', title: 'Audience health', lines };
}

function sayMore(all: number, shown: number): readonly Phrase[] {
  return all === shown
    ? []
    : [
        sayCounted(
          all - shown,
          '{0} more finding in the report on the audience.',
          '{0} more findings in the report on the audience.',
        ),
      ];
}

/** The most urgent thing about the audience; the others stand in its own section. */
export function decideAudienceHealth(reading: Reading): Decision | null {
  const { audienceHealth, asOf } = reading.input;
  const [first] = audienceHealth === null ? [] : decideAudience(audienceHealth, asOf);
  if (first === undefined) return null;
  return { ...first, place: composeAudienceNote(reading) === null ? 'campaigns' : 'audience-health' };
}

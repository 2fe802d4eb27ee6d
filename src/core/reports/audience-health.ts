import type { AudienceHealth } from '../findings/audience-health.ts';
import { composeCommon } from './audience-health/all-segments.ts';
import { composeAnomalies } from './audience-health/anomalies.ts';
import { composeContacts } from './audience-health/contacts.ts';
import { decideAudience } from './audience-health/decisions.ts';
import { composeDoses } from './audience-health/doses.ts';
import { composeHowWeFind } from './audience-health/how-we-find.ts';
import { composeSegments } from './audience-health/segments.ts';
import { composeSendTime } from './audience-health/send-time.ts';
import type { AudienceHealthInput } from './audience-health-input.ts';
import { count, instant, type Phrase, say, sayCounted, term } from './figure.ts';
import { composeFooter } from './footer.ts';
import { sayTitleAndWindow } from './period-words.ts';
import type { Banner, ReportModel, Section } from './report-model.ts';
import type { Decision } from './sections/decision.ts';
import { composeDecisions } from './sections/decisions.ts';
import { counted, joinWith } from './words.ts';

/** A search is made every night; after so long something keeps it from running. */
const STALE_HOURS = 60;

/** Who is tired of texts, when to send, what was unlike. The same input gives the same model. */
export function composeAudienceHealth(input: AudienceHealthInput): ReportModel {
  const { window, health } = input;
  const decisions = health === null ? [] : decideAudience(health, input.asOf);
  return {
    v: 1,
    report: 'audience-health',
    title: input.title,
    locale: input.locale,
    subject: composeSubject(input, decisions),
    preheader: composePreheader(decisions),
    window: { from: window.from.toString(), to: window.to.toString(), timezone: window.timezone },
    comparedWith: null,
    asOf: input.asOf.toString(),
    maturity: null,
    marks: input.run.marks,
    banners: composeBanners(input),
    headline: composeHeadline(health),
    sections: health === null ? [] : composeSections(health, decisions, input.asOf),
    footer: composeFooter(input),
  };
}

function composeSections(
  health: AudienceHealth,
  decisions: readonly Decision[],
  until: Temporal.Instant,
): readonly Section[] {
  const sections: readonly (Section | null)[] = [
    composeDecisions(decisions),
    composeSegments(health),
    composeCommon(health),
    composeContacts(health),
    ...composeDoses(health),
    composeSendTime(health),
    composeAnomalies(health, until),
    composeHowWeFind(),
  ];
  return sections.filter((section) => section !== null);
}

/** "Audience health, 16-22 Nov 2026: a tired segment, contacts to rest". */
function composeSubject(input: AudienceHealthInput, decisions: readonly Decision[]): Phrase {
  const shorts = [...new Set(decisions.map(({ short }) => short))];
  return [
    ...sayTitleAndWindow(input),
    ': ',
    ...(shorts.length > 0
      ? joinWith(
          ', ',
          shorts.map((short): Phrase => [term(short)]),
        )
      : input.health === null
        ? say`nobody has looked yet`
        : say`nothing to decide`),
  ];
}

function composePreheader([first]: readonly Decision[]): Phrase {
  return first === undefined ? say`Nothing that needs a decision.` : first.line;
}

function composeHeadline(health: AudienceHealth | null): Phrase {
  if (health === null) return say`Nobody has searched for findings yet: run "sms-reports findings".`;
  const { segments } = health.findings;
  const of = (verdict: string): number => segments.filter((one) => one.verdict === verdict).length;
  const judged = segments.length - of('insufficient');
  if (judged === 0)
    return say`No segment has enough history to say anything about fatigue; the reasons stand below.`;
  const tired = sayCounted(
    of('fatigued'),
    '{0} of {1} with enough history shows fatigue',
    '{0} of {1} with enough history show fatigue',
    [count(of('fatigued')), counted(judged, 'segment')],
  );
  const declining = sayCounted(
    of('declining'),
    '{0} segment declines for another reason',
    '{0} segments decline for another reason',
  );
  return say`${tired}, ${declining}.`;
}

function composeBanners({ health, asOf, notices }: AudienceHealthInput): readonly Banner[] {
  const isStale =
    health !== null && Temporal.Instant.compare(health.findings.asOf.add({ hours: STALE_HOURS }), asOf) < 0;
  return [
    ...(isStale
      ? [{ tone: 'bad' as const, text: say`The last search is of ${instant(health.findings.asOf)}.` }]
      : []),
    ...(health?.isRecomputed === true
      ? [{ tone: 'neutral' as const, text: say`Recomputed from events of the past.` }]
      : []),
    ...notices.map((text) => ({ tone: 'neutral' as const, text })),
  ];
}

import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { SegmentFinding, SegmentReason, TrendEstimate } from '../../findings/findings.ts';
import { count, type Figure, instant, type Phrase, rate, relative, say, term } from '../figure.ts';
import { counted, joinWith } from '../words.ts';
import { segmentName } from './names.ts';

/** What happened to a segment that is tired or declining, in a sentence or two; association, never a cause. */
export function saySegment(health: AudienceHealth, finding: SegmentFinding): Phrase {
  const trend = finding.on === 'opt-outs' ? finding.optOuts : finding.clicks;
  const name = segmentName(health, finding.segment);
  if (trend === null) return [name, ': ', term(REASON_WORDS[finding.reason]), '.'];
  const change = joinWith(', ', [sayChange(finding.on, trend), sayCounts(finding), sayOnset(finding)]);
  const why = term(NOT_VOLUME[finding.reason] ?? 'Volume does not explain it.');
  return joinWith(' ', [
    [name, ': ', ...joinWith('; ', [sayDose(finding), change]), '.'],
    finding.verdict === 'declining' ? [why] : [],
  ]);
}

/** What to do about it; null = nothing, or nobody can tell. */
export function adviseSegment({ verdict, on, textsPerWeek }: SegmentFinding): Phrase | null {
  if (verdict === 'declining')
    return say`Change what they are sent, or ask for their permission again; fewer texts are not the answer.`;
  if (verdict !== 'fatigued') return null;
  const fewer = tryFewer(textsPerWeek);
  return on === 'opt-outs'
    ? say`${fewer} from now on, and leave a random tenth as it is: the difference is the proof.`
    : say`${fewer}; leave a random tenth as it is to see whether it helps.`;
}

function tryFewer(textsPerWeek: number | null): Phrase {
  if (textsPerWeek === null) return say`Send them less`;
  return textsPerWeek < 1 ? say`Try one text a month` : say`Try ${counted(textsPerWeek, 'text')} a week`;
}

/** Short, for a table. */
export const REASON_WORDS: Readonly<Record<SegmentReason, string>> = {
  'raised-dose': 'more texts than before',
  'high-dose': 'many texts',
  'dose-trend': 'the more texts, the fewer clicks',
  'low-dose': 'few texts: not the volume',
  'dose-not-raised': 'no more texts than before',
  'few-contacts-raised': 'only few contacts get more texts',
  'no-trend': 'no clear change',
  'small-effect': 'a small change',
  'no-clicks-feed': 'no click was ever received',
  'short-history': 'less than 20 weeks of history',
  'one-segment': 'there is no other segment to compare with',
  'no-recent-campaigns': 'no campaign in the last 8 weeks',
  'too-few-campaigns': 'too few campaigns',
  'too-few-delivered': 'too few delivered messages',
  'too-few-events': 'too few clicks and opt-outs',
  'nothing-to-compare': 'too few other segments to compare with',
};

const NOT_VOLUME: Readonly<Partial<Record<SegmentReason, string>>> = {
  'low-dose': 'They get so few texts that volume is not the reason.',
  'dose-not-raised': 'They get no more texts than before, so volume does not explain it.',
  'few-contacts-raised': 'Only few of them get more texts than before, so volume does not explain it.',
};

function sayDose({ dose }: SegmentFinding): Phrase {
  if (dose === null) return [];
  const [recent, baseline] = [oneDecimal(dose.recent), oneDecimal(dose.baseline)];
  return recent.value === baseline.value
    ? say`${recent} texts in 30 days, as before`
    : say`${recent} texts in 30 days, ${baseline} before`;
}

function oneDecimal(value: number): Extract<Figure, { kind: 'ratio' }> {
  return { kind: 'ratio', value: Math.round(value * 10) / 10 };
}

function sayChange(on: SegmentFinding['on'], { ratio, lower, upper }: TrendEstimate): Phrase {
  if (on === 'opt-outs') {
    const [times, from, to] = [ratio, lower, upper].map((value): Figure => ({ kind: 'ratio', value }));
    return times === undefined || from === undefined || to === undefined
      ? []
      : say`opt-outs per text are ${times} times what they were (${from} to ${to})`;
  }
  // a segment that is tired or declining has a ratio, and as a rule its whole interval, below 1
  return upper < 1
    ? say`on the same campaigns the odds of a click are ${rate(1 - ratio)} lower than before (${rate(1 - upper)} to ${rate(1 - lower)})`
    : say`on the same campaigns the odds of a click are ${relative(ratio - 1)} (${relative(lower - 1)} to ${relative(upper - 1)}) against before`;
}

function sayCounts({ on, counts: { recent } }: SegmentFinding): Phrase {
  const events =
    on === 'opt-outs' ? counted(recent.optedOut, 'opt-out') : counted(recent.clicked, 'clicked text');
  return say`in 8 weeks ${events} of ${count(recent.delivered)} delivered`;
}

function sayOnset({ onsetDay }: SegmentFinding): Phrase {
  if (onsetDay === null) return [];
  const at = Temporal.Instant.fromEpochMilliseconds(onsetDay * DAY_MS);
  return say`since about ${instant(at, 'date')}`;
}

const DAY_MS = 86_400_000;

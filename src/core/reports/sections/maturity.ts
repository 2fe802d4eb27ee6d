import type { ExpectedFinal } from '../../metrics/expected-final.ts';
import { instant, type Phrase, range, rate, say } from '../figure.ts';
import type { GrowingFeed } from '../growth.ts';
import type { FeedMaturity } from '../maturity.ts';
import { RATE_OF_FEED } from '../maturity.ts';
import { isPreliminary, type Reading } from '../reading.ts';
import type { ModelMaturity } from '../report-model.ts';
import { joinPhrases } from '../words.ts';

/** A range that differs by less from what is shown is not worth a line. */
const LEAST_DIFFERENCE = 0.0005;
/** From here on "100 %" would be the rounded truth. */
const ALL = 0.9995;

/** "97.2 % of messages are final, about 94 % of clicks have come; conversions count until ..."; null when all is final. */
export function composeMaturity(reading: Reading): Phrase | null {
  const { input, freshness } = reading;
  const { attempted, inProcess } = input.total.counts;
  if (attempted === 0 || !isPreliminary(input)) return null;
  const settled = rate((attempted - inProcess) / attempted);
  const until = instant(input.outcomesCloseAt);
  const come = reading.maturity.flatMap(({ feed, expected }): readonly Phrase[] =>
    expected === null || expected.share >= ALL || feed === 'receipts' ? [] : [sayCome(feed, expected)],
  );
  const last = freshness.withheld.has('conversions')
    ? say`outcomes count until ${until}`
    : say`conversions count until ${until}`;
  return come.length === 0
    ? say`${settled} of messages have a final state; ${last}; preliminary`
    : say`${settled} of messages have a final state; expected to have come: ${joinPhrases(come)}; ${last}; preliminary`;
}

function sayCome(feed: GrowingFeed, { share }: ExpectedFinal): Phrase {
  switch (feed) {
    case 'receipts':
      return say`${rate(share)} of deliveries`;
    case 'clicks':
      return say`${rate(share)} of clicks`;
    case 'conversions':
      return say`${rate(share)} of conversions`;
    case 'opt-outs':
      return say`${rate(share)} of opt-outs`;
  }
}

/** For the stored report. */
export function listMaturity(reading: Reading): readonly ModelMaturity[] {
  if (!isPreliminary(reading.input)) return [];
  return reading.maturity.map(({ feed, expected, silence, until }) => ({
    feed,
    share: expected?.share ?? null,
    until: until.toString(),
    ...(silence === null ? {} : { silence }),
  }));
}

/** What a rate of an unfinished window is expected to become; null where it is final or nobody can say. */
export function expectedOf(reading: Reading, metric: string): ExpectedFinal | null {
  if (!isPreliminary(reading.input)) return null;
  const found = reading.maturity.find(({ feed }) => RATE_OF_FEED[feed] === metric);
  return found?.expected ?? null;
}

/** "expected 7.4 % to 8.1 % when final" */
export function sayExpected({ lower, upper }: ExpectedFinal, now: number): Phrase | null {
  if (Math.max(Math.abs(upper - now), Math.abs(lower - now)) < LEAST_DIFFERENCE) return null;
  return say`expected ${range(rate(lower), rate(upper))} when final`;
}

/** How the expected figures came about, or why there are none. */
export function explainExpected(reading: Reading): readonly Phrase[] {
  const { input, maturity } = reading;
  if (!isPreliminary(input)) return [];
  const { brands = [], tags = [] } = input.filter;
  if (maturity.length === 0) return brands.length + tags.length > 0 ? [OF_A_PART] : [];
  const isSaid = maturity.some(({ expected }) => expected !== null && expected.share < ALL);
  const silent = maturity.filter(({ silence }) => silence !== null && silence !== 'not-known');
  return [
    ...(isSaid ? [HOW_EXPECTED] : []),
    ...[...Map.groupBy(silent, ({ silence }) => silence).values()].map(saySilent),
  ];
}

const HOW_EXPECTED: Phrase = say`Expected when final: what has come so far, completed for the age of each message by how outcomes came in your own earlier windows; 9 of 10 such ranges hold the final figure.`;

const OF_A_PART: Phrase = say`No final figures are expected here: how outcomes come in is learnt from all that is sent, and this report is of a part of it.`;

function saySilent(group: readonly FeedMaturity[]): Phrase {
  const feeds = joinPhrases(group.map(({ feed }) => NAMES[feed]));
  switch (group[0]?.silence) {
    case 'short-history':
      return say`No final figure is expected for ${feeds}: too few earlier windows are complete.`;
    case 'too-few':
      return say`No final figure is expected for ${feeds}: too few outcomes so far.`;
    case 'too-early':
      return say`No final figure is expected for ${feeds}: most outcomes are still to come.`;
    case 'unstable':
      return say`No final figure is expected for ${feeds}: outcomes came too differently in earlier windows.`;
    case 'not-known':
    case null:
    case undefined:
      return [];
  }
}

const NAMES: Readonly<Record<GrowingFeed, Phrase>> = {
  receipts: say`delivery`,
  clicks: say`click-through`,
  conversions: say`conversion`,
  'opt-outs': say`opt-outs`,
};

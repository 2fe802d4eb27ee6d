import type { Breach } from '../../opt-out-honour.ts';
import { count, type Figure, type Phrase, say, sayCounted, text } from '../figure.ts';
import type { OptOutHonour } from '../performance-details.ts';
import type { Reading } from '../reading.ts';
import { counted, someOf } from '../words.ts';
import type { Decision } from './decision.ts';

/** Names in a row before "and 4 more". */
const MOST_NAMES = 3;

/** Nothing a reader must know sooner: messages to people who said stop. Any one is too many. */
export function decideBreaches({ input }: Reading): Decision | null {
  const { breaches } = input.details.optOuts;
  const promotional = sentOf(breaches);
  if (promotional.length === 0) return null;
  return {
    short: 'messages after opt-outs',
    // how many they were stands in the red line above all figures
    line: say`Stop writing to people who opted out: take them off the lists before the next sending. They got messages of ${describeCampaigns(promotional)}.`,
    worth: say`Worth not known: what a complaint or a fine would cost is not in the data.`,
    place: 'opt-outs-honoured',
  };
}

/** The same in the red line above all figures; empty = nobody was written to after an opt-out. */
export function describeBreaches({ details: { optOuts } }: Reading['input']): readonly Phrase[] {
  const promotional = sentOf(optOuts.breaches);
  if (promotional.length === 0) return [];
  return [say`${describeCount(optOuts, promotional)} after they had opted out.`];
}

/** Promotional messages that nobody stopped. */
export function sentOf(breaches: readonly Breach[]): readonly Breach[] {
  return breaches.filter(({ isPromotional, isStopped }) => isPromotional && !isStopped);
}

/** "27 promotional messages to 26 contacts who had opted out were stopped by the provider"; empty = none. */
export function describeStopped({ breaches }: OptOutHonour): readonly Phrase[] {
  const stopped = breaches.filter(({ isPromotional, isStopped }) => isPromotional && isStopped);
  if (stopped.length === 0) return [];
  return [
    sayCounted(
      stopped.length,
      '{0} promotional message to {1} who had opted out was stopped by the provider alone: the lists still hold them.',
      '{0} promotional messages to {1} who had opted out were stopped by the provider alone: the lists still hold them.',
      [count(stopped.length), counted(contactsOf(stopped), 'contact')],
    ),
  ];
}

/** "Transactional messages after an opt-out: 3 to 2 contacts ..."; empty = none. */
export function describeTransactional({ breaches }: OptOutHonour): readonly Phrase[] {
  const other = breaches.filter(({ isPromotional, isStopped }) => !isPromotional && !isStopped);
  if (other.length === 0) return [];
  const contacts = contactsOf(other);
  return [
    say`${counted(other.length, 'transactional message')} went to ${counted(contacts, 'contact')} after they had opted out. One that follows within 5 min is taken for the confirmation and not counted.`,
  ];
}

/** "the latest 3 d after the opt-out" */
export function longestAfter(breaches: readonly Breach[]): Figure {
  return { kind: 'duration', seconds: Math.max(...breaches.map(({ sentS, askedS }) => sentS - askedS)) };
}

export function contactsOf(breaches: readonly Breach[]): number {
  return new Set(breaches.map(({ personId }) => personId)).size;
}

/** Largest first. */
export function byCampaign(breaches: readonly Breach[]): readonly (readonly Breach[])[] {
  return [
    ...Map.groupBy(
      breaches,
      ({ campaignId, isPromotional, isStopped }) => `${isPromotional} ${isStopped} ${campaignId}`,
    ).values(),
  ].toSorted((a, b) => b.length - a.length || ((a[0]?.campaignId ?? '') < (b[0]?.campaignId ?? '') ? -1 : 1));
}

/** "12 promotional messages (8 delivered) went to 9 contacts" */
function describeCount({ isCut }: OptOutHonour, breaches: readonly Breach[]): Phrase {
  const delivered = breaches.filter(({ isDelivered }) => isDelivered).length;
  const messages = counted(breaches.length, 'promotional message');
  const contacts = counted(contactsOf(breaches), 'contact');
  return isCut
    ? say`at least ${messages} (${count(delivered)} delivered) went to ${contacts}`
    : say`${messages} (${count(delivered)} delivered) went to ${contacts}`;
}

function describeCampaigns(breaches: readonly Breach[]): Phrase {
  const named = byCampaign(breaches).map(
    (own) => say`${text(own[0]?.campaign ?? '')} (${count(own.length)})`,
  );
  return someOf(named, MOST_NAMES);
}

import { hasTooFew } from '../change.ts';
import { count, money, type Phrase, say, sayCounted, term } from '../figure.ts';
import { sayNextRun } from '../footer.ts';
import type { WindowKind } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import { counted, joinPhrases, joinWith } from '../words.ts';

/** A return on fewer orders is luck (judgement). */
const LEAST_CONVERSIONS = 20;

/** The period in one or two sentences, each number counted. */
export function composeHeadline(reading: Reading): Phrase {
  const clauses = joinWith('; ', [
    describeSending(reading),
    describeOutcome(reading),
    describeReturn(reading),
  ]);
  return joinWith(' ', [say`${clauses}.`, describeChangeOfClicks(reading)]);
}

/** A source that fell silent may have had campaigns nobody told us of. */
export function describeEmpty({ input, freshness }: Reading): Phrase {
  const next = sayNextRun(input);
  return joinWith(' ', [
    freshness.staleSince === null
      ? say`No campaigns in this period.`
      : say`No campaigns in this period, as far as the source was read.`,
    next === null ? [] : say`Next report ${next}.`,
  ]);
}

function describeSending(reading: Reading): Phrase {
  const { campaigns, total } = reading.input;
  const active = campaigns.filter(({ cohort }) => cohort.counts.attempted > 0).length;
  const cost = reading.metric('cost').now;
  const messages = counted(total.counts.attempted, 'message');
  if (active === 0)
    return cost.reason === null ? say`You sent ${messages} for ${cost.figure}` : say`You sent ${messages}`;
  const sent = counted(active, 'campaign');
  return cost.reason === null
    ? say`You sent ${sent} with ${messages} for ${cost.figure}`
    : say`You sent ${sent} with ${messages}`;
}

function describeOutcome(reading: Reading): Phrase {
  const { counts } = reading.input.total;
  const { withheld } = reading.freshness;
  if (withheld.has('receipts')) return say`delivery is not known`;
  if (counts.delivered === 0) return describeNothingDelivered(reading);
  const outcomes: Phrase[] = [sayCounted(counts.delivered, '{0} was delivered', '{0} were delivered')];
  if (!withheld.has('clicks') && counts.linkedContacts > 0)
    outcomes.push(say`${counted(counts.clickingContacts, 'contact')} clicked`);
  if (!withheld.has('conversions')) outcomes.push(say`${count(counts.convertingContacts)} converted`);
  if (!withheld.has('opt-outs')) outcomes.push(say`${count(counts.optedOutContacts)} opted out`);
  return joinPhrases(outcomes);
}

function describeNothingDelivered({ input }: Reading): Phrase {
  const { attempted, inProcess, canceled } = input.total.counts;
  const isOne = attempted === 1;
  if (inProcess === attempted) return isOne ? say`it is still in process` : say`all are still in process`;
  if (canceled === attempted) return isOne ? say`it was canceled` : say`all were canceled`;
  if (inProcess > 0) return say`none was delivered so far, ${count(inProcess)} still in process`;
  return isOne ? say`it was not delivered` : say`none was delivered`;
}

function describeReturn(reading: Reading): Phrase {
  const { value, currency } = reading.metric('net-roi').now;
  const { withheld } = reading.freshness;
  const { conversions, delivered } = reading.input.total.counts;
  if (value === null || currency === null || conversions < LEAST_CONVERSIONS) return [];
  // where nothing is known to be delivered, the sentence is about that
  if (delivered === 0 || withheld.has('receipts')) return [];
  return say`net return ${money(currency, Math.round(value * 1e6))} per ${money(currency, 1_000_000)} spent`;
}

const BEFORE: Record<WindowKind, string> = {
  'last-hour': 'hour before',
  'last-day': 'day before',
  'last-week': 'week before',
  'last-month': 'month before',
  custom: 'window before',
};

/** "Click-through is 7.9 %, up 0.8 points on the week before (6.9 %)." */
function describeChangeOfClicks(reading: Reading): Phrase {
  const { metric, now, before, change } = reading.metric('click-through');
  if (now.value === null || hasTooFew(metric, now) || before === null || before.value === null) return [];
  const name = term(BEFORE[reading.input.windowKind]);
  switch (change.direction) {
    case 'up':
    case 'down':
      return say`Click-through is ${now.figure}, ${change.words} on the ${name} (${before.figure}).`;
    case 'flat':
    case 'unclear':
      return say`Click-through is ${now.figure}, no clear change on the ${name} (${before.figure}).`;
    case 'unknown':
      return [];
  }
}

import { hasTooFew } from '../change.ts';
import { count, money, type Phrase } from '../figure.ts';
import { sayNextRun } from '../footer.ts';
import type { Reading } from '../reading.ts';
import { counted, joinPhrases } from '../words.ts';
import { WINDOW_NAMES } from './scorecard.ts';

/** A return on fewer orders is luck (judgement). */
const LEAST_CONVERSIONS = 20;

/** The period in one or two sentences, each number counted. */
export function composeHeadline(reading: Reading): Phrase {
  const clicks = describeChangeOfClicks(reading);
  const rest = clicks.length === 0 ? ['.'] : ['. ', ...clicks];
  return [...describeSending(reading), ...describeOutcome(reading), ...rest];
}

/** A source that fell silent may have had campaigns nobody told us of. */
export function describeEmpty({ input, freshness }: Reading): Phrase {
  const known = freshness.staleSince === null ? '' : ', as far as the source was read';
  const next = sayNextRun(input);
  return [`No campaigns in this period${known}.`, ...(next === null ? [] : [' Next report ', ...next, '.'])];
}

function describeSending(reading: Reading): Phrase {
  const { campaigns, total } = reading.input;
  const active = campaigns.filter(({ cohort }) => cohort.counts.attempted > 0).length;
  const cost = reading.metric('cost').now;
  return [
    'You sent ',
    ...(active === 0 ? [] : [...counted(active, 'campaign'), ' with ']),
    ...counted(total.counts.attempted, 'message'),
    ...(cost.reason === null ? [' for ', cost.figure] : []),
  ];
}

function describeOutcome(reading: Reading): Phrase {
  const { counts } = reading.input.total;
  const { withheld } = reading.freshness;
  if (withheld.has('receipts')) return ['; delivery is not known'];
  if (counts.delivered === 0) return describeNothingDelivered(reading);
  const outcomes: Phrase[] = [];
  if (!withheld.has('clicks') && counts.linkedContacts > 0) {
    outcomes.push([...counted(counts.clickingContacts, 'contact'), ' clicked']);
  }
  if (!withheld.has('conversions')) outcomes.push([count(counts.convertingContacts), ' converted']);
  if (!withheld.has('opt-outs')) outcomes.push([count(counts.optedOutContacts), ' opted out']);
  const delivered: Phrase = [
    count(counts.delivered),
    counts.delivered === 1 ? ' was delivered' : ' were delivered',
  ];
  return ['; ', ...joinPhrases([delivered, ...outcomes]), ...describeReturn(reading)];
}

function describeNothingDelivered({ input }: Reading): Phrase {
  const { attempted, inProcess, canceled } = input.total.counts;
  if (inProcess === attempted)
    return [attempted === 1 ? '; it is still in process' : '; all are still in process'];
  if (canceled === attempted) return [attempted === 1 ? '; it was canceled' : '; all were canceled'];
  if (inProcess > 0) return ['; none was delivered so far, ', count(inProcess), ' still in process'];
  return [attempted === 1 ? '; it was not delivered' : '; none was delivered'];
}

function describeReturn(reading: Reading): Phrase {
  const { value, currency } = reading.metric('net-roi').now;
  const { conversions } = reading.input.total.counts;
  if (value === null || currency === null || conversions < LEAST_CONVERSIONS) return [];
  return [
    '; net return ',
    money(currency, Math.round(value * 1e6)),
    ' per ',
    money(currency, 1_000_000),
    ' spent',
  ];
}

/** "Click-through is up +0.8 points on the week before (6.9 %)." */
function describeChangeOfClicks(reading: Reading): Phrase {
  const { metric, now, before, change } = reading.metric('click-through');
  if (now.value === null || hasTooFew(metric, now) || before === null || before.value === null) return [];
  const name = WINDOW_NAMES[reading.input.windowKind].before;
  switch (change.direction) {
    case 'up':
    case 'down':
      return [
        'Click-through is ',
        now.figure,
        ', ',
        ...change.words,
        ` on the ${name} (`,
        before.figure,
        ').',
      ];
    case 'flat':
    case 'unclear':
      return ['Click-through is ', now.figure, `, no clear change on the ${name} (`, before.figure, ').'];
    case 'unknown':
      return [];
  }
}

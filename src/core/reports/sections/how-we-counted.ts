import { METRICS } from '../../metrics/catalogue.ts';
import { OPT_OUT_DEFINITIONS } from '../../metrics/opt-out-definitions.ts';
import { count, money, type Phrase, say, sayCounted, term, text, type Words } from '../figure.ts';
import type { BillingApplied } from '../performance-details.ts';
import { LEAST_WINDOWS, type Reading } from '../reading.ts';
import type { DefinitionsSection } from '../report-model.ts';
import { counted, joinPhrases, joinWith, someOf } from '../words.ts';
import { describeLeftOut } from './left-out-clicks.ts';
import { explainExpected } from './maturity.ts';
import { saidMetrics, silentMetrics } from './scorecard.ts';

export function composeHowWeCounted(reading: Reading): DefinitionsSection {
  const { input } = reading;
  const used = new Set<string>(saidMetrics(reading));
  const defined = METRICS.filter(({ id }) => used.has(id));
  return {
    kind: 'definitions',
    title: 'How we counted',
    items: defined.map(({ label, definition, window }) => ({
      label,
      sentence: say`${term(definition)} Window: ${term(window)}.`,
    })),
    notes: [
      say`A message belongs to the window it was sent in, with what is known of it now.`,
      ...describeScope(input),
      ...explainExpected(reading),
      ...describeSilent(reading),
      describeLeftOut(reading),
      ...describeUnknownCodes(reading),
      ...input.details.billing.map(describeBilling),
      ...describeOptOutRules(input),
      say`A contact is a phone number and counts once per campaign, with its first delivered message; totals add campaigns.`,
      say`Below 100 people or messages no rate is given.`,
      ...(input.before === null
        ? []
        : [
            say`A rate has clearly changed when the 95 % interval of its difference to the window before leaves out 0; times, revenue and returns from 10 % on.`,
          ]),
      ...(input.history.length < LEAST_WINDOWS
        ? []
        : [
            say`Own median: over ${counted(input.history.length, 'earlier window')} of the same kind that had messages.`,
          ]),
    ],
  };
}

/** What cannot be told apart by brand or tag stays out of a report of one. */
function describeScope({ filter: { brands = [], tags = [] } }: Reading['input']): readonly Phrase[] {
  if (brands.length + tags.length === 0) return [];
  const names = joinPhrases([...brands, ...tags].map((one): Phrase => [text(one)]));
  return [
    say`Only campaigns of ${names} are counted. Left out is what cannot be told apart by them: opt-outs without a campaign, the state of the whole list and audience, codes of providers, and expected final figures.`,
  ];
}

/** Names in a row before "and 4 more". */
const MOST_CODES = 3;

/** What nobody can read counts as unknown, never as a failure: it must not be hidden in the totals. */
function describeUnknownCodes({ input: { unknownCodes } }: Reading): readonly Phrase[] {
  if (unknownCodes.length === 0) return [];
  const names = unknownCodes.map(
    ({ provider, field, code }): Phrase => [text(`${provider} ${field} ${code}`)],
  );
  return [
    sayCounted(
      unknownCodes.length,
      '{0} code of providers is in no table ({1}): a message with it may count as unknown. definitions codes --unknown lists them.',
      '{0} codes of providers are in no table ({1}): messages with them may count as unknown. definitions codes --unknown lists them.',
      [count(unknownCodes.length), someOf(names, MOST_CODES)],
    ),
  ];
}

/** Only where one of the figures is in the report. */
function describeOptOutRules({ details: { optOuts } }: Reading['input']): readonly Phrase[] {
  const isSaid = optOuts.breaches.length > 0 || (optOuts.times?.asked ?? 0) > 0;
  return isSaid
    ? OPT_OUT_DEFINITIONS.map(
        ({ label, definition, window }) => say`${term(label)}: ${term(definition)} Window: ${term(window)}.`,
      )
    : [];
}

const BILLS = {
  submit: 'every message',
  accept: 'the messages it accepted, not those rejected, failed at the provider or canceled',
  deliver: 'delivered messages only',
} as const;

/** "Cost: twilio bills the messages it accepted ...; €12.30 recorded for 410 other messages is left out." */
function describeBilling({ provider, billOn, messages, leftOut }: BillingApplied): Phrase {
  const amounts = leftOut.map(({ currency, costMicro }): Phrase => [money(currency, costMicro)]);
  return say`Cost: as set for ${text(provider)}, it bills ${term(BILLS[billOn])}; ${joinPhrases(amounts)} recorded for ${counted(messages, 'other message')} is left out.`;
}

/** "No figures: Click-through, Conversion (no delivered messages); Cost per conversion (no conversions)." */
function describeSilent(reading: Reading): readonly Phrase[] {
  const groups = Map.groupBy(silentMetrics(reading), ({ now }) => JSON.stringify(now.reason));
  if (groups.size === 0) return [];
  const said = [...groups.values()].map((group) => {
    const reason: Words = group[0]?.now.reason ?? 'no data';
    const labels = joinWith(
      ', ',
      group.map(({ metric }): Phrase => [term(metric.label)]),
    );
    return say`${labels} (${typeof reason === 'string' ? term(reason) : reason})`;
  });
  return [say`No figures: ${joinWith('; ', said)}.`];
}

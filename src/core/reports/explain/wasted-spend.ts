import type { Breach } from '../../opt-out-honour.ts';
import { type Figure, money, type Phrase, say } from '../figure.ts';
import type { Reading } from '../reading.ts';
import { sentOf } from '../sections/breaches.ts';
import { costTexts } from '../text-cost.ts';
import { counted, joinPhrases } from '../words.ts';

type Cost = { readonly currency: string; readonly costMicro: number };

/** Money that could bring nothing. */
export type Waste = {
  readonly id: 'known-bad' | 'encoding' | 'opted-out';
  /** "€19.20 on 412 messages to 398 numbers ..." */
  readonly said: Phrase;
  /** messages, of encoding parts */
  readonly cases: number;
  readonly costs: readonly Cost[];
};

/** On numbers that had failed for good before, on parts caused by characters, on people who had opted out. */
export function findWaste({ input }: Reading): readonly Waste[] {
  return [...onKnownBad(input), ...onEncoding(input), ...onOptedOut(input)];
}

function onKnownBad({ knownBad }: Reading['input']): readonly Waste[] {
  if (knownBad === undefined || knownBad.messages === 0) return [];
  const { messages, contacts, costs } = knownBad;
  const what = say`${counted(messages, 'message')} to ${counted(contacts, 'number')} that had failed for good before`;
  return [{ id: 'known-bad', said: withCost(costs, what), cases: messages, costs }];
}

function onEncoding(input: Reading['input']): readonly Waste[] {
  const texts = costTexts(input).filter(
    ({ autopsy, extraParts }) => autopsy.cheaper !== null && extraParts > 0,
  );
  const parts = texts.reduce((sum, { extraParts }) => sum + extraParts, 0);
  if (parts === 0) return [];
  const costs = summed(texts.flatMap(({ extra }) => extra));
  const what = say`${counted(parts, 'part')} that other characters would have saved`;
  return [{ id: 'encoding', said: withCost(costs, what), cases: parts, costs }];
}

function onOptedOut({ details }: Reading['input']): readonly Waste[] {
  const sent = sentOf(details.optOuts.breaches);
  if (sent.length === 0) return [];
  const costs = summed(sent.flatMap(costOf));
  const what = say`${counted(sent.length, 'promotional message')} to people who had opted out`;
  return [{ id: 'opted-out', said: withCost(costs, what), cases: sent.length, costs }];
}

function costOf({ currency = '', costMicro = 0 }: Breach): readonly Cost[] {
  return currency === '' || costMicro === 0 ? [] : [{ currency, costMicro }];
}

function summed(costs: readonly Cost[]): readonly Cost[] {
  return [...Map.groupBy(costs, ({ currency }) => currency)]
    .map(([currency, all]) => ({
      currency,
      costMicro: all.reduce((sum, { costMicro }) => sum + costMicro, 0),
    }))
    .filter(({ costMicro }) => costMicro > 0)
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

function withCost(costs: readonly Cost[], what: Phrase): Phrase {
  if (costs.length === 0) return what;
  const amounts = costs.map(({ currency, costMicro }): Figure => money(currency, costMicro));
  return say`${joinPhrases(amounts.map((amount) => [amount]))} on ${what}`;
}

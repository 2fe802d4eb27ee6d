import type { Money } from '../../counts.ts';
import { count, type Figure, money, none, type Phrase, say, sayCounted, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { Cell, Column, NoteSection, TableSection } from '../report-model.ts';
import { costTexts, isRefused, type TextCost } from '../text-cost.ts';
import { describeCause, describeOpen, describeRemedy, sayCharacter } from '../text-words.ts';
import { asFigure, counted, joinPhrases, joinWith } from '../words.ts';
import type { Decision } from './decision.ts';

/** Texts in the mail; the CSV has all (judgement). */
const MOST_LINES = 4;

/** What in the texts takes more parts than needed, and what it cost; null when nothing does. */
export function composeTexts({ input }: Reading): NoteSection | null {
  const texts = costTexts(input);
  if (texts.length === 0) return null;
  const rest = texts.length - MOST_LINES;
  return {
    kind: 'note',
    title: 'Texts that take more parts',
    lines: [
      ...texts.slice(0, MOST_LINES).map(describeText),
      ...(rest > 0
        ? [
            sayCounted(
              rest,
              '{0} more text in the CSV of this report.',
              '{0} more texts in the CSV of this report.',
            ),
          ]
        : []),
    ],
    figures: tableOf(texts),
  };
}

/** Less than this is not worth anybody's time (judgement). */
const LEAST_PARTS = 1_000;
const LEAST_SHARE = 0.05;

/** The dearest text, when other characters would have saved a part of the bill that is worth a word. */
export function decideTexts({ input }: Reading): Decision | null {
  const [dearest] = costTexts(input).filter(({ autopsy }) => autopsy.cheaper !== null);
  if (dearest === undefined || dearest.extraParts < LEAST_PARTS) return null;
  if (dearest.extraParts < LEAST_SHARE * input.total.counts.parts) return null;
  return {
    short: 'a text that takes more parts',
    line: say`Rewrite the text of ${nameOf(dearest)}: ${describeCause(dearest.autopsy)}; ${describeRemedy(dearest.autopsy)}.`,
    worth: say`Worth ${savingOf(dearest)}, each time it goes to as many contacts at the same price.`,
    place: 'texts',
  };
}

function describeText(one: TextCost): Phrase {
  const { autopsy, sent, variant } = one;
  if (one.extraParts === 0) return say`${nameOf(one)}: ${describeUncosted(one)}.`;
  const { attempted, parts } = variant.cohort.counts;
  const product = say`${counted(autopsy.known.parts, 'part')} × ${counted(attempted, 'message')}`;
  const isExact = parts === autopsy.known.parts * attempted;
  const billed = isExact ? product : say`${product} (${counted(parts, 'part')} billed)`;
  const cost = costOf(variant.cohort.money);
  const each = cost.length === 0 ? billed : say`${billed} = ${cost}`;
  const why = joinWith(': ', [nameOf(one), describeCause(autopsy), each]);
  return joinWith(' ', [
    say`${why}; ${describeRemedy(autopsy)}, ${savingOf(one)}.`,
    isRefused(autopsy, sent) ? say`${describeRefused(one)}.` : [],
  ]);
}

function describeUncosted(one: TextCost): Phrase {
  const { autopsy, sent } = one;
  if (isRefused(autopsy, sent)) return describeRefused(one);
  return joinWith('; ', [describeCause(autopsy), describeOpen(autopsy)]);
}

function describeRefused({ autopsy }: TextCost): Phrase {
  return say`LINK Mobility's API does not take ${sayCharacter(autopsy.beyondBmp[0] ?? '')}`;
}

/** "41,200 parts and €824.00 less" */
function savingOf({ extraParts, extra }: TextCost): Phrase {
  const costs = extra.map(({ currency, costMicro }): Phrase => [money(currency, costMicro)]);
  return say`${joinPhrases([counted(extraParts, 'part'), ...costs])} less`;
}

/** "€1,648.00"; empty where no cost is known */
function costOf(amounts: readonly Money[]): Phrase {
  const spent = amounts.filter(({ costMicro }) => costMicro > 0);
  return joinPhrases(spent.map(({ currency, costMicro }): Phrase => [money(currency, costMicro)]));
}

function nameOf({ variant, hasSiblings }: TextCost): Phrase {
  return joinWith(', ', [[text(variant.campaign)], hasSiblings ? [text(variant.label)] : []]);
}

const COLUMNS: readonly Column[] = [
  { key: 'campaign', label: 'Campaign', numeric: false },
  { key: 'variant', label: 'Variant', numeric: false },
  { key: 'campaign_id', label: 'Campaign id', numeric: false },
  { key: 'variant_id', label: 'Variant id', numeric: false },
  { key: 'encoding', label: 'Encoding', numeric: false },
  { key: 'cause', label: 'Cause', numeric: false },
  { key: 'position', label: 'At character', numeric: true },
  { key: 'parts_each', label: 'Parts each', numeric: true },
  { key: 'messages', label: 'Messages', numeric: true },
  { key: 'parts', label: 'Parts billed', numeric: true },
  { key: 'cheaper_parts', label: 'Parts each if rewritten', numeric: true },
  { key: 'extra_parts', label: 'Extra parts', numeric: true },
  { key: 'extra_cost', label: 'Extra cost', numeric: true },
];

function tableOf(texts: readonly TextCost[]): TableSection {
  return {
    kind: 'table',
    id: 'texts',
    title: 'Texts that take more parts',
    columns: COLUMNS,
    rows: texts.map(cellsOf),
    omitted: 0,
  };
}

function cellsOf({ sent, variant, autopsy, extraParts, extra }: TextCost): readonly Cell[] {
  const [costly] = [...autopsy.wide, ...autopsy.double];
  const { attempted, parts } = variant.cohort.counts;
  const open = none('placeholders of unknown length');
  const costs = extra.map(({ currency, costMicro }) => money(currency, costMicro));
  const [cost] = costs;
  const fewer = autopsy.cheaper?.parts ?? (autopsy.drop === null ? null : autopsy.known.parts - 1);
  const figures: readonly Figure[] = [
    text(variant.campaign),
    text(variant.label),
    text(sent.campaignId),
    text(sent.variantId),
    text(autopsy.encoding),
    costly === undefined ? none('length') : asFigure(sayCharacter(costly.character)),
    costly === undefined ? none('length') : count(costly.position),
    autopsy.parts === null ? open : count(autopsy.parts),
    count(attempted),
    count(parts),
    fewer === null ? open : count(fewer),
    count(extraParts),
    costs.length > 1 ? { kind: 'list', figures: costs } : (cost ?? none('no cost known')),
  ];
  return figures.map((figure) => ({ figure }));
}

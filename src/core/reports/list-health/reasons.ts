import type { ListHealth, WaitingReason } from '../../cleaning/list-health.ts';
import { ACTION_WORDS, REASON_WORDS } from '../../cleaning/reason-words.ts';
import { ACTIONS } from '../../cleaning/recommendation.ts';
import { count, type Figure, money, none, say, term } from '../figure.ts';
import type { Cell, TableSection } from '../report-model.ts';
import { savingFigure } from './waiting.ts';

/** Every group that waits; null when none does. */
export function composeReasons({ waiting }: ListHealth): TableSection | null {
  if (waiting.length === 0) return null;
  return {
    kind: 'table',
    id: 'reasons',
    title: 'What was found',
    intro: say`Savings are a range over 90 days: some providers bill a refused message, some do not.`,
    columns: [
      { key: 'reason', label: 'Reason', numeric: false },
      { key: 'action', label: 'Proposal', numeric: false },
      { key: 'contacts', label: 'Contacts', numeric: true },
      { key: 'saving', label: 'Saving', numeric: true },
      { key: 'risk', label: 'Bought, last year', numeric: true },
      { key: 'confidence', label: 'Certainty', numeric: true },
    ],
    rows: waiting.map(composeRow),
    omitted: 0,
  };
}

function composeRow(row: WaitingReason): readonly Cell[] {
  return [
    term(REASON_WORDS[row.reason].label),
    term(ACTION_WORDS[row.action]),
    count(row.contacts),
    savingOf(row),
    listOf(
      row.revenueAtRisk.map(({ currency, micro }) => money(currency, micro)),
      'no orders',
    ),
    sayCertainties(row.confidence),
  ].map((figure): Cell => ({ figure }));
}

function savingOf({ action, savings }: WaitingReason): Figure {
  if (action === 'pause') return none('a rest of some days');
  return ACTIONS[action].takesOut
    ? listOf(savings.map(savingFigure), 'no price known')
    : none('stops no message');
}

function listOf(figures: readonly Figure[], reason: string): Figure {
  const [first] = figures;
  if (first === undefined) return none(reason);
  return figures.length === 1 ? first : { kind: 'list', figures };
}

function sayCertainties({ least, most }: WaitingReason['confidence']): Figure {
  const [weakest, strongest] = [sayCertainty(least), sayCertainty(most)];
  if (weakest === strongest) return term(weakest);
  return { kind: 'say', words: '{0} to {1}', parts: [[term(weakest)], [term(strongest)]] };
}

/** The confidence of a rule is a judgement and no measured rate: a word says that, a percentage would not. */
function sayCertainty(confidence: number): string {
  if (confidence >= 0.9) return 'all but sure';
  return confidence >= 0.8 ? 'likely' : 'worth a look';
}

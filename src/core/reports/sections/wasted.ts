import { findWaste } from '../explain/wasted-spend.ts';
import { count, money, none, say, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';
import { joinPhrases } from '../words.ts';

/** Money that could bring nothing; null when there was none. */
export function composeWasted(reading: Reading): NoteSection | null {
  const waste = findWaste(reading);
  if (waste.length === 0) return null;
  return {
    kind: 'note',
    id: 'wasted',
    title: 'Spent for nothing',
    lines: [say`Spent for nothing: ${joinPhrases(waste.map(({ said }) => said))}.`],
    figures: {
      kind: 'table',
      id: 'wasted',
      title: 'Spent for nothing',
      columns: [
        { key: 'what', label: 'What', numeric: false },
        { key: 'cases', label: 'Cases', numeric: true },
        { key: 'cost', label: 'Cost', numeric: true },
      ],
      rows: waste.map(({ id, cases, costs }) =>
        [
          text(id),
          count(cases),
          costs.length === 0
            ? none('no cost known')
            : {
                kind: 'list' as const,
                figures: costs.map(({ currency, costMicro }) => money(currency, costMicro)),
              },
        ].map((figure) => ({ figure })),
      ),
      omitted: 0,
    },
  };
}

import { count, type Figure, none, type Phrase, term, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import type { NoteSection } from '../report-model.ts';
import { findBills } from './bills.ts';
import { findClickAlarms } from './click-alarms.ts';

/** What a reader should know about the data before leaning on them. */
export type Finding = {
  /** stored word, for the CSV */
  readonly id: string;
  readonly line: Phrase;
  /** '' = of all campaigns */
  readonly campaign: string;
  readonly cases: number;
  /** null = nothing to compare with */
  readonly of: number | null;
  readonly amount?: Figure;
};

/** Findings about the data of the window; null when there are none. */
export function composeDataQuality(reading: Reading): NoteSection | null {
  const findings = [...findBills(reading), ...findClickAlarms(reading)];
  if (findings.length === 0) return null;
  return {
    kind: 'note',
    title: 'Data quality',
    lines: findings.map(({ line }) => line),
    figures: {
      kind: 'table',
      id: 'data-quality',
      title: 'Data quality',
      columns: [
        { key: 'finding', label: 'Finding', numeric: false },
        { key: 'campaign', label: 'Campaign', numeric: false },
        { key: 'cases', label: 'Cases', numeric: true },
        { key: 'of', label: 'Of', numeric: true },
        { key: 'amount', label: 'Amount', numeric: true },
      ],
      rows: findings.map(({ id, campaign, cases, of, amount }) =>
        [
          text(id),
          campaign === '' ? term('all') : text(campaign),
          count(cases),
          of === null ? none('nothing to compare with') : count(of),
          amount ?? none('no amount'),
        ].map((figure) => ({ figure })),
      ),
      omitted: 0,
    },
  };
}

import type { DoseBand } from './findings.ts';
import type { DoseCell } from './history.ts';

/** Recent messages of all segments by the texts their contact had in the 30 days before, fewest texts first. */
export function doseCurve(cells: readonly DoseCell[]): readonly DoseBand[] {
  const bands = Map.groupBy(cells, ({ band }) => band);
  return [...bands]
    .toSorted(([left], [right]) => left - right)
    .map(([band, all]) => {
      const sum = (of: (cell: DoseCell) => number): number =>
        all.reduce((total, cell) => total + of(cell), 0);
      return {
        band,
        delivered: sum((cell) => cell.delivered),
        clicked: sum((cell) => cell.clicked),
        expectedClicked: sum((cell) => cell.expectedClicked),
        optedOut: sum((cell) => cell.optedOut),
        expectedOptedOut: sum((cell) => cell.expectedOptedOut),
      };
    });
}

import type { HourCell } from '../history.ts';

/** Local hours with fewer delivered messages say nothing. */
const LEAST_DELIVERED = 1_000;

/**
 * The hour with most clicks per delivered message, whatever was sent then and to whom: what a plain chart by hour shows,
 * and what `findSendWindows` is there to correct. Of equal ones the first; null = no hour has enough.
 */
export function naiveBestHour(hours: readonly HourCell[]): number | null {
  const byHour = Map.groupBy(hours, ({ hour }) => hour);
  const rates = [...byHour]
    .map(([hour, cells]) => {
      const delivered = cells.reduce((sum, cell) => sum + cell.delivered, 0);
      const clicked = cells.reduce((sum, cell) => sum + cell.clicked, 0);
      return { hour, delivered, rate: clicked / delivered };
    })
    .filter(({ delivered }) => delivered >= LEAST_DELIVERED);
  const [best] = rates.toSorted((one, other) => other.rate - one.rate || one.hour - other.hour);
  return best?.hour ?? null;
}

import type { AnomalyFinding } from '../findings.ts';
import type { FailureCell } from '../history.ts';

type Source = AnomalyFinding['where'];

/**
 * Where the failures of a campaign beyond the usual ones stand: the carrier and code with the largest share of them. Usual is
 * the rate of that code at that carrier over all campaigns but the unusual ones.
 */
export function failureSources(
  failures: readonly FailureCell[],
  unusual: ReadonlySet<string>,
): (campaignId: string) => Source {
  const tried = triedByCarrier(failures.filter(({ campaignId }) => !unusual.has(campaignId)));
  const failed = new Map<string, number>();
  for (const cell of failures) {
    if (unusual.has(cell.campaignId)) continue;
    failed.set(keyOf(cell), (failed.get(keyOf(cell)) ?? 0) + cell.failed);
  }
  const byCampaign = Map.groupBy(failures, ({ campaignId }) => campaignId);
  return (campaignId) => {
    const excesses = (byCampaign.get(campaignId) ?? []).map((cell) => {
      const known = tried.get(cell.carrier) ?? 0;
      const rate = known > 0 ? (failed.get(keyOf(cell)) ?? 0) / known : 0;
      return { cell, excess: Math.max(0, cell.failed - rate * cell.attempted) };
    });
    const largest = excesses.toSorted(
      (left, right) => right.excess - left.excess || (keyOf(left.cell) < keyOf(right.cell) ? -1 : 1),
    )[0];
    if (largest === undefined || largest.excess === 0) return null;
    const { carrier, code } = largest.cell;
    return { carrier, code, shareOfExcess: largest.excess / total(excesses.map(({ excess }) => excess)) };
  };
}

/** `attempted` stands on each row of a carrier: it counts once a campaign. */
function triedByCarrier(failures: readonly FailureCell[]): ReadonlyMap<string, number> {
  const once = new Map(failures.map((cell) => [`${cell.campaignId}\n${cell.carrier}`, cell]));
  const tried = new Map<string, number>();
  for (const { carrier, attempted } of once.values())
    tried.set(carrier, (tried.get(carrier) ?? 0) + attempted);
  return tried;
}

function keyOf({ carrier, code }: FailureCell): string {
  return `${carrier}\n${code}`;
}

function total(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right).reduce((sum, value) => sum + value, 0);
}

import type { CountKey, Counts } from '../counts.ts';

/** A count, or a count without some of its parts. */
export type CountSum = CountKey | { readonly of: CountKey; readonly without: readonly CountKey[] };

export function sumCounts(sum: CountSum, counts: Counts): number {
  if (typeof sum === 'string') return counts[sum];
  return sum.without.reduce((rest, key) => rest - counts[key], counts[sum.of]);
}

/** "delivered", "attempted - canceled - in process": as the definitions list shows it. */
export function describeCountSum(sum: CountSum): string {
  if (typeof sum === 'string') return spellOut(sum);
  return [sum.of, ...sum.without].map(spellOut).join(' - ');
}

function spellOut(key: CountKey): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

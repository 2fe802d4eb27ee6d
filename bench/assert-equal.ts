import { COUNT_KEYS, type Cohort, type CountKey, type Times } from '../src/core/counts.ts';
import { COUNTS_OF_HOURS } from '../src/core/reports/hour-counts.ts';
import type { Answer } from './fold.ts';
import type { Question } from './questions.ts';

/** The middle of a bucket is at most 1/64 off. */
const TOLERANCE = 0.016;
/** Throws with the first number that differs. Counts and money exactly, quantiles within 1.6 %. */
export function assertEqual({ title, durations }: Question, ours: Answer, peer: Answer, name: string): void {
  const keys = new Set([...ours.keys(), ...peer.keys()]);
  for (const key of keys) {
    const left = ours.get(key);
    const right = peer.get(key);
    if (left === undefined || right === undefined) {
      const silent = left === undefined ? 'ours' : name;
      throw new Error(`${title}: ${silent} has no ${key} (ours ${ours.size} cohorts, ${name} ${peer.size})`);
    }
    // of an hour a report asks for what it prints alone, and for no money
    const difference = key.startsWith('hour ')
      ? countsDifference(left, right, ['attempted', ...COUNTS_OF_HOURS])
      : differenceOf(left, right, durations === 'all' || (durations === 'total' && key === 'total '));
    if (difference !== null) throw new Error(`${title}: ${key}: ${difference} (${name})`);
  }
}

function differenceOf(ours: Cohort, peer: Cohort, hasTimes: boolean): string | null {
  const counts = countsDifference(ours, peer, COUNT_KEYS);
  if (counts !== null) return counts;
  const money = [JSON.stringify(ours.money), JSON.stringify(peer.money)];
  if (money[0] !== money[1]) return `money is ${money[0]}, not ${money[1]}`;
  if (!hasTimes) return null;
  return (
    timesDifference('delivery', ours.deliveryLatency, peer.deliveryLatency) ??
    timesDifference('click age', ours.clickAge, peer.clickAge)
  );
}

function countsDifference(ours: Cohort, peer: Cohort, keys: readonly CountKey[]): string | null {
  const key = keys.find((one) => ours.counts[one] !== peer.counts[one]);
  return key === undefined ? null : `${key} is ${ours.counts[key]}, not ${peer.counts[key]}`;
}

function timesDifference(what: string, ours: Times, peer: Times): string | null {
  if (ours.n !== peer.n) return `${what}: n is ${ours.n}, not ${peer.n}`;
  for (const key of ['p50', 'p80', 'p95'] as const) {
    const left = ours[key] ?? 0;
    const right = peer[key] ?? 0;
    if (Math.abs(left - right) > TOLERANCE * right) return `${what}: ${key} is ${left}, not ${right}`;
  }
  return null;
}

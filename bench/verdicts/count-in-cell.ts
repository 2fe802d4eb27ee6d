import assert from 'node:assert/strict';
import type { ArmEvidence } from '../../src/core/experiments/arm-evidence.ts';
import { contestOf } from '../../src/core/experiments/competing-arms.ts';
import type { DecidedPair } from '../../src/core/experiments/decide-pairs.ts';
import { decidePrimary, winnerAmong } from '../../src/core/experiments/find-winner.ts';
import { judgeTest } from '../../src/core/experiments/judge-test.ts';
import type { Cell } from './cell.ts';
import { countsOf } from './counts.ts';
import { createRandom } from './random.ts';
import { replicate } from './replicate.ts';

/**
 * What is counted, at any look of a test.
 * `right-winner`: the best arm was called the winner. `false-claim`: an arm was called better than one that is as good or
 * better, as a winner or as a loser beside a tie.
 */
export type Counted = 'right-winner' | 'false-claim';

/** Replicates of a cell whose every look goes through `judgeTest` as well. */
const CHECKED = 10;

/**
 * Repeats one test and counts in how many of the replicates it happened. Decides by the functions `judgeTest` itself is made of (gate, evidence, Holm, interval, winner); on
 * the first replicates the whole of `judgeTest` must say the same.
 */
export function countInCell(cell: Cell, counted: Counted, replicates: number, seed: string): number {
  const random = createRandom(`${seed} ${cell.name}`);
  let count = 0;
  for (let number = 0; number < replicates; number += 1) {
    let isCounted = false;
    for (const evidence of replicate(cell, random)) {
      const decision = decide(cell, evidence);
      if (number < CHECKED) assertSame(cell, evidence, decision);
      isCounted ||= counted === 'right-winner' ? isRight(cell, decision) : isFalse(cell, decision);
      if (isCounted && number >= CHECKED) break;
    }
    if (isCounted) count += 1;
  }
  return count;
}

type Decision = { readonly winner: string | null; readonly pairs: readonly DecidedPair[] };

function decide({ plan }: Cell, evidence: readonly ArmEvidence[]): Decision {
  const contest = contestOf(plan);
  const byArm = new Map(plan.arms.map(({ variantId }, place) => [variantId, evidence[place] ?? NOBODY]));
  const { pairs } = decidePrimary({ plan, contest, evidence: byArm, refusal: null, breached: NONE });
  return { pairs, winner: winnerAmong(pairs, contest, NONE, NONE) };
}

function isRight(cell: Cell, { winner }: Decision): boolean {
  return winner !== null && rateOf(cell, winner) === Math.max(...cell.rates);
}

function isFalse(cell: Cell, { pairs }: Decision): boolean {
  return pairs.some(({ better, question: { first, second } }) => {
    if (better === null) return false;
    const other = better === first.variantId ? second.variantId : first.variantId;
    return rateOf(cell, better) <= rateOf(cell, other);
  });
}

function rateOf({ plan, rates }: Cell, id: string): number {
  return rates[plan.arms.findIndex(({ variantId }) => variantId === id)] ?? Number.NaN;
}

function assertSame(
  { plan, name }: Cell,
  evidence: readonly ArmEvidence[],
  { winner, pairs }: Decision,
): void {
  const { verdict, pairs: shown } = judgeTest(plan, countsOf(plan, evidence, false));
  if (verdict.id === 'invalid_srm') return;
  assert.equal(verdict.id === 'winner' ? verdict.arm : null, winner, name);
  assert.deepEqual(
    shown.map(({ better }) => better),
    pairs.map(({ better }) => better),
    name,
  );
}

const NOBODY: ArmEvidence = { kind: 'rate', n: 0, contacts: 0 };
const NONE: ReadonlySet<string> = new Set();

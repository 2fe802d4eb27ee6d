import { expect, test } from 'vitest';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import { verdictWord } from '../../../src/core/experiments/judgement.ts';
import { makeArm, makeCounts, makePlan } from './make-test.ts';

/** The public cases pub-v-1 and pub-v-2 of stats-cases.json: clicks, 30,000 planned at 2 %, 0.5 points matter. */
const plan = makePlan({ mdeRelative: 0.25 });

test('finds that 480 of 15,000 beat 300 of 15,000', () => {
  const counts = makeCounts([
    makeArm('A', 15_000, 300, { delivered: 14_700, optedOut: 60 }),
    makeArm('B', 15_000, 480, { delivered: 14_700, optedOut: 62 }),
  ]);
  expect(verdictWord(judgeTest(plan, counts).verdict)).toBe('winner:B');
});

test('does not trust 15,000 against 12,000 where half and half was planned', () => {
  const counts = makeCounts([
    makeArm('A', 15_000, 300, { delivered: 14_700, optedOut: 60 }),
    makeArm('B', 12_000, 400, { delivered: 11_760, optedOut: 50 }),
  ]);
  expect(verdictWord(judgeTest(plan, counts).verdict)).toBe('invalid_srm');
});

import type { JudgedTest } from '../../experiments/judged-test.ts';

/**
 * true = who got which arm is known to be chance, so a difference may be called an effect. The default plan says
 * "random" of every test, so it proves nothing.
 */
export function isRandomised({ counts, plan }: JudgedTest): boolean {
  return counts.assignedBy === 'assignments' || plan.origin === 'applied';
}

/** Windows are open: every effect is "so far". */
export function isSoFar({ judgement }: JudgedTest): boolean {
  return !judgement.isMature;
}

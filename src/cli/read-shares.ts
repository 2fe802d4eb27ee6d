import { sharesAddUp } from '../core/experiments/plan-shares.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { type PlanFlags, readNumber } from './read-plan-flags.ts';

const MOST_ARMS = 20;

/** Shares of `--shares 0.5,0.5`, or of `--arms 3` equal ones; two equal arms when neither is said. */
export function readShares({ arms, shares }: PlanFlags): readonly number[] {
  const count = arms === undefined ? null : readArms(arms);
  if (shares === undefined) {
    const equal = count ?? 2;
    return Array.from({ length: equal }, () => 1 / equal);
  }
  const read = shares.split(',').map((share) => readNumber('--shares', share.trim()));
  if (count !== null && count !== read.length) {
    throw new Failure('bad-input', `--shares: has ${read.length} shares for ${count} --arms`);
  }
  if (read.length < 2)
    throw new Failure('bad-input', '--shares: one arm is no test; give at least two shares');
  const [wrong] = read.filter((share) => !(share > 0 && share < 1));
  if (wrong !== undefined) throw new Failure('bad-input', `--shares: ${wrong} is not between 0 and 1`);
  const sum = read.reduce((total, share) => total + share, 0);
  if (!sharesAddUp(read.map((share, at) => ({ variantId: String(at), share })))) {
    throw new Failure(
      'bad-input',
      `--shares: add up to ${sum.toFixed(4)}; they must add up to 1 within 0.1 %`,
    );
  }
  return read.map((share) => share / sum);
}

function readArms(text: string): number {
  const arms = readNumber('--arms', text);
  if (arms === 1) throw new Failure('bad-input', '--arms: one arm is no test; give 2 or more');
  if (Number.isInteger(arms) && arms >= 2 && arms <= MOST_ARMS) return arms;
  throw new Failure('bad-input', `--arms: ${shownText(text)} is not a whole number from 2 to ${MOST_ARMS}`);
}

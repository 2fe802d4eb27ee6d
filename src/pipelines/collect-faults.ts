import { Failure } from '../core/failure.ts';

/** The value in a list, or its refusal among the problems. */
export function collectFaults<T>(problems: string[], prefix: string, make: () => T): readonly T[] {
  try {
    return [make()];
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'bad-input') throw error;
    problems.push(...error.message.split('\n').map((fault) => `${prefix}${fault}`));
    return [];
  }
}

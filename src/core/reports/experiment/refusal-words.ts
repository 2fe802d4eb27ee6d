import type { Phrase } from '../figure.ts';
import { sayJudged } from './judge-words.ts';

/** "gate: 12 of 20 events", a word of the judge, as "needs 20 events, has 12". Other refusals are sentences already. */
export function sayRefusal(refusal: string): Phrase {
  const [, has, needs, what] = GATE.exec(refusal) ?? [];
  return sayJudged(what === undefined ? refusal : `needs ${needs} ${what}, has ${has}`);
}

const GATE = /^gate: ([\d.]+) of ([\d.]+) (.+)$/;

import type { Verdict } from '../../experiments/judgement.ts';
import type { Phrase } from '../figure.ts';

/** What each verdict has to say beside its name; see `TestWords`. */
export type Sentences = {
  /** estimate, range and counts */
  readonly sentence: Phrase;
  /** one sentence; says "because" only of a randomised test */
  readonly why: Phrase;
  /** what to do */
  readonly next: Phrase;
};

export type VerdictOf<Id extends Verdict['id']> = Extract<Verdict, { readonly id: Id }>;

import type { Phrase } from '../figure.ts';

export type Decision = {
  /** a few words for the subject: "opt-outs above your range" */
  readonly short: string;
  readonly line: Phrase;
};

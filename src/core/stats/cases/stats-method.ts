import type { CaseReader } from './case-reader.ts';

/** Keys of the printed answer. A number that is not finite is printed as null; why stands in `reason`. */
export type CaseAnswer = Readonly<Record<string, unknown>>;

/** One method of this folder as the command line offers it. */
export type StatsMethod = {
  /** the word on the command line and in a case's `family` */
  readonly family: string;
  /** the question it answers, one sentence */
  readonly question: string;
  /** keys of the input, `?` behind what may be left out */
  readonly input: string;
  readonly answer: (input: CaseReader) => CaseAnswer;
};

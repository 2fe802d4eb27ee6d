import type { MetricId } from '../../metrics/catalogue.ts';
import type { Phrase } from '../figure.ts';
import type { NoteSection } from '../report-model.ts';

export type Decision = {
  /** a few words for the subject: "opt-outs above your range" */
  readonly short: string;
  readonly line: Phrase;
  /** the figure it stands on; absent = none of the scorecard */
  readonly metric?: MetricId;
  /** where it can be decided */
  readonly link?: NonNullable<NoteSection['link']>;
};

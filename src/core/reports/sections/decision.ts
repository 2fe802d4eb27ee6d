import type { MetricId } from '../../metrics/catalogue.ts';
import type { Phrase } from '../figure.ts';

export type Decision = {
  /** a few words for the subject: "opt-outs above your range" */
  readonly short: string;
  readonly line: Phrase;
  /** a range with what it takes for granted: "Worth 210 to 290 fewer opt-outs ..."; or "Worth not known: <why>." */
  readonly worth: Phrase;
  /** the figure it stands on; absent = none of the scorecard */
  readonly metric?: MetricId;
  readonly place: DecisionPlace;
};

/** Where it is decided (the pages' list of numbers) or understood: a section of this report on the web, by its id. */
export type DecisionPlace = keyof typeof PLACE_LABELS;

export const PLACE_LABELS = {
  review: 'Review the numbers',
  scorecard: 'See the figure',
  goals: 'See the goal',
  campaigns: 'See the campaigns',
  tests: 'See the test',
  texts: 'See the text',
  'opt-outs-honoured': 'See these messages',
  'audience-health': 'See the audience',
  segments: 'See the segment',
  contacts: 'See the contacts',
  anomalies: 'See the campaign',
  'send-time': 'See the hours',
} as const;

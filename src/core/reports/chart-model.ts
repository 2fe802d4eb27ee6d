import type { Figure, Phrase, Tone, Words } from './figure.ts';

/** A bar per hour of the day (24), recipient-local; bars are table cells, no picture needed. */
export type HoursSection = {
  readonly kind: 'hours';
  readonly title: string;
  readonly intro: Phrase;
  readonly hours: readonly {
    readonly hour: number;
    /** 0..1 of the tallest bar */
    readonly share: number;
    readonly figure: Figure;
    readonly counts: Phrase;
    /** false = too few to read anything into it: drawn hatched */
    readonly known: boolean;
  }[];
};

/** 7 x 24 hours of the week, recipient-local; shaded table cells, no picture needed. */
export type HeatMapSection = {
  readonly kind: 'heat-map';
  readonly title: string;
  /** the hours that stand out, in words */
  readonly intro: Phrase;
  /** the hours nobody can judge, in words; empty = there are none */
  readonly unknown: Phrase;
  readonly note: Phrase;
  /** local hours in which messages may be sent, `to` exclusive; from 20 to 6 = over midnight; null = nobody set them */
  readonly sendHours: { readonly from: number; readonly to: number } | null;
  /** what the palest and the darkest shade stand for */
  readonly scale: { readonly low: Figure; readonly high: Figure };
  /** only hours with a message, in order */
  readonly cells: readonly HeatCell[];
  /** hours the text part lists, the best first */
  readonly listed: readonly number[];
};

export type HeatCell = {
  /** Monday 00 = 0 to 167 */
  readonly hour: number;
  /** 1 (lowest) to 5; 0 = too few to read anything into it: drawn hatched */
  readonly shade: number;
  readonly figure: Figure;
  readonly counts: Phrase;
};

/** One line over days; drawn as the inline picture with `alt`, and the same numbers in the CSV. */
export type TrendSection = {
  readonly kind: 'trend';
  readonly title: string;
  readonly alt: Phrase;
  readonly points: readonly { readonly day: string; readonly value: number | null; readonly count: number }[];
  readonly unit: 'rate' | 'count';
};

/** Estimates with their ranges on one scale, a line where there is no difference; table cells, no picture needed. */
export type RangesSection = {
  readonly kind: 'ranges';
  readonly id: string;
  readonly title: string;
  readonly intro: Phrase;
  readonly rows: readonly RangeRow[];
  /** rows left out of the mail; they stand in the CSV */
  readonly rest: readonly RangeRow[];
  /** what the two ends of the scale stand for; null = no row has a range */
  readonly ends: { readonly from: Figure; readonly to: Figure } | null;
};

export type RangeRow = {
  readonly label: Words;
  /** what is compared, in a few words; empty = the label says it */
  readonly about: Phrase;
  readonly figure: Figure;
  /** `none` = there is none, for the reason in `figure` or `word` */
  readonly range: Figure;
  /** what stands behind it: "1,420 of 15,600 messages" */
  readonly counts: Phrase;
  readonly word: Words;
  readonly tone: Tone;
  readonly bar: PlacedRange | null;
};

/** Places on a scale, 0..1. */
export type PlacedRange = {
  readonly lower: number;
  readonly upper: number;
  readonly estimate: number;
  readonly zero: number;
};

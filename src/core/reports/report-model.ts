import type { CountRules } from '../count-rules.ts';
import type {
  HeatMapSection,
  HoursSection,
  PlacedRange,
  RangesSection,
  TrendSection,
} from './chart-model.ts';
import type { Figure, Phrase, Tone, Words } from './figure.ts';
import type { GrowingFeed } from './growth.ts';
import type { ReportVariant } from './report-variants.ts';
import type { ScorecardSection } from './scorecard-model.ts';

/** A report as data: frozen JSON, stored with its run; html, text, csv, mail and page are views of it. */
export type ReportModel = {
  readonly v: 1;
  readonly report: string;
  readonly title: string;
  readonly locale: string;
  /** how much of it a reader gets; absent = all of it */
  readonly variant?: ReportVariant;
  /** only their campaigns are counted; absent = of any brand or none */
  readonly brands?: readonly string[];
  /** what became of the conditions of its schedule; absent = there are none */
  readonly watch?: Watch;
  readonly subject: Phrase;
  readonly preheader: Phrase;
  readonly window: WindowLabel;
  readonly comparedWith: WindowLabel | null;
  /** ISO instant of the data. */
  readonly asOf: string;
  /** version of the rules that told human clicks; absent = none counted, or stored before it was kept */
  readonly clickRules?: number;
  /** versions of all rules behind the figures; absent = stored before they were kept */
  readonly rules?: CountRules;
  readonly maturity: Phrase | null;
  /** how much of each feed is expected to have come; absent = all of it, or nobody looked */
  readonly maturing?: readonly ModelMaturity[];
  /** what this report says anew of earlier windows; absent = nothing */
  readonly restated?: readonly RestatedFigure[];
  readonly marks: readonly Mark[];
  readonly banners: readonly Banner[];
  readonly headline: Phrase;
  readonly sections: readonly Section[];
  /** of a short report, on its page alone: what its decisions point to and the mail leaves out; absent = nothing */
  readonly behind?: readonly Section[];
  readonly footer: Footer;
};

/** Of several conditions one is enough. */
export type Watch = {
  readonly verdict: WatchVerdict;
  readonly conditions: readonly WatchedCondition[];
};

export type WatchedCondition = {
  /** as it was asked for: `opt-out-rate above 1.5 %` */
  readonly text: string;
  /** id in the catalogue; null = of the whole report */
  readonly metric: string | null;
  readonly verdict: WatchVerdict;
  /** "Opt-outs 0.9 %, limit 1.5 %" */
  readonly said: Phrase;
};

/** `unknown` = too little data to tell; that is no reason for a mail. */
type WatchVerdict = 'met' | 'not-met' | 'unknown';

/** A figure of an earlier mail, as this one says it anew; ISO instants. */
export type RestatedFigure = {
  readonly from: string;
  readonly to: string;
  readonly metric: string;
  readonly figure: Figure;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly currency: string | null;
};

export type ModelMaturity = {
  readonly feed: GrowingFeed;
  /** of the outcomes expected in the end; null = the sender's own past does not say */
  readonly share: number | null;
  /** ISO instant up to which they count */
  readonly until: string;
  /** why there is no share */
  readonly silence?: string;
};

export type Mark = 'TEST' | 'PARTIAL' | 'RE-SENT';

/** Half-open [from, to), ISO instants, with the zone the reader thinks in. */
export type WindowLabel = { readonly from: string; readonly to: string; readonly timezone: string };

export type Banner = { readonly tone: Tone; readonly text: Phrase };

export type Footer = {
  readonly runId: string;
  readonly why: Phrase;
  /** null for an ad-hoc report */
  readonly schedule: Phrase | null;
  readonly nextRun: Phrase | null;
  readonly recipients: readonly string[];
  readonly reproduce: string;
  /** false = nobody asked for the file; absent = it comes with the report */
  readonly hasCsv?: false;
  /** the report on the web, https or http; absent = no web pages are configured, or it is stored nowhere */
  readonly page?: { readonly url: string; readonly label: Phrase; readonly said: Phrase };
};

export type Section =
  | ScorecardSection
  | TableSection
  | HoursSection
  | HeatMapSection
  | RangesSection
  | TrendSection
  | NoteSection
  | TestSection
  | TestsSection
  | DefinitionsSection;

export type Change = {
  readonly direction: 'up' | 'down' | 'flat' | 'unclear' | 'unknown';
  readonly tone: Tone;
  /** words beside the arrow: "up", "no clear change", "too few (n = 38)", "nothing to compare with" */
  readonly words: Phrase;
};

export type Cell = { readonly figure: Figure; readonly note?: Phrase; readonly tone?: Tone };

export type TableSection = {
  readonly kind: 'table';
  readonly id: string;
  readonly title: string;
  readonly intro?: Phrase;
  /** the first column names the row */
  readonly columns: readonly Column[];
  /** the rows of the mail, in order; one cell per column */
  readonly rows: readonly (readonly Cell[])[];
  /** number of rows left out of the mail: those of `rest` */
  readonly omitted: number;
  /** the rows that follow `rows` in the CSV only */
  readonly rest?: readonly (readonly Cell[])[];
};

export type Column = {
  readonly key: string;
  readonly label: Words;
  readonly numeric: boolean;
  /** true = ids and plain counts for the CSV; html and text leave the column out */
  readonly csvOnly?: true;
};

/** What a decision is worth, and where it is made (https or http) or understood (a section of this report on the web). */
export type Asked = {
  readonly worth: Phrase;
  /** absent = no web page is configured */
  readonly link?:
    | { readonly label: string; readonly url: string }
    | { readonly label: string; readonly section: string };
};

export type NoteSection = {
  readonly kind: 'note';
  /** for variants of the report that show some notes only */
  readonly id?: string;
  readonly title: string;
  readonly lines: readonly Phrase[];
  /** where the reader can do something about it, https or http */
  readonly link?: { readonly label: string; readonly url: string };
  /** of decisions, one for each line; absent = stored before it was kept */
  readonly asked?: readonly Asked[];
  /** what the lines say as figures, for the CSV and the JSON; html and text have the lines */
  readonly figures?: TableSection;
};

/** One A/B test in full: the word first, then what to do, then the proof. */
export type TestSection = {
  readonly kind: 'test';
  /** of the campaign */
  readonly id: string;
  readonly title: string;
  /** what was asked: "Does the call to action change clicks?" */
  readonly question: Phrase;
  /** stored word of the verdict: `winner:v-2` */
  readonly verdict: string;
  readonly word: Words;
  readonly tone: Tone;
  readonly sentence: Phrase;
  readonly why: Phrase;
  readonly next: Phrase;
  readonly effectsTitle: Words;
  readonly effects: readonly TestEffect[];
  /** effects that stand in the CSV only */
  readonly restOfEffects: readonly TestEffect[];
  readonly tables: readonly TableSection[];
  readonly facts: readonly Fact[];
  /** what a statistician wants to see and what decides nothing */
  readonly detail: readonly Fact[];
};

export type Fact = { readonly label: Words; readonly said: Phrase };

/** Two arms on the primary outcome; `range` holds at any number of looks. */
export type TestEffect = {
  /** "Variant B against Variant A" */
  readonly label: Words;
  readonly difference: Figure;
  readonly range: Figure;
  /** relative to the second arm */
  readonly lift: Figure;
  readonly p: Figure;
  /** corrected for the number of pairs */
  readonly adjustedP: Figure;
  readonly word: Words;
  readonly tone: Tone;
  /** places on the common scale of the test's effects, 0..1; null = nothing to draw */
  readonly bar: PlacedRange | null;
};

/** Tests in short, a block each. */
export type TestsSection = {
  readonly kind: 'tests';
  readonly title: string;
  readonly items: readonly TestItem[];
  /** what is said of those left out of the mail; they stand in the CSV */
  readonly more: Phrase | null;
  readonly rest: readonly TestItem[];
};

export type TestItem = {
  readonly id: string;
  readonly name: string;
  readonly verdict: string;
  readonly word: Words;
  readonly tone: Tone;
  readonly sentence: Phrase;
  readonly next: Phrase;
};

export type DefinitionsSection = {
  readonly kind: 'definitions';
  readonly title: string;
  readonly items: readonly { readonly label: Words; readonly sentence: Words }[];
  readonly notes: readonly Phrase[];
};

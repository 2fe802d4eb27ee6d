/**
 * A number (or a reason why there is none) before it has a language. Sentences are made of strings and
 * figures; only `render/format.ts` turns a figure into "7.9 %".
 */
export type Figure =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'rate'; readonly value: number }
  /** difference of two rates, in units of 1 (0.008 = +0.8 points), shown with its sign unless a word beside it says it */
  | { readonly kind: 'points'; readonly value: number; readonly unsigned?: true }
  /** relative difference (0.14 = +14 %), shown with its sign unless a word beside it says it */
  | { readonly kind: 'relative'; readonly value: number; readonly unsigned?: true }
  /** plain ratio such as net ROI 5.2 */
  | { readonly kind: 'ratio'; readonly value: number }
  | { readonly kind: 'money'; readonly currency: string; readonly micro: number }
  | { readonly kind: 'duration'; readonly seconds: number }
  /** an instant, shown in the zone of the report */
  | { readonly kind: 'instant'; readonly at: string; readonly style: 'date' | 'time' | 'date-time' }
  /** an hour of the week, Monday 00 = 0 to 167, shown as "Thu 17:00" */
  | { readonly kind: 'week-hour'; readonly hour: number }
  /** half-open [from, to), ISO instants, shown as a reader says it in the zone of the report: "16-22 Nov 2026" */
  | { readonly kind: 'window'; readonly from: string; readonly to: string }
  /** an interval; both ends of one kind */
  | { readonly kind: 'range'; readonly from: Figure; readonly to: Figure }
  /** a p-value, 0..1; 0 = smaller than a double can say */
  | { readonly kind: 'p'; readonly value: number }
  /** a foreign name: never translated */
  | { readonly kind: 'text'; readonly text: string }
  /**
   * English words with places for the parts: "{0} of {1} contacts". Another language looks the words up whole and may put
   * the places elsewhere. With `n` the words are the forms for one and for many: "{0} campaign|{0} campaigns".
   */
  | {
      readonly kind: 'say';
      readonly words: string;
      readonly parts: readonly Phrase[];
      readonly n?: number;
    }
  /** several figures in one place, e.g. one amount per currency; the language joins them */
  | { readonly kind: 'list'; readonly figures: readonly Figure[] }
  /** no number: `reason` in a few words, e.g. "no delivered messages" */
  | { readonly kind: 'none'; readonly reason: string | Phrase };

/** Plain strings are printed as they are, in every language: our own words are a `say`. */
export type Phrase = readonly (string | Figure)[];
/** Our own words: looked up whole, or with figures in them. */
export type Words = string | Phrase;
export type Tone = 'good' | 'bad' | 'neutral';

export const count = (value: number): Figure => ({ kind: 'count', value });
export const rate = (value: number): Figure => ({ kind: 'rate', value });
export const points = (value: number): Figure => ({ kind: 'points', value });
export const relative = (value: number): Figure => ({ kind: 'relative', value });
export const range = (from: Figure, to: Figure): Figure => ({ kind: 'range', from, to });
export const pValue = (value: number): Figure => ({ kind: 'p', value });
export const money = (currency: string, micro: number): Figure => ({ kind: 'money', currency, micro });
export const text = (words: string): Figure => ({ kind: 'text', text: words });
export const none = (reason: string | Phrase): Figure => ({ kind: 'none', reason });
export const instant = (
  at: Temporal.Instant,
  style: 'date' | 'time' | 'date-time' = 'date-time',
): Figure => ({
  kind: 'instant',
  at: at.toString(),
  style,
});

/**
 * A sentence or clause in English, its figures in places: say`You sent ${counted(n, 'message')} for ${cost}`. A language
 * knows it by its words, so no sentence is glued from fragments, and none has a foreign name in its words.
 */
export function say(words: TemplateStringsArray, ...parts: readonly (Figure | Phrase)[]): Phrase {
  const joined = words.reduce((all, next, at) => `${all}{${at - 1}}${next}`);
  return [{ kind: 'say', words: joined, parts: parts.map((part) => ('kind' in part ? [part] : part)) }];
}

/**
 * Words that agree with the number `n`: sayCounted(n, '{0} message was sent', '{0} messages were sent'). The places take
 * `parts` in order; without any, {0} is the number.
 */
export function sayCounted(
  n: number,
  one: string,
  many: string,
  parts: readonly (Figure | Phrase)[] = [count(n)],
): Phrase {
  const phrases = parts.map((part): Phrase => ('kind' in part ? [part] : part));
  return [{ kind: 'say', words: `${one}|${many}`, parts: phrases, n }];
}

/** Our own fixed words inside a sentence, such as the label of a metric; looked up whole. */
export function term(words: string): Figure {
  return { kind: 'say', words, parts: [] };
}

/** One line of the shop's calendar: what, to whom, when. */
export type Promotion = {
  readonly name: string;
  readonly theme: string;
  /** segment id and share of it that is reached */
  readonly audience: Readonly<Record<string, number>>;
  /** day of the week, Monday = 0, and local hour */
  readonly day: number;
  readonly hour: number;
  /** relative to an ordinary promotion */
  readonly appeal: number;
  readonly text: string;
  readonly special?: Special;
};

/** What the history plants, for a report, a test or a reader to find. */
export type Special =
  | 'clear-winner'
  | 'tie'
  | 'too-small'
  | 'broken-split'
  | 'more-opt-outs'
  | 'holdout'
  | 'outage'
  | 'bot-storm'
  | 'norwegian-krone'
  | 'random-hour';

export const ALWAYS = { flash: 1, outlet: 1 } as const;
export const LINK = 'https://s.example/';

import type { ClickSums } from './performance-details.ts';

/** Above this share of hits without agent and address only timing tells people from machines (judgement). */
const MOSTLY = 0.5;

/** Whether people cannot be told from machines well: the source tells too little of most hits (rulings A.5). */
export function hasLowQuality({ hits, blind }: Pick<ClickSums, 'hits' | 'blind'>): boolean {
  return hits > 0 && blind > MOSTLY * hits;
}

/** All campaigns together. */
export function addClicks(all: readonly ClickSums[]): Pick<ClickSums, 'hits' | 'blind' | 'byRule'> {
  const rules = Map.groupBy(
    all.flatMap(({ byRule }) => byRule),
    ({ verdict, rule }) => `${verdict} ${rule}`,
  );
  return {
    hits: all.reduce((sum, { hits }) => sum + hits, 0),
    blind: all.reduce((sum, { blind }) => sum + blind, 0),
    byRule: [...rules.values()].flatMap(([first, ...rest]) =>
      first === undefined ? [] : [{ ...first, hits: rest.reduce((sum, { hits }) => sum + hits, first.hits) }],
    ),
  };
}

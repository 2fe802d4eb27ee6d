import { addClicks } from '../click-quality.ts';
import { count, type Figure, type Phrase, say, sayCounted, text } from '../figure.ts';
import type { Reading } from '../reading.ts';
import { counted, joinPhrases, joinWith } from '../words.ts';

/** Which hits are no human clicks, why, and by which version of the rules. */
export function describeLeftOut({ input }: Reading): Phrase {
  const { hits, botClicks, suspectedClicks } = input.total.counts;
  if (hits === 0) return say`No link was hit.`;
  if (botClicks + suspectedClicks === 0)
    return say`No bots, link previews or suspected clicks among ${counted(hits, 'hit')} on links.`;
  const leftOut = sayCounted(
    botClicks + suspectedClicks,
    '{0} by bots and link previews and {1} was left out of {2}; the raw click-through has them in.',
    '{0} by bots and link previews and {1} were left out of {2}; the raw click-through has them in.',
    [counted(botClicks, 'hit'), counted(suspectedClicks, 'suspected one'), counted(hits, 'hit')],
  );
  return joinWith(' ', [leftOut, describeRules(input.details.clicks)]);
}

/** By the number of the click rule (see core/click-verdict.ts). */
function sayWhy(rule: number, hits: Figure): Phrase {
  switch (rule) {
    case 1:
      return say`${hits} for their agent, method or network`;
    case 3:
      return say`${hits} for coming before delivery or within 2 s of it`;
    case 4:
      return say`${hits} for a second source within 2 s`;
    case 5:
      return say`${hits} for an address that hit ten messages or more`;
    case 7:
      return say`${hits} on messages that were never delivered`;
    default:
      return say`${hits} by rule ${count(rule)}`;
  }
}

/** "By rule: 1,900 for their agent, method or network and 373 for a second source within 2 s; click rules version 1." */
function describeRules(clicks: Reading['input']['details']['clicks']): Phrase {
  const removed = Map.groupBy(
    addClicks(clicks).byRule.filter(({ rule }) => rule !== 0),
    ({ rule }) => rule,
  );
  if (removed.size === 0) return [];
  const versions = [...new Set(clicks.flatMap(({ rules }) => [rules.oldest, rules.newest]))].toSorted(
    (a, b) => a - b,
  );
  const reasons = [...removed]
    .map(([rule, all]) => ({ rule, hits: all.reduce((sum, { hits }) => sum + hits, 0) }))
    .toSorted((a, b) => b.hits - a.hits || a.rule - b.rule)
    .map(({ rule, hits }) => sayWhy(rule, count(hits)));
  const numbers = joinPhrases(versions.map((version): Phrase => [text(String(version))]));
  return sayCounted(
    versions.length,
    'By rule: {0}; click rules version {1}.',
    'By rule: {0}; click rules versions {1}.',
    [joinPhrases(reasons), numbers],
  );
}

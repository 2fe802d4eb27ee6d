import { addClicks } from '../click-quality.ts';
import { count, type Phrase } from '../figure.ts';
import type { Reading } from '../reading.ts';
import { agree, counted, joinPhrases } from '../words.ts';

/** Which hits are no human clicks, why, and by which version of the rules. */
export function describeLeftOut({ input }: Reading): Phrase {
  const { hits, botClicks, suspectedClicks } = input.total.counts;
  if (hits === 0) return ['No link was hit.'];
  if (botClicks + suspectedClicks === 0)
    return ['No bots, link previews or suspected clicks among ', ...counted(hits, 'hit'), ' on links.'];
  return [
    ...counted(botClicks, 'hit'),
    ' by bots and link previews and ',
    ...counted(suspectedClicks, 'suspected one'),
    ' ',
    agree(botClicks + suspectedClicks, 'was', 'were'),
    ' left out of ',
    ...counted(hits, 'hit'),
    '; the raw click-through has them in.',
    ...describeRules(input.details.clicks),
  ];
}

/** By the number of the click rule (see core/click-verdict.ts). */
const WHY: ReadonlyMap<number, string> = new Map([
  [1, ' for their agent, method or network'],
  [3, ' for coming before delivery or within 2 s of it'],
  [4, ' for a second source within 2 s'],
  [5, ' for an address that hit ten messages or more'],
  [7, ' on messages that were never delivered'],
]);

/** " By rule: 1,900 for their agent, method or network and 373 for a second source within 2 s; click rules version 1." */
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
    .map(({ rule, hits }): Phrase => [count(hits), WHY.get(rule) ?? ` by rule ${rule}`]);
  const judged = `; click rules version${agree(versions.length, '', 's')} ${versions.join(' and ')}.`;
  return [' By rule: ', ...joinPhrases(reasons), judged];
}

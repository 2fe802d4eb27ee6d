import type { PhoneRule } from '../core/phones/phone-rule.ts';
import type { PhoneCount } from '../pipelines/phone-tally.ts';
import type { VerdictCount } from '../store/phones/count-verdicts.ts';
import { shownCount } from './shown-count.ts';

type Counted = Pick<PhoneCount, 'rule' | 'contacts'> & { readonly verdict: string };

/** `9,990 ok, 5 fixable (5 lost-plus)`; short codes are left alone and told apart. */
export function phoneSummary(counts: readonly Counted[]): string {
  const groups = new Map<string, { readonly contacts: number; readonly rules: readonly string[] }>();
  for (const { verdict, rule, contacts } of counts) {
    const word = rule === 'short-code' ? 'short codes left alone' : verdict;
    const before = groups.get(word) ?? { contacts: 0, rules: [] };
    groups.set(word, {
      contacts: before.contacts + contacts,
      rules: isTelling(rule) ? [...before.rules, `${shownCount(contacts)} ${rule}`] : before.rules,
    });
  }
  return [...groups]
    .map(([word, { contacts, rules }]) => {
      const why = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
      return `${shownCount(contacts)} ${word}${why}`;
    })
    .join(', ');
}

function isTelling(rule: PhoneRule): boolean {
  return !['as-it-should-be', 'fixed-line-or-mobile', 'short-code', 'same-number'].includes(rule);
}

/** Contacts by verdict; who shares a number counts as a duplicate besides. */
export function storedSummary(counts: readonly VerdictCount[]): string {
  const duplicates = counts.reduce((sum, count) => sum + count.duplicates, 0);
  const own = counts.filter(({ verdict }) => verdict !== 'duplicate');
  return [phoneSummary(own), ...(duplicates > 0 ? [`${shownCount(duplicates)} duplicate`] : [])]
    .filter((text) => text !== '')
    .join(', ');
}

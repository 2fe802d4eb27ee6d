import type { Rule } from './rule.ts';

/** What a spreadsheet or a broken file does to a number; all else is notation. */
const DAMAGE: ReadonlySet<string> = new Set([
  'scientific-notation',
  'trailing-decimal',
  'thousands-separators',
  'text-marker',
  'lost-plus',
  'lost-zero',
  'letter-for-digit',
  'control-character',
  'prefix-twice',
  'country-code-twice',
  'several-numbers',
]);

/** R10: to be put right where it came from; never a reason to stop sending. */
export const DAMAGED_IMPORT: Rule = {
  id: 'R10',
  propose: ({ phone, lastDeliveredMs }) => {
    if (phone.rule === null || !DAMAGE.has(phone.rule)) return null;
    if (phone.verdict !== 'fixable' && phone.verdict !== 'unparseable') return null;
    if (lastDeliveredMs !== null) return null;
    return {
      reason: 'damaged_import',
      action: 'fix_number',
      detail: null,
      confidence: 0.9,
      because: phone.hasCandidate
        ? 'An import damaged the number; the one that was meant can be told.'
        : 'An import damaged the number beyond repair; put it right at its source.',
    };
  },
};

/** R3: the numbering plan alone. Nothing may ever have reached it, and where plan and networks disagree, it waits. */
export const INVALID_PATTERN: Rule = {
  id: 'R3',
  propose: ({ phone, lastPositiveMs, failed }) => {
    if (lastPositiveMs !== null) return null;
    const reason = 'invalid_pattern';
    if (phone.verdict === 'fixable' && phone.hasCandidate) {
      return {
        reason,
        action: 'fix_number',
        detail: null,
        confidence: 0.7,
        because: 'Written as no number of its country is; another one is probably meant.',
      };
    }
    if (phone.verdict !== 'invalid_pattern') return null;
    const because = 'The numbering plan has no such number';
    const isDoubtful = phone.libraryIsBehind || (phone.isTried && failed.any.messages === 0);
    return isDoubtful
      ? {
          reason,
          action: 'hold',
          detail: null,
          confidence: 0.5,
          because: phone.libraryIsBehind
            ? `${because}, but others like it are reached: the plan may be behind.`
            : `${because}, but no operator refused it either.`,
        }
      : {
          reason,
          action: 'suppress',
          detail: null,
          confidence: 0.8,
          because: `${because}, and nothing was ever delivered to it.`,
        };
  },
};

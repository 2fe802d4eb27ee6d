import type { JudgedPhone } from '../core/phones/judge-phone.ts';
import type { PhoneRule } from '../core/phones/phone-rule.ts';
import type { OwnVerdict } from '../core/phones/phone-verdict.ts';

export type PhoneCount = {
  readonly verdict: OwnVerdict;
  readonly rule: PhoneRule;
  readonly contacts: number;
};

export type PhoneTally = {
  /** null = no phone is given */
  readonly add: (judged: Pick<JudgedPhone, 'verdict' | 'rule'> | null) => void;
  /** the most frequent first */
  readonly counts: () => readonly PhoneCount[];
};

export function tallyPhones(): PhoneTally {
  const tally = new Map<string, { verdict: OwnVerdict; rule: PhoneRule; contacts: number }>();
  return {
    add: (judged) => {
      if (judged === null) return;
      const { verdict, rule } = judged;
      const known = tally.get(`${verdict} ${rule}`);
      if (known === undefined) tally.set(`${verdict} ${rule}`, { verdict, rule, contacts: 1 });
      else known.contacts += 1;
    },
    counts: () => [...tally.values()].sort((left, right) => right.contacts - left.contacts),
  };
}

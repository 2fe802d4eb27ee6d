import type { JudgedPhone } from '../core/phones/judge-phone.ts';
import type { PhoneRule } from '../core/phones/phone-rule.ts';
import type { OwnVerdict } from '../core/phones/phone-verdict.ts';

export type PhoneCount = {
  readonly verdict: OwnVerdict;
  readonly rule: PhoneRule;
  readonly contacts: number;
  /** of them, whose number cannot be told: they are taken without a phone */
  readonly withoutPhone: number;
};

export type PhoneTally = {
  /** null = no phone is given */
  readonly add: (judged: JudgedPhone | null) => void;
  /** the most frequent first */
  readonly counts: () => readonly PhoneCount[];
};

export function tallyPhones(): PhoneTally {
  const tally = new Map<string, PhoneCount>();
  return {
    add: (judged) => {
      if (judged === null) return;
      const { verdict, rule, number } = judged;
      const before = tally.get(`${verdict} ${rule}`);
      tally.set(`${verdict} ${rule}`, {
        verdict,
        rule,
        contacts: (before?.contacts ?? 0) + 1,
        withoutPhone: (before?.withoutPhone ?? 0) + (number === null ? 1 : 0),
      });
    },
    counts: () => [...tally.values()].sort((left, right) => right.contacts - left.contacts),
  };
}

import { PHONE_LIBRARY } from '../../core/phones/phone-library.ts';
import { PHONE_RULES, type PhoneRule } from '../../core/phones/phone-rule.ts';
import { PHONE_VERDICTS, type PhoneVerdict } from '../../core/phones/phone-verdict.ts';
import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';

export type VerdictCount = {
  readonly verdict: PhoneVerdict;
  readonly rule: PhoneRule;
  readonly contacts: number;
  /** of them, who share a number with an earlier contact */
  readonly duplicates: number;
  /** of them, judged by other tables than the program's */
  readonly outdated: number;
};

/** What is wrong with the phones of all contacts, the most frequent first. */
export async function countVerdicts(db: Db): Promise<readonly VerdictCount[]> {
  const rows = await selectRows(db, 'phones/count-verdicts', { library: PHONE_LIBRARY });
  return rows.map((row) => ({
    verdict: verdictOf(row),
    rule: ruleOf(row),
    contacts: Number(row.contacts),
    duplicates: Number(row.duplicates),
    outdated: Number(row.outdated),
  }));
}

/** A word of a newer program is told as unreadable, not hidden. */
export function verdictOf({ verdict }: Row): PhoneVerdict {
  return PHONE_VERDICTS.find((known) => known === verdict) ?? 'unparseable';
}

export function ruleOf({ rule }: Row): PhoneRule {
  return typeof rule === 'string' && isRule(rule) ? rule : 'empty';
}

function isRule(rule: string): rule is PhoneRule {
  return Object.hasOwn(PHONE_RULES, rule);
}

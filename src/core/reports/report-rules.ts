import { type CountRules, DEFINITIONS_VERSION, RULE_VERSIONS } from '../count-rules.ts';
import type { PerformanceInput } from './performance-input.ts';

/** The rules behind the figures of a report; of clicks those of the facts, should the program have newer ones. */
export function rulesNow({ details }: Pick<PerformanceInput, 'details'>): CountRules {
  const judged = Math.max(...details.clicks.map(({ rules }) => rules.newest), 0);
  return {
    clicks: judged || RULE_VERSIONS.clickRules,
    attribution: RULE_VERSIONS.attributionRules,
    codes: RULE_VERSIONS.codeTable,
    definitions: DEFINITIONS_VERSION,
  };
}

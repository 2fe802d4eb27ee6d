import { CLICK_RULES_VERSION } from './click-verdict.ts';

/** Versions of the rules a fact was counted with. Raise one and run `rollups rebuild` when a rule changes. */
export const RULE_VERSIONS = { clickRules: CLICK_RULES_VERSION, attributionRules: 1, codeTable: 1 } as const;

/** Raise it when what a metric divides by what changes; the next report of a schedule then says so. */
export const DEFINITIONS_VERSION = 1;

/** The rules behind the figures of one report. */
export type CountRules = {
  readonly clicks: number;
  readonly attribution: number;
  readonly codes: number;
  readonly definitions: number;
};

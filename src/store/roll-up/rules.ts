import { CLICK_RULES_VERSION } from '../../core/click-verdict.ts';

/** Versions of the rules a fact was counted with. Raise one and run `rollups rebuild` when a rule changes. */
export const RULE_VERSIONS = { clickRules: CLICK_RULES_VERSION, attributionRules: 1, codeTable: 1 } as const;

/** A transaction that writes longer than this is found by `reconcile`, not by the tick. */
export const GAP_SECONDS = 3600;

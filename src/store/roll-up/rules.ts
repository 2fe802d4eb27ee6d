import { CLICK_RULES_VERSION } from '../../core/click-verdict.ts';

/** Versions of the rules a fact was counted with. Raise one and run `rollups rebuild` when a rule changes. */
export const RULE_VERSIONS = { clickRules: CLICK_RULES_VERSION, attributionRules: 1, codeTable: 1 } as const;

/** A message without a final receipt is unknown after this: one provider's default validity is 48 h. */
export const NO_RECEIPT_AFTER_SECONDS = 72 * 3600;

/** One address and agent hitting this many messages inside ten minutes is a machine. */
export const BURST_RECIPIENTS = 10;

/** A transaction that writes longer than this is found by `reconcile`, not by the tick. */
export const GAP_SECONDS = 3600;

/** A transaction that writes longer than this is found by `reconcile`, not by the tick. */
export const GAP_SECONDS = 3600;

import type { CleaningThresholds } from './settings.ts';

/** How often a code condemned numbers by the rules, and how many of them were reached afterwards. */
export type CodeHistory = {
  readonly codeId: number;
  readonly condemned: number;
  readonly reachedLater: number;
};

/**
 * Codes that do not mean what our table says: most numbers they condemned were reached later. One provider's private
 * table read with another's words looks like this, and no single number shows it.
 */
export function distrustedCodes(
  histories: readonly CodeHistory[],
  settings: CleaningThresholds,
): readonly number[] {
  return histories
    .filter(({ condemned, reachedLater }) => {
      return condemned >= settings.trustLeast && reachedLater > condemned * settings.trustRevived;
    })
    .map(({ codeId }) => codeId);
}

import type { Outcome } from './outcome.ts';

/**
 * What an outcome usually is per assigned contact, where neither a plan nor the account's history says it.
 * Source: rulings B.13 (of our own sending assumptions, not measured). A wrong one costs power, never validity
 * (statistics.md 4: ten times off gave 0.07-1.7 % false winners).
 * Of revenue: the share of buyers.
 */
export function usualRate(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'click':
      return 0.06;
    case 'opt-out':
      return 0.01;
    case 'non-delivery':
      return 0.05;
    case 'conversion':
    case 'revenue':
      return outcome.of === 'visit' ? 0.06 : 0.01;
    default:
      return outcome satisfies never;
  }
}

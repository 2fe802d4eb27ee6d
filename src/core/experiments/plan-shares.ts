/** Shares that miss 1 by more are refused, not mended (rulings A.9). */
const SHARES_MAY_MISS = 0.001;

type Shared = { readonly variantId: string; readonly share: number };

export function sharesAddUp(arms: readonly Shared[]): boolean {
  const sum = arms.reduce((total, arm) => total + arm.share, 0);
  // thirds written with three digits miss by exactly the allowance
  return Math.abs(sum - 1) <= SHARES_MAY_MISS + 1e-12;
}

/** @returns the first share that is none, null when all are */
export function failedShare(arms: readonly Shared[]): string | null {
  const wrong = arms.find(({ share }) => !(share >= 0 && share <= 1 + SHARES_MAY_MISS));
  return wrong === undefined
    ? null
    : `the planned share of arm ${wrong.variantId} is ${wrong.share}, not 0 to 1`;
}

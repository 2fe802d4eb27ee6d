/** Halvings of an interval of doublings; leaves a relative error below 1e-9. */
const HALVINGS = 40;

/**
 * The smallest relative difference for which `audience` contacts suffice: the root of the needed number, which falls
 * as the difference grows.
 *
 * @param needed contacts over all arms for a difference; null = none suffices
 * @returns null when not even the largest possible difference can be found
 */
export function smallestLift(
  { audience, rate }: { readonly audience: number; readonly rate: number },
  needed: (lift: number) => number | null,
): number | null {
  const isEnough = (lift: number): boolean => {
    const contacts = needed(lift);
    return contacts !== null && contacts <= audience;
  };
  const largest = (1 / rate - 1) * (1 - 1e-9);
  if (!isEnough(largest)) return null;
  let tooSmall = 0;
  let found = largest;
  for (let lift = Math.min(largest, 1e-6); lift < largest; lift *= 2) {
    if (isEnough(lift)) {
      found = lift;
      break;
    }
    tooSmall = lift;
  }
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (tooSmall + found) / 2;
    if (isEnough(middle)) found = middle;
    else tooSmall = middle;
  }
  return found;
}

/** A campaign's test: `isUsual` = it may stand in the baseline of the later ones. */
export type Tested = { readonly isUsual: boolean };

/**
 * Tests campaigns one after the other, each against the usual ones before it, at most the last `MOST`: what was flagged
 * must not be the measure of what comes after. The first ones, with too few before them, are tested against each other.
 *
 * @param campaigns in the order of sending
 */
export function testInTurn<Item, Result extends Tested>(
  campaigns: readonly Item[],
  test: (item: Item, earlier: readonly Item[]) => Result,
): readonly Result[] {
  const first = campaigns.slice(0, LEAST);
  const usual: Item[] = [];
  return campaigns.map((item) => {
    const earlier = usual.length >= LEAST ? usual.slice(-MOST) : first.filter((other) => other !== item);
    const result = test(item, earlier);
    if (result.isUsual) usual.push(item);
    return result;
  });
}

const LEAST = 20;
const MOST = 200;

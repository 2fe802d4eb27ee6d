/**
 * Holm's step-down adjustment: the chance that *any* of the claims made is false stays below alpha.
 *
 * Answers: "three arms make three comparisons; which of them hold together?" Decides the verdict (statistics.md 5).
 * Valid for any dependence between the tests; the list holds only tests that were made (a null is left out by the caller).
 * Formula: with p(1) <= ... <= p(m), adjusted p(i) = max over j <= i of min(1, (m - j + 1) p(j)); in the order given.
 * Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70. Reference values: R p.adjust, statsmodels.
 */
export function holm(p: readonly number[]): readonly number[] {
  const m = p.length;
  let largest = 0;
  const adjusted = ranked(p).map(([value, place], rank): Placed => {
    largest = Math.max(largest, Math.min(1, (m - rank) * value));
    return [largest, place];
  });
  return inOrderGiven(adjusted);
}

/**
 * Benjamini & Hochberg's step-up adjustment (q-values): of the claims made, the expected share of false ones stays below alpha.
 *
 * Answers: "of the twenty side results, which deserve a second test?" Exploratory outcomes only.
 * Valid for independent or positively dependent tests.
 * Formula: q(i) = min over j >= i of min(1, m p(j) / j); in the order given.
 * Source: Benjamini & Hochberg, JRSS B 57 (1995) 289-300. Reference values: R p.adjust, statsmodels.
 */
export function benjaminiHochberg(p: readonly number[]): readonly number[] {
  const m = p.length;
  let smallest = 1;
  const adjusted = ranked(p)
    .map(([value, place], rank): Placed => [(m * value) / (rank + 1), place])
    .toReversed()
    .map(([value, place]): Placed => {
      smallest = Math.min(smallest, value);
      return [smallest, place];
    });
  return inOrderGiven(adjusted);
}

type Placed = readonly [value: number, place: number];

function ranked(p: readonly number[]): readonly Placed[] {
  return p.map((value, place): Placed => [value, place]).toSorted(([a], [b]) => a - b);
}

function inOrderGiven(placed: readonly Placed[]): readonly number[] {
  return placed.toSorted(([, a], [, b]) => a - b).map(([value]) => value);
}

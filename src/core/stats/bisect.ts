/**
 * Where a claim that holds up to a point and not after it ends: the two last doubles around that point, the upper one.
 *
 * Slow (some 60 steps) and sure: no derivative, no start, no tolerance. Intervals here are the edges of tests, found so.
 * @param holds true at `from`, false at `to`, changes once; `to` may lie below `from`
 */
export function bisect(holds: (x: number) => boolean, from: number, to: number): number {
  let [yes, no] = [from, to];
  for (;;) {
    const middle = yes + (no - yes) / 2;
    if (middle === yes || middle === no) return no;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
}

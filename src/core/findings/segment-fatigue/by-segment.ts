/** Rows of each segment, in the order given. */
export function bySegment<Row extends { readonly segment: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const lists = new Map<string, Row[]>();
  for (const row of rows) {
    const list = lists.get(row.segment);
    if (list === undefined) lists.set(row.segment, [row]);
    else list.push(row);
  }
  return lists;
}

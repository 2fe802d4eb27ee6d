/**
 * The list without what is not needed to stay red: halves first, then single ones (delta debugging). A campaign is a race,
 * so a part that was green once may be red another time: the list can be longer than need be, never wrong.
 */
export async function shrinkFaults<F>(
  faults: readonly F[],
  isRed: (some: readonly F[]) => Promise<boolean>,
  mostTries = 16,
): Promise<readonly F[]> {
  let short = faults;
  let tries = 0;
  for (let size = Math.ceil(short.length / 2); size >= 1 && tries < mostTries; ) {
    let hasShrunk = false;
    for (let start = 0; start < short.length && tries < mostTries; start += size) {
      const rest = [...short.slice(0, start), ...short.slice(start + size)];
      tries += 1;
      if (!(await isRed(rest))) continue;
      short = rest;
      hasShrunk = true;
      break;
    }
    if (!hasShrunk && size === 1) break;
    size = hasShrunk ? Math.min(size, Math.ceil(short.length / 2)) : Math.ceil(size / 2);
    if (short.length === 0) break;
  }
  return short;
}

/** What was found against what was planted. */
export type Hits = {
  /** planted and found */
  readonly right: number;
  /** found and not planted */
  readonly wrong: number;
  /** planted and not found */
  readonly missed: number;
  /** not planted: what could have been found wrongly */
  readonly clean: number;
};

export const NO_HITS: Hits = { right: 0, wrong: 0, missed: 0, clean: 0 };

export function addHits(one: Hits, other: Hits): Hits {
  return {
    right: one.right + other.right,
    wrong: one.wrong + other.wrong,
    missed: one.missed + other.missed,
    clean: one.clean + other.clean,
  };
}

/** null = nothing was found. */
export function precisionOf({ right, wrong }: Hits): number | null {
  return right + wrong === 0 ? null : right / (right + wrong);
}

/** null = nothing was planted. */
export function recallOf({ right, missed }: Hits): number | null {
  return right + missed === 0 ? null : right / (right + missed);
}

export function hit(isFound: boolean, isPlanted: boolean): Hits {
  return {
    right: isFound && isPlanted ? 1 : 0,
    wrong: isFound && !isPlanted ? 1 : 0,
    missed: !isFound && isPlanted ? 1 : 0,
    clean: isPlanted ? 0 : 1,
  };
}

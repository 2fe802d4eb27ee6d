/** More than this share of the list or of one segment waits until a person released the run (rulings 21). */
export const HOLD_SHARE = 0.05;
/** More than this needs an explicit flag besides. */
export const LARGE_SHARE = 0.2;

/** How much of a list would go. */
export type Radius = {
  /** null = the whole list */
  readonly segment: string | null;
  /** contacts a message could be sent to, those taken out in the last 24 hours among them */
  readonly reachable: number;
  /** of them: would go now, or went in the last 24 hours, so that many small batches count like a large one */
  readonly going: number;
};

export type RadiusVerdict =
  | { readonly isAllowed: true }
  | {
      readonly isAllowed: false;
      /** one line with the counts */
      readonly because: string;
      readonly needs: 'release' | 'allow-large';
    };

export function judgeRadius(
  radii: readonly Radius[],
  { isReleased, isLargeAllowed }: { readonly isReleased: boolean; readonly isLargeAllowed: boolean },
): RadiusVerdict {
  const worst = [...radii]
    .filter(({ going }) => going > 0)
    .sort((left, right) => shareOf(right) - shareOf(left) || right.going - left.going)
    .at(0);
  if (worst === undefined || shareOf(worst) <= HOLD_SHARE) return { isAllowed: true };
  if (!isReleased) return { isAllowed: false, because: describe(worst, HOLD_SHARE), needs: 'release' };
  if (shareOf(worst) <= LARGE_SHARE || isLargeAllowed) return { isAllowed: true };
  return { isAllowed: false, because: describe(worst, LARGE_SHARE), needs: 'allow-large' };
}

function shareOf({ going, reachable }: Radius): number {
  return reachable === 0 ? 1 : going / reachable;
}

function describe(radius: Radius, limit: number): string {
  const where = radius.segment === null ? 'of the list' : `of the segment ${radius.segment}`;
  const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;
  return `${radius.going} of ${radius.reachable} reachable contacts ${where} would go (${percent(shareOf(radius))}, more than ${percent(limit)})`;
}

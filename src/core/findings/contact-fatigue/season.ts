import { lapsedChance, lapsedShare, type ShareBelief } from './lapsed-share.ts';
import type { BinLikelihood } from './likelihood.ts';

/** Believed before anybody is seen: as before, give or take a fifth. Worth so many clicks. */
const BELIEF_CLICKS = 25;
const PASSES = 20;
const SETTLED = 1e-5;

/**
 * How much more or less everybody clicks in the recent window than before, content apart: without it a weak season makes all
 * contacts look lapsed, and a strong one hides those who are. By EM, as the clicks of calm contacts that did not lapse over
 * what was expected of them (findings.md 3 leaves it at 1).
 *
 * @param likelihoodsAt of the same contacts, that nothing is wrong with, if the season is so
 * @returns above 0; near 1 where few clicks were expected
 */
export function seasonOf(
  likelihoodsAt: (season: number) => readonly BinLikelihood[],
  belief: ShareBelief,
): number {
  let season = 1;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const likelihoods = likelihoodsAt(season);
    const share = lapsedShare(likelihoods, belief);
    let clicked = BELIEF_CLICKS;
    let expected = BELIEF_CLICKS;
    for (const likelihood of likelihoods) {
      const unchanged = likelihood.bin.contacts * (1 - lapsedChance(likelihood, share));
      clicked += unchanged * likelihood.bin.clickedRecent;
      expected += (unchanged * likelihood.mean) / season;
    }
    const next = clicked / expected;
    const moved = Math.abs(next - season);
    season = next;
    if (moved < SETTLED) break;
  }
  return season;
}

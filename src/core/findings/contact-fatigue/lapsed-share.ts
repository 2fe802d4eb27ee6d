import type { BinLikelihood } from './likelihood.ts';

/** What is believed of the share before the contacts are seen, worth so many contacts. */
export type ShareBelief = { readonly share: number; readonly weight: number };

const PASSES = 200;
const SETTLED = 1e-12;

/**
 * The share of contacts whose clicking lapsed, by EM on a two-part mixture (Dempster, Laird & Rubin 1977).
 *
 * @returns between 0 and 1; the belief itself when there are no contacts
 */
export function lapsedShare(likelihoods: readonly BinLikelihood[], belief: ShareBelief): number {
  let share = belief.share;
  for (let pass = 0; pass < PASSES; pass += 1) {
    let lapsed = belief.share * belief.weight;
    let contacts = belief.weight;
    for (const likelihood of likelihoods) {
      lapsed += likelihood.bin.contacts * lapsedChance(likelihood, share);
      contacts += likelihood.bin.contacts;
    }
    const next = contacts > 0 ? lapsed / contacts : belief.share;
    const moved = Math.abs(next - share);
    share = next;
    if (moved < SETTLED) break;
  }
  return share;
}

/** Posterior chance that a contact of the bin lapsed, when `share` of its like did. */
export function lapsedChance({ unchanged, lapsed }: BinLikelihood, share: number): number {
  const both = share * lapsed + (1 - share) * unchanged;
  return both > 0 ? (share * lapsed) / both : 0;
}

import type { SegmentVerdict } from '../findings.ts';
import type { ContactBin, ContactFlag, ScoredBin } from './contact-bin.ts';
import { lapsedChance, lapsedShare } from './lapsed-share.ts';
import { type BinLikelihood, likelihoodOf } from './likelihood.ts';
import { seasonOf } from './season.ts';
import { type UsualClicking, usualClicking } from './usual-clicking.ts';

/** Below one expected click, silence says nothing. */
const LEAST_EXPECTED = 1;
/** Bands of 13 texts and more in 30 days, and of 9 to 12: texts may be the cause. */
const PRESSING_BAND = 2;
const LEAST_BACKGROUND = 0.02;
const BELIEF_WEIGHT = 8;
const BACKGROUND_BELIEF = { share: LEAST_BACKGROUND, weight: BELIEF_WEIGHT };
/** People lapse for other reasons too; so many times the background is not put down to texts. */
const BACKGROUND_MARGIN = 1.5;
const FLAG_AT = 0.65;
/** Whoever still clicks more than half as often as others is a good customer that used to be a better one: watched, not paused. */
const STILL_CLICKS = 0.5;
const WATCH_AT = 0.3;
const LAPSED_AT = 0.8;

/**
 * Who used to click, does not now, and gets enough texts for them to be the cause (findings.md 3): empirical-Bayes expected
 * clicks, a mixture of unchanged and lapsed contacts by segment and dose band, and what lapses anyway taken off.
 *
 * @returns a row a bin with enough evidence, in the order of `bins`; those below one expected click are left out: not
 *   enough evidence, which is not "healthy"
 */
export function scoreContacts(
  bins: readonly ContactBin[],
  verdicts: ReadonlyMap<string, SegmentVerdict>,
): readonly ScoredBin[] {
  const usual = usualClicking(bins);
  if (usual === null) return [];
  const isCalm = (bin: ContactBin): boolean =>
    bin.band <= PRESSING_BAND && verdicts.get(bin.segment) === 'ok';
  const calm = knownAt(1, withoutSegments(bins.filter(isCalm)), usual);
  const season = seasonOf((at) => calm.map(({ bin }) => likelihoodOf(usual, bin, at)), BACKGROUND_BELIEF);
  const known = knownAt(season, bins, usual);
  const background = backgroundShare(known.filter(({ bin }) => isCalm(bin)));
  const shares = sharesByCell(known, background);
  return known.map((likelihood) =>
    scoreBin(likelihood, shares.get(cellOf(likelihood)) ?? background, background),
  );
}

/** One bin for all that click alike, whatever their segment: a few times fewer to go through again and again. */
function withoutSegments(bins: readonly ContactBin[]): readonly ContactBin[] {
  const alike = Map.groupBy(bins, ({ clickedRecent, clickedBaseline, recentStep, baselineStep }) =>
    [clickedRecent, clickedBaseline, recentStep, baselineStep].join(' '),
  );
  return [...alike.values()].flatMap((some) => {
    const contacts = some.reduce((sum, bin) => sum + bin.contacts, 0);
    return some.slice(0, 1).map((bin) => ({ ...bin, contacts }));
  });
}

/** Of those with enough to be expected of. */
function knownAt(
  season: number,
  bins: readonly ContactBin[],
  usual: UsualClicking,
): readonly BinLikelihood[] {
  return bins.map((bin) => likelihoodOf(usual, bin, season)).filter(({ mean }) => mean >= LEAST_EXPECTED);
}

/** What lapses in segments where nothing is wrong and texts are few. */
function backgroundShare(calm: readonly BinLikelihood[]): number {
  return Math.max(LEAST_BACKGROUND, lapsedShare(calm, BACKGROUND_BELIEF));
}

function sharesByCell(known: readonly BinLikelihood[], background: number): ReadonlyMap<string, number> {
  const byBand = Map.groupBy(known, ({ bin }) => bin.band);
  const shares = new Map<string, number>();
  for (const alike of byBand.values()) {
    const bandWide = lapsedShare(alike, { share: background, weight: BELIEF_WEIGHT });
    const belief = { share: (bandWide + background) / 2, weight: BELIEF_WEIGHT };
    for (const [cell, inside] of Map.groupBy(alike, cellOf)) shares.set(cell, lapsedShare(inside, belief));
  }
  return shares;
}

function cellOf({ bin }: BinLikelihood): string {
  return `${bin.band} ${bin.segment}`;
}

function scoreBin(likelihood: BinLikelihood, share: number, background: number): ScoredBin {
  const { contacts: _, ...bin } = likelihood.bin;
  const lapsed = lapsedChance(likelihood, share);
  const byTexts =
    bin.band < PRESSING_BAND
      ? 0
      : Math.max(0, 1 - (BACKGROUND_MARGIN * background) / Math.max(share, background));
  const score = lapsed * byTexts;
  const { shape, mean, others } = likelihood;
  const isQuiet = bin.clickedRecent <= STILL_CLICKS * others;
  const silence = bin.clickedRecent === 0 ? Math.exp(-shape * Math.log1p(mean / shape)) : null;
  return { ...bin, score, lapsed, silence, flag: flagOf(score, lapsed, isQuiet) };
}

function flagOf(score: number, lapsed: number, isQuiet: boolean): ContactFlag | null {
  if (score >= FLAG_AT && isQuiet) return 'fatigued';
  if (score >= WATCH_AT) return 'watch';
  return lapsed >= LAPSED_AT ? 're-engage' : null;
}

import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { DoseBand } from '../../findings/findings.ts';
import { DOSE_BANDS } from '../../findings/history.ts';
import { Z_95 } from '../../stats/wilson-interval.ts';
import type { RangeRow, RangesSection } from '../chart-model.ts';
import {
  count,
  type Figure,
  none,
  type Phrase,
  range,
  rate,
  relative,
  say,
  sayCounted,
  type Tone,
} from '../figure.ts';
import { type Estimate, type RangeScale, rangeScale } from '../range-scale.ts';

/** Below this a band says nothing (judgement, as for the recommended pace). */
const LEAST_DELIVERED = 500;
/** Clicks and opt-outs of one campaign come together: their counts spread wider than chance (findings.md 4). */
const OVERDISPERSION = 1.5;
/** Twice as many and more is drawn to the end of the scale. */
const ENDS = { least: -1, most: 1 };

type Outcome = 'clicks' | 'opt-outs';

/**
 * What more texts do: clicks, and opt-outs, against what was to be expected, by the texts a contact had before. Empty when
 * fewer than two bands can be compared.
 */
export function composeDoses({ findings }: AudienceHealth): readonly RangesSection[] {
  const bands = findings.doses ?? [];
  return (['clicks', 'opt-outs'] as const).flatMap((of) => composeCurve(bands, of) ?? []);
}

/** The band with the most texts whose clicks are surely below what the same contacts do otherwise; null = none is. */
export function sayTooMany({ findings }: AudienceHealth): Phrase | null {
  const clear = (findings.doses ?? []).flatMap((band) => {
    const change = changeOf(band, 'clicks');
    return change === null || change.upper >= 0 ? [] : [{ band, change }];
  });
  const worst = clear.at(-1);
  if (worst === undefined) return null;
  const { band, change } = worst;
  const fewer: Figure = { kind: 'relative', value: -change.estimate, unsigned: true };
  return say`After ${labelOf(band)} in 30 days, contacts click ${fewer} less often than they usually do (${count(band.clicked)} clicks on ${count(band.delivered)} messages).`;
}

function composeCurve(bands: readonly DoseBand[], of: Outcome): RangesSection | null {
  const known = bands.flatMap((band) => changeOf(band, of) ?? []);
  const scale = rangeScale(known, ENDS);
  if (known.length < 2 || scale === null) return null;
  return {
    kind: 'ranges',
    id: of === 'clicks' ? 'dose-clicks' : 'dose-opt-outs',
    title: of === 'clicks' ? 'Clicks by number of texts' : 'Opt-outs by number of texts',
    intro:
      of === 'clicks'
        ? say`Messages of the last 8 weeks by the texts their contact had in the 30 days before. The bar is the difference from what the same contacts click at their own earlier rate; the line marks none.`
        : say`Messages of the last 8 weeks by the texts their contact had in the 30 days before. The bar is the difference from the opt-outs to be expected of such campaigns; the line marks none.`,
    rows: bands.map((band) => composeRow(band, of, scale)),
    rest: [],
    ends: { from: relative(scale.from), to: relative(scale.to) },
  };
}

function composeRow(band: DoseBand, of: Outcome, scale: RangeScale): RangeRow {
  const change = changeOf(band, of);
  const [happened] = countsOf(band, of);
  const tone = toneOf(change, of);
  return {
    label: labelOf(band),
    about: [],
    figure: change === null ? none('too few') : relative(change.estimate),
    range: change === null ? none('') : range(relative(change.lower), relative(change.upper)),
    counts:
      band.delivered === 0
        ? []
        : say`${rate(happened / band.delivered)}, ${count(happened)} of ${sayCounted(band.delivered, '{0} message', '{0} messages')}`,
    word: wordOf(change, tone),
    tone,
    bar: change === null ? null : scale.place(change),
  };
}

/** Relative to what was expected, 95 %, on the log scale (delta method); null = too few to say. */
function changeOf(band: DoseBand, of: Outcome): Estimate | null {
  const [happened, expected] = countsOf(band, of);
  if (band.delivered < LEAST_DELIVERED || happened < 1 || !(expected > 0)) return null;
  const ratio = happened / expected;
  const margin = Math.exp(Z_95 * Math.sqrt(OVERDISPERSION / happened));
  return { estimate: ratio - 1, lower: ratio / margin - 1, upper: ratio * margin - 1 };
}

function countsOf(band: DoseBand, of: Outcome): readonly [happened: number, expected: number] {
  return of === 'clicks' ? [band.clicked, band.expectedClicked] : [band.optedOut, band.expectedOptedOut];
}

function toneOf(change: Estimate | null, of: Outcome): Tone {
  if (change === null || (change.lower <= 0 && change.upper >= 0)) return 'neutral';
  return change.estimate > 0 === (of === 'clicks') ? 'good' : 'bad';
}

function wordOf(change: Estimate | null, tone: Tone): string {
  if (change === null) return '';
  if (tone === 'neutral') return 'no clear difference';
  return change.estimate > 0 ? 'more than expected' : 'fewer than expected';
}

function labelOf({ band }: DoseBand): Phrase {
  const { from = 0, to = null } = DOSE_BANDS[band] ?? {};
  if (to === null) return say`${count(from)} texts or more`;
  return from === 0 ? say`up to ${count(to)} texts` : say`${count(from)} to ${count(to)} texts`;
}

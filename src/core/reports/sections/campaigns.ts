import { metricById } from '../../metrics/catalogue.ts';
import { measure } from '../../metrics/measure.ts';
import type { Measure } from '../../metrics/measured.ts';
import { twoProportions } from '../../stats/two-proportions.ts';
import { hasTooFew } from '../change.ts';
import { hasLowQuality } from '../click-quality.ts';
import { count, type Phrase, rate, say, term, text } from '../figure.ts';
import type { CampaignCohort } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import type { Cell, Column, TableSection } from '../report-model.ts';
import { joinWith } from '../words.ts';
import { cohortCells, cohortColumns } from './cohort-columns.ts';

/** Rows a reader still reads in a mail; the CSV has all (judgement). */
const MOST_ROWS = 15;
const ALPHA = 0.05;

/** One row per campaign, largest first, with the best and the worst named where chance alone does not explain them. */
export function composeCampaigns(reading: Reading): TableSection {
  const { campaigns } = reading.input;
  const ordered = campaigns.toSorted(
    (a, b) => b.cohort.counts.attempted - a.cohort.counts.attempted || compareText(a.name, b.name),
  );
  const rows = ordered.map(({ id, name, cohort }): readonly Cell[] => [
    { figure: text(name) },
    { figure: text(id) },
    ...withClickQuality(cohortCells(cohort, reading.freshness.withheld), qualityOf(reading, id)),
  ]);
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id: 'campaigns',
    title: 'Campaigns',
    intro: describeExtremes(reading),
    columns: [
      { key: 'campaign', label: 'Campaign', numeric: false },
      { key: 'campaign_id', label: 'Campaign id', numeric: false, csvOnly: true },
      ...cohortColumns(),
      ...(hasQuality(reading) ? [QUALITY] : []),
    ],
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

const QUALITY: Column = { key: 'click_quality', label: 'Click quality', numeric: false, csvOnly: true };
const AT_CLICKS = cohortColumns().findIndex(({ key }) => key === 'click-through');

type Quality = 'low' | 'usual' | 'no hits' | null;

function hasQuality({ input, freshness }: Reading): boolean {
  return input.details.clicks.length > 0 && !freshness.withheld.has('clicks');
}

/** null = nothing is known of any hit, so there is no such column */
function qualityOf(reading: Reading, campaignId: string): Quality {
  if (!hasQuality(reading)) return null;
  const clicks = reading.input.details.clicks.find((one) => one.campaignId === campaignId);
  if (clicks === undefined) return 'no hits';
  return hasLowQuality(clicks) ? 'low' : 'usual';
}

/** Beside the figure it weakens, and a column of its own in the CSV. */
function withClickQuality(cells: readonly Cell[], quality: Quality): readonly Cell[] {
  if (quality === null) return cells;
  const noted = cells.map((cell, at): Cell => {
    if (at !== AT_CLICKS || quality !== 'low' || cell.figure.kind === 'none') return cell;
    return { ...cell, note: joinWith('; ', [cell.note ?? [], say`click quality low`]) };
  });
  const reason = quality === 'low' ? 'low: neither agents nor addresses told' : quality;
  return [...noted, { figure: term(reason) }];
}

type Rated = { readonly name: string; readonly measured: Measure };

function describeExtremes(reading: Reading): Phrase {
  const rated = rateCampaigns(reading.input.campaigns, reading);
  if (rated.length < 2) return [];
  const best = rated.filter((one) => standsOut(one, rated) > 0)[0];
  const worst = rated.filter((one) => standsOut(one, rated) < 0).at(-1);
  if (best === undefined && worst === undefined) {
    return say`No campaign stands out in click-through by more than chance.`;
  }
  return joinWith(' ', [
    best === undefined ? [] : say`Highest click-through: ${nameWithCounts(best)}.`,
    worst === undefined ? [] : say`Lowest click-through: ${nameWithCounts(worst)}.`,
  ]);
}

/** Campaigns with enough people, highest click-through first. */
function rateCampaigns(campaigns: readonly CampaignCohort[], reading: Reading): readonly Rated[] {
  const metric = metricById('click-through');
  return campaigns
    .map(({ name, cohort }) => ({ name, measured: measure(metric, cohort, reading.freshness.withheld) }))
    .filter(({ measured }) => measured.value !== null && !hasTooFew(metric, measured))
    .toSorted((a, b) => (b.measured.value ?? 0) - (a.measured.value ?? 0) || compareText(a.name, b.name));
}

/** Above (1) or below (-1) all other campaigns together; p is multiplied by the number of looks (Bonferroni). */
function standsOut(one: Rated, all: readonly Rated[]): -1 | 0 | 1 {
  const others = all.filter((other) => other !== one);
  const pooled = {
    successes: others.reduce((sum, { measured }) => sum + (measured.numerator ?? 0), 0),
    n: others.reduce((sum, { measured }) => sum + (measured.denominator ?? 0), 0),
  };
  const own = { successes: one.measured.numerator ?? 0, n: one.measured.denominator ?? 0 };
  const compared = twoProportions(pooled, own);
  if (compared === null || compared.pTwoSided * all.length > ALPHA) return 0;
  return compared.z > 0 ? 1 : -1;
}

function nameWithCounts({ name, measured }: Rated): Phrase {
  const behind = say`${count(measured.numerator ?? 0)} of ${count(measured.denominator ?? 0)}`;
  return say`${text(name)} (${rate(measured.value ?? 0)}, ${behind})`;
}

/** By code point: the same order on every machine, whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

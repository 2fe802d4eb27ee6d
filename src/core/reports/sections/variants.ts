import type { MetricId } from '../../metrics/catalogue.ts';
import { type Phrase, say, term, text } from '../figure.ts';
import type { VariantCohort } from '../performance-input.ts';
import type { Reading } from '../reading.ts';
import type { Cell, TableSection } from '../report-model.ts';
import { joinPhrases, joinWith } from '../words.ts';
import { cohortCells, cohortColumns } from './cohort-columns.ts';

const MOST_ROWS = 20;
const MAIL: readonly MetricId[] = ['delivery-rate', 'click-through', 'conversion-rate', 'opt-out-rate'];

/** Counts and rates per variant, without a word on which is better; null when no campaign has two. */
export function composeVariants(reading: Reading): TableSection | null {
  const tested = reading.input.variants.filter((variant) => hasSibling(variant, reading.input.variants));
  if (tested.length === 0) return null;
  const rows = tested.map(({ campaignId, campaign, id, label, cohort }): readonly Cell[] => [
    { figure: text(campaign) },
    { figure: id === '' ? term('No variant') : text(label) },
    { figure: text(campaignId) },
    { figure: text(id) },
    ...cohortCells(cohort, reading.freshness.withheld, MAIL),
  ]);
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id: 'variants',
    title: 'Variants',
    ...introOf(reading),
    columns: [
      { key: 'campaign', label: 'Campaign', numeric: false },
      { key: 'variant', label: 'Variant', numeric: false },
      { key: 'campaign_id', label: 'Campaign id', numeric: false, csvOnly: true },
      { key: 'variant_id', label: 'Variant id', numeric: false, csvOnly: true },
      ...cohortColumns(MAIL),
    ],
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

type Tests = Reading['input']['tests'];

/** Rates per delivery stand beside verdicts per assigned contact: the table must not read as a second answer. */
function introOf({ input }: Reading): Pick<TableSection, 'intro'> {
  if (input.tests.length === 0) return {};
  const warnings = joinWith(' ', [
    warningOn(
      'invalid_srm',
      input.tests,
      (names) => say`Do not compare the variants of ${names}: they got different people.`,
    ),
    warningOn(
      'invalid_data',
      input.tests,
      (names) => say`Do not compare the variants of ${names}: the data of that test are wrong.`,
    ),
  ]);
  const what = say`Per delivered message, to describe; which variant is better is said under Tests.`;
  return { intro: joinWith(' ', [what, warnings]) };
}

function hasSibling(variant: VariantCohort, all: readonly VariantCohort[]): boolean {
  return all.some(
    (other) => other.campaignId === variant.campaignId && other.id !== variant.id && other.id !== '',
  );
}

function warningOn(
  verdict: 'invalid_srm' | 'invalid_data',
  tests: Tests,
  sayIt: (names: Phrase) => Phrase,
): Phrase {
  const wrong = tests.filter(({ judgement }) => judgement.verdict.id === verdict);
  if (wrong.length === 0) return [];
  return sayIt(joinPhrases(wrong.map(({ campaign }): Phrase => [text(campaign.name)])));
}

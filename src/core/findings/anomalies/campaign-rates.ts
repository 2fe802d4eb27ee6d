import { PHASES } from '../engagement/cell-table.ts';
import type { EngagementFit, EngagementFits } from '../engagement/engagement-fit.ts';
import { groupKey } from '../engagement/engagement-fit.ts';
import { rateOf } from '../engagement/link.ts';
import { type Cell, type History, type HistoryCampaign, phaseOf } from '../history.ts';
import { effectOf, expectMore, samplingOf } from './click-effect.ts';
import { commonChange } from './common-change.ts';
import { usualHours } from './usual-hours.ts';
import { usualWeeks } from './usual-weeks.ts';

/** One mature campaign: what came of it, and what the segments it went to let expect. Counts, not rates. */
export type CampaignRates = {
  readonly campaign: HistoryCampaign;
  readonly clicks: CountedAgainst;
  readonly optOuts: CountedAgainst;
  /** messages that failed of those tried; what to expect depends on the campaigns before it */
  readonly delivery: { readonly count: number; readonly of: number; readonly bySegment: readonly Tried[] };
};

export type CountedAgainst = {
  readonly count: number;
  /** delivered */
  readonly of: number;
  /** as the segments were in these weeks */
  readonly expected: number;
  /** as the segments were in the baseline, but for what only they did: the programme's drift shows against it */
  readonly expectedBefore: number;
};

export type Tried = { readonly segment: string; readonly tried: number; readonly failed: number };

/**
 * The mature campaigns, in the order of their first day. Content is left out of what is expected: it is what is looked at.
 * The week is the median of five: with its own week a campaign would explain itself away.
 */
export function campaignRates(history: History, fits: EngagementFits): readonly CampaignRates[] {
  const cells = Map.groupBy(history.cells, ({ campaignId }) => campaignId);
  const [clicks, optOuts] = [expectationOf(fits.clicks), expectationOf(fits.optOuts)];
  const rates = history.campaigns
    .filter(({ isMature }) => isMature)
    .toSorted(
      (left, right) => left.firstDay - right.firstDay || (left.campaignId < right.campaignId ? -1 : 1),
    )
    .map((campaign) => {
      const own = (cells.get(campaign.campaignId) ?? []).toSorted(byKey);
      const bySegment = [...Map.groupBy(own, ({ segment }) => segment)].map(([segment, list]) => ({
        segment,
        tried: total(list.map(({ delivered, failed }) => delivered + failed)),
        failed: total(list.map(({ failed }) => failed)),
      }));
      return {
        campaign,
        clicks: clicks(own, (cell) => cell.clicked),
        optOuts: optOuts(own, (cell) => cell.optedOut),
        delivery: {
          count: total(bySegment.map(({ failed }) => failed)),
          of: total(bySegment.map(({ tried }) => tried)),
          bySegment,
        },
      };
    });
  return atTheirHours(rates, history);
}

/** Clicks as they are usual of the hours the campaign went out at. */
function atTheirHours(rates: readonly CampaignRates[], { hours }: History): readonly CampaignRates[] {
  const points = rates
    .filter(({ clicks }) => clicks.of >= LEAST_OF_HOURS)
    .map(({ campaign, clicks }) => ({
      campaignId: campaign.campaignId,
      effect: effectOf(clicks),
      variance: samplingOf(clicks),
    }));
  const usual = usualHours(points, hours);
  return rates.map((one) => {
    const more = usual(one.campaign.campaignId);
    const { of, expected, expectedBefore } = one.clicks;
    const clicks = {
      ...one.clicks,
      expected: expectMore(of, expected, more),
      expectedBefore: expectMore(of, expectedBefore, more),
    };
    return { ...one, clicks };
  });
}

const LEAST_OF_HOURS = 200;

type Expectation = (cells: readonly Cell[], count: (cell: Cell) => number) => CountedAgainst;

function expectationOf(fit: EngagementFit): Expectation {
  const weeks = usualWeeks(fit);
  const common = commonChange(fit);
  return (cells, count) => {
    let [expected, expectedBefore] = [0, 0];
    for (const { segment, isPanel, weeksAgo, delivered } of cells) {
      const group = fit.groups.get(groupKey(segment, isPanel));
      const phase = PHASES[phaseOf(fit.groupWeeks[group ?? -1] ?? fit.weeks, weeksAgo) ?? 'baseline'];
      const level = group === undefined ? fit.meanLevel : (fit.levels[group * 3 + phase] ?? fit.meanLevel);
      expected += delivered * rateOf(fit.outcome, level + (weeks[weeksAgo] ?? 0));
      expectedBefore += delivered * rateOf(fit.outcome, level - (common[phase] ?? 0));
    }
    return {
      count: total(cells.map(count)),
      of: total(cells.map((cell) => cell.delivered)),
      expected,
      expectedBefore,
    };
  };
}

function byKey(left: Cell, right: Cell): number {
  if (left.segment !== right.segment) return left.segment < right.segment ? -1 : 1;
  return Number(right.isPanel) - Number(left.isPanel) || left.weeksAgo - right.weeksAgo;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

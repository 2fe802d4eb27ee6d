import type { Counts } from '../counts.ts';
import type { ReportModel } from './report-model.ts';

/** Figures of a campaign that click rules decide. */
export const CLICK_FIGURES = [
  'hits',
  'humanClicks',
  'suspectedClicks',
  'botClicks',
  'clickingContacts',
] as const;
export type ClickFigure = (typeof CLICK_FIGURES)[number];
export type ClickFigures = Readonly<Pick<Counts, ClickFigure>>;

export type CampaignClicks = {
  readonly campaignId: string;
  readonly campaign: string;
  readonly figures: ClickFigures;
};

export type ClickDifference = {
  readonly campaignId: string;
  readonly campaign: string;
  readonly figure: ClickFigure;
  readonly mailed: number;
  readonly now: number;
  /** of hits that came in after the report; null for people, who are not counted hit by hit */
  readonly since: number | null;
  /** what is left: the same hits are judged otherwise; null where `since` is */
  readonly judgedOtherwise: number | null;
};

/** What the stored report says of each campaign; empty = it has no such table. */
export function mailedClicks(model: ReportModel): readonly CampaignClicks[] {
  const table = model.sections.find((one) => one.kind === 'table' && one.id === 'campaigns');
  if (table === undefined || table.kind !== 'table') return [];
  const places = new Map(table.columns.map(({ key }, at) => [key, at]));
  return [...table.rows, ...(table.rest ?? [])].map((cells) => {
    const figureOf = (key: string) => cells[places.get(key) ?? -1]?.figure;
    const countOf = (key: string): number => {
      const figure = figureOf(key);
      return figure?.kind === 'count' ? figure.value : 0;
    };
    const textOf = (key: string): string => {
      const figure = figureOf(key);
      return figure?.kind === 'text' ? figure.text : '';
    };
    return { campaignId: textOf('campaign_id'), campaign: textOf('campaign'), figures: figuresFrom(countOf) };
  });
}

/** Every figure that differs, or stayed only because two changes cancel out, in the order of the mailed report; campaigns it did not have come last. */
export function compareClicks(
  mailed: readonly CampaignClicks[],
  now: readonly CampaignClicks[],
  since: ReadonlyMap<string, ClickFigures>,
): readonly ClickDifference[] {
  const later = now.filter(({ campaignId }) => !mailed.some((one) => one.campaignId === campaignId));
  return [...mailed, ...later].flatMap((one) => {
    const before = mailed.find(({ campaignId }) => campaignId === one.campaignId)?.figures ?? NONE;
    const present = now.find(({ campaignId }) => campaignId === one.campaignId)?.figures ?? NONE;
    const late = since.get(one.campaignId) ?? NONE;
    return CLICK_FIGURES.filter((figure) => before[figure] !== present[figure] || late[figure] !== 0).map(
      (figure) => {
        const isPeople = figure === 'clickingContacts';
        return {
          campaignId: one.campaignId,
          campaign: one.campaign,
          figure,
          mailed: before[figure],
          now: present[figure],
          since: isPeople ? null : late[figure],
          judgedOtherwise: isPeople ? null : present[figure] - before[figure] - late[figure],
        };
      },
    );
  });
}

export function figuresFrom(of: (figure: ClickFigure) => number): ClickFigures {
  return {
    hits: of('hits'),
    humanClicks: of('humanClicks'),
    suspectedClicks: of('suspectedClicks'),
    botClicks: of('botClicks'),
    clickingContacts: of('clickingContacts'),
  };
}

const NONE: ClickFigures = figuresFrom(() => 0);

import { CLICK_VERDICTS } from '../../core/click-verdict.ts';
import type { ClickFigures } from '../../core/reports/click-comparison.ts';
import type { ClickSums, LinkClicks } from '../../core/reports/performance-details.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { type Row, rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';

export type Clicks = {
  /** campaigns without a hit have none */
  readonly sums: readonly ClickSums[];
  /** those with most human clicks first, at most MOST_LINKS */
  readonly links: readonly LinkClicks[];
};

/** Links in a report; more is a link for each recipient (judgement). */
const MOST_LINKS = 500;

/** Hits on links of the messages of a window, by campaign and by link; one look at the clicks for both. */
export async function sumClicks(db: Db, filter: CohortFilter): Promise<Clicks> {
  const { where, bindings } = narrowFacts(filter);
  const sql = statement('counts/sum-clicks').replace('{{where}}', where);
  const rows = rowsOf(await db.raw(sql, bindings));
  const campaigns = Map.groupBy(rows, ({ campaign_id }) => String(campaign_id));
  const links = Map.groupBy(rows, ({ campaign_id, link_id }) => JSON.stringify([campaign_id, link_id]));
  return {
    sums: [...campaigns].map(([campaignId, own]) => sumsOf(campaignId, own)),
    links: [...links.values()].flatMap(linkOf).toSorted(byHuman).slice(0, MOST_LINKS),
  };
}

function sumsOf(campaignId: string, own: readonly Row[]): ClickSums {
  const rules = Map.groupBy(own, ({ verdict, rule }) => `${Number(verdict)} ${Number(rule)}`);
  return {
    campaignId,
    hits: sumOf(own, 'hits'),
    blind: sumOf(own, 'blind'),
    early: sumOf(own, 'early'),
    earlyHuman: sumOf(
      own.filter(({ verdict }) => Number(verdict) === CLICK_VERDICTS.human),
      'early',
    ),
    byRule: [...rules.values()]
      .map((same) => ({
        verdict: Number(same[0]?.verdict),
        rule: Number(same[0]?.rule),
        hits: sumOf(same, 'hits'),
      }))
      .toSorted((a, b) => a.verdict - b.verdict || a.rule - b.rule),
    rules: {
      oldest: Math.min(...own.map(({ oldest_rules }) => Number(oldest_rules))),
      newest: Math.max(...own.map(({ newest_rules }) => Number(newest_rules))),
    },
  };
}

function linkOf(own: readonly Row[]): readonly LinkClicks[] {
  const [first] = own;
  if (first === undefined) return [];
  const of = (...verdicts: readonly number[]): number =>
    sumOf(
      own.filter(({ verdict }) => verdicts.includes(Number(verdict))),
      'hits',
    );
  return [
    {
      campaignId: String(first.campaign_id),
      linkId: String(first.link_id),
      url: typeof first.url === 'string' ? first.url : null,
      hits: sumOf(own, 'hits'),
      human: of(CLICK_VERDICTS.human),
      suspected: of(CLICK_VERDICTS.suspected),
      bot: of(CLICK_VERDICTS.bot, CLICK_VERDICTS.preview),
    },
  ];
}

function byHuman(a: LinkClicks, b: LinkClicks): number {
  if (a.human !== b.human || a.hits !== b.hits) return b.human - a.human || b.hits - a.hits;
  return `${a.campaignId} ${a.linkId}` < `${b.campaignId} ${b.linkId}` ? -1 : 1;
}

/** Hits that came in after a moment, as they are judged now, by campaign; people are not counted: 0. */
export async function sumLateClicks(
  db: Db,
  filter: CohortFilter,
  since: Temporal.Instant,
): Promise<ReadonlyMap<string, ClickFigures>> {
  const { where, bindings } = narrowFacts(filter);
  const sql = statement('counts/sum-late-clicks').replace('{{where}}', where);
  const rows = rowsOf(await db.raw(sql, { ...bindings, since: toColumn(since) }));
  return new Map(
    rows.map((row) => [
      String(row.campaign_id),
      {
        hits: Number(row.hits),
        humanClicks: Number(row.human),
        suspectedClicks: Number(row.suspected),
        botClicks: Number(row.bot),
        clickingContacts: 0,
      },
    ]),
  );
}

function sumOf(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}

import type { ClickFigures } from '../../core/reports/click-comparison.ts';
import type { ClickSums, LinkClicks } from '../../core/reports/performance-details.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { type Row, rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';

/** Hits on links of the messages of a window, by campaign; campaigns without a hit have no row. */
export async function sumClicks(db: Db, filter: CohortFilter): Promise<readonly ClickSums[]> {
  const { where, bindings } = narrowFacts(filter);
  const sql = statement('counts/sum-clicks').replace('{{where}}', where);
  const rows = rowsOf(await db.raw(sql, bindings));
  return [...Map.groupBy(rows, ({ campaign_id }) => String(campaign_id))].map(([campaignId, own]) => ({
    campaignId,
    hits: sumOf(own, 'hits'),
    blind: sumOf(own, 'blind'),
    early: sumOf(own, 'early'),
    byRule: own.map(({ verdict, rule, hits }) => ({
      verdict: Number(verdict),
      rule: Number(rule),
      hits: Number(hits),
    })),
    rules: {
      oldest: Math.min(...own.map(({ oldest_rules }) => Number(oldest_rules))),
      newest: Math.max(...own.map(({ newest_rules }) => Number(newest_rules))),
    },
  }));
}

/** Links in a report; more is a link for each recipient (judgement). */
const MOST_LINKS = 500;

/** Hits by link, at most MOST_LINKS; those with most human clicks first. */
export async function sumLinks(db: Db, filter: CohortFilter): Promise<readonly LinkClicks[]> {
  const { where, bindings } = narrowFacts(filter);
  const sql = statement('counts/sum-links')
    .replace('{{where}}', where)
    .replace('{{most}}', String(MOST_LINKS));
  return rowsOf(await db.raw(sql, bindings)).map((row) => ({
    campaignId: String(row.campaign_id),
    linkId: String(row.link_id),
    url: typeof row.url === 'string' ? row.url : null,
    hits: Number(row.hits),
    human: Number(row.human),
    suspected: Number(row.suspected),
    bot: Number(row.bot),
  }));
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

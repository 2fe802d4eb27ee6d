import { maskPhonesIn } from '../../phone-number.ts';
import { count, type Figure, none, rate, say, term, text } from '../figure.ts';
import type { LinkClicks } from '../performance-details.ts';
import type { Reading } from '../reading.ts';
import type { Cell, TableSection } from '../report-model.ts';

/** Rows a reader still reads in a mail; the CSV has all (judgement). */
const MOST_ROWS = 10;

/** Human clicks by link under their campaigns; null when no campaign has two links to compare. */
export function composeLinks({ input, freshness }: Reading): TableSection | null {
  const { links } = input.details;
  if (freshness.withheld.has('clicks')) return null;
  const byCampaign = Map.groupBy(links, ({ campaignId }) => campaignId);
  const several = [...byCampaign.values()].filter((own) => own.length > 1);
  if (several.length === 0) return null;
  const rows = several.flatMap((own) => own.map((link) => cellsOf(link, own, nameOf(input.campaigns, link))));
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id: 'links',
    title: 'Links',
    intro: say`Human clicks on each link of campaigns with several; a person may click more than once.`,
    columns: [
      { key: 'link', label: 'Link', numeric: false },
      { key: 'campaign', label: 'Campaign', numeric: false },
      { key: 'human_clicks', label: 'Human clicks', numeric: true },
      { key: 'share', label: 'Share', numeric: true },
      { key: 'hits', label: 'Hits', numeric: true },
      { key: 'suspected_clicks', label: 'Suspected clicks', numeric: true, csvOnly: true },
      { key: 'bot_clicks', label: 'Bot clicks', numeric: true, csvOnly: true },
      { key: 'campaign_id', label: 'Campaign id', numeric: false, csvOnly: true },
      { key: 'link_id', label: 'Link id', numeric: false, csvOnly: true },
    ],
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

function cellsOf(link: LinkClicks, own: readonly LinkClicks[], campaign: string): readonly Cell[] {
  const all = own.reduce((sum, { human }) => sum + human, 0);
  const behind = say`${count(link.human)} of ${count(all)}`;
  return [
    { figure: nameLink(link) },
    { figure: text(campaign) },
    { figure: count(link.human) },
    all === 0 ? { figure: none('no human click') } : { figure: rate(link.human / all), note: behind },
    { figure: count(link.hits) },
    { figure: count(link.suspected) },
    { figure: count(link.bot) },
    { figure: text(link.campaignId) },
    { figure: text(maskPhonesIn(link.linkId)) },
  ];
}

function nameOf(campaigns: Reading['input']['campaigns'], { campaignId }: LinkClicks): string {
  return campaigns.find(({ id }) => id === campaignId)?.name ?? campaignId;
}

/** Host and path: what follows them may name a person, and so may digits. */
function nameLink({ url, linkId }: LinkClicks): Figure {
  if (url === null) return linkId === '' ? term('link not told') : text(maskPhonesIn(linkId));
  const bare = url.replace(/^[a-z]+:\/\//i, '').replace(/[?#].*$/s, '');
  return text(maskPhonesIn(bare.replace(/^[^/@]*@/, '').replace(/\/$/, '')));
}

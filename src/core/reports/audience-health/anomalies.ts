import type { AudienceHealth } from '../../findings/audience-health.ts';
import type { AnomalyFinding } from '../../findings/findings.ts';
import { count, type Figure, instant, none, type Phrase, rate, say, term, text } from '../figure.ts';
import type { Cell, TableSection } from '../report-model.ts';
import { campaignName } from './names.ts';

/** How long before the end of the report an anomaly is still news. */
const DAYS = 56;
const MOST_ROWS = 10;

/** Anomalies of campaigns sent in the 8 weeks before `until`, newest first. */
export function recentAnomalies(health: AudienceHealth, until: Temporal.Instant): readonly AnomalyFinding[] {
  const from = until.subtract({ hours: 24 * DAYS });
  return health.findings.anomalies
    .filter(({ campaignId }) => {
      const at = sentAt(health, campaignId);
      return (
        at !== null && Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, until) < 0
      );
    })
    .toSorted((a, b) => compareSent(health, b, a));
}

export function composeAnomalies(health: AudienceHealth, until: Temporal.Instant): TableSection | null {
  const anomalies = recentAnomalies(health, until);
  if (anomalies.length === 0) return null;
  const rows = anomalies.map((anomaly) => rowOf(health, anomaly));
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id: 'anomalies',
    title: 'Campaigns unlike the others',
    intro: say`Against what was to be expected of the segments each went to, in that week.`,
    columns: [
      { key: 'campaign', label: 'Campaign', numeric: false },
      { key: 'what', label: 'What', numeric: false },
      { key: 'observed', label: 'Seen', numeric: true },
      { key: 'expected', label: 'Expected', numeric: true },
      { key: 'where', label: 'Where', numeric: false },
      { key: 'campaign_id', label: 'Campaign id', numeric: false, csvOnly: true },
      { key: 'count', label: 'Count', numeric: true, csvOnly: true },
      { key: 'of', label: 'Of', numeric: true, csvOnly: true },
    ],
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

export function whatOf({ metric, direction }: Pick<AnomalyFinding, 'metric' | 'direction'>): string {
  switch (metric) {
    case 'clicks':
      return direction === 'high' ? 'More clicks' : 'Fewer clicks';
    case 'opt-outs':
      return direction === 'high' ? 'More opt-outs' : 'Fewer opt-outs';
    case 'delivery':
      return direction === 'high' ? 'More failures' : 'Fewer failures';
  }
}

function rowOf(health: AudienceHealth, anomaly: AnomalyFinding): readonly Cell[] {
  const at = sentAt(health, anomaly.campaignId);
  return [
    {
      figure: campaignName(health, anomaly.campaignId),
      ...(at === null ? {} : { note: [instant(at, 'date')] }),
    },
    { figure: term(whatOf(anomaly)), tone: toneOf(anomaly) },
    { figure: rate(anomaly.observed), note: say`${count(anomaly.count)} of ${count(anomaly.of)}` },
    {
      figure: rate(anomaly.expected),
      note: say`${count(Math.round(anomaly.expected * anomaly.of))} of ${count(anomaly.of)}`,
    },
    { figure: anomaly.where === null ? none('not by place') : placeOf(anomaly.where) },
    { figure: text(anomaly.campaignId) },
    { figure: count(anomaly.count) },
    { figure: count(anomaly.of) },
  ];
}

export function placeOf({ carrier, code }: { readonly carrier: string; readonly code: string }): Figure {
  const place = carrier === '' ? term('an unnamed carrier') : text(carrier);
  return code === ''
    ? { kind: 'say', words: '{0}, no code', parts: [[place]] }
    : { kind: 'say', words: '{0}, code {1}', parts: [[place], [text(code)]] };
}

function toneOf({ metric, direction }: AnomalyFinding): 'good' | 'bad' {
  return (metric === 'clicks') === (direction === 'high') ? 'good' : 'bad';
}

function sentAt({ campaigns }: AudienceHealth, campaignId: string): Temporal.Instant | null {
  return campaigns.get(campaignId)?.sentAt ?? null;
}

function compareSent(health: AudienceHealth, a: AnomalyFinding, b: AnomalyFinding): number {
  const [left, right] = [sentAt(health, a.campaignId), sentAt(health, b.campaignId)];
  if (left === null || right === null) return 0;
  return Temporal.Instant.compare(left, right) || (a.campaignId < b.campaignId ? 1 : -1);
}

/** One line for a report of another kind. */
export function sayAnomaly(health: AudienceHealth, anomaly: AnomalyFinding): Phrase {
  const [name, seen] = [campaignName(health, anomaly.campaignId), rate(anomaly.observed)];
  const [counts, expected] = [say`${count(anomaly.count)} of ${count(anomaly.of)}`, rate(anomaly.expected)];
  const had = say`${name} had ${seen} (${counts}), ${expected} was to be expected`;
  const what = term(`${whatOf(anomaly)} than expected`);
  const { where } = anomaly;
  return where === null
    ? say`${what}: ${had}.`
    : say`${what}: ${had}, ${rate(where.shareOfExcess)} of the excess at ${placeOf(where)}.`;
}

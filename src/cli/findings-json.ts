import type { FlagCounts } from '../core/findings/audience-health.ts';
import type {
  AnomalyFinding,
  CommonTrend,
  DriftFinding,
  FindingCounts,
  Findings,
  SegmentFinding,
  SendWindowFinding,
  TrendEstimate,
} from '../core/findings/findings.ts';
import type { Known } from '../store/findings/marks.ts';

export type FindingsShown = {
  readonly findings: Findings;
  readonly known: Known;
  readonly contacts: FlagCounts;
  readonly naiveBestHour: number | null;
};

/** The shape of `findings --json`: docs/findings.md, docs/findings.schema.json. What cannot be said is null, its reason beside it. */
export function findingsJson({ findings, known, contacts, naiveBestHour }: FindingsShown): unknown {
  return {
    as_of: findings.asOf.toString(),
    known,
    contacts: {
      persons: contacts.persons,
      fatigued: contacts.fatigued,
      watch: contacts.watch,
      re_engage: contacts['re-engage'],
      sunset: contacts.sunset,
    },
    segments: findings.segments.map(segmentJson),
    common: findings.common.map(commonJson),
    windows: findings.windows.map(windowJson),
    send_time: sendTimeJson(findings, naiveBestHour),
    anomalies: findings.anomalies.map(anomalyJson),
    drift: findings.drift.map(driftJson),
  };
}

function segmentJson(finding: SegmentFinding) {
  return {
    segment_id: finding.segment,
    verdict: finding.verdict,
    reason: finding.reason,
    on: finding.on === null ? null : outcomeWord(finding.on),
    clicks: trendJson(finding.clicks),
    opt_outs: trendJson(finding.optOuts),
    dose: finding.dose,
    onset: finding.onsetDay === null ? null : dayOf(finding.onsetDay),
    texts_per_week: finding.textsPerWeek,
    recent: countsJson(finding.counts.recent),
    baseline: countsJson(finding.counts.baseline),
  };
}

function trendJson(trend: TrendEstimate | null) {
  if (trend === null) return null;
  const { ratio, lower, upper, p, adjustedP } = trend;
  return { ratio, lower, upper, p, adjusted_p: adjustedP };
}

function countsJson({ delivered, clicked, optedOut, cells }: FindingCounts) {
  return { delivered, clicked, opted_out: optedOut, cells };
}

function commonJson({ on, ratio, yearRatio, tested, within }: CommonTrend) {
  return { on: outcomeWord(on), ratio, year_ratio: yearRatio, tested, within };
}

function windowJson({ segment, verdict, reason, hour, lift, delivered, clicked }: SendWindowFinding) {
  return { segment_id: segment, verdict, reason, hour, lift, delivered, clicked };
}

/** In short: the two hours as `{ from, to }`, `to` exclusive; a segment without a curve of its own goes by the account's. */
function sendTimeJson({ segments, windows }: Findings, naiveBestHour: number | null) {
  const hourOf = (wanted: string | null) => windows.find(({ segment }) => segment === wanted)?.hour ?? null;
  const own = new Set(windows.map(({ segment }) => segment));
  return {
    window: hoursJson(hourOf(null)),
    naive_best_hour: naiveBestHour,
    by_segment: segments.map(({ segment }) => ({
      segment_id: segment,
      window: hoursJson(hourOf(own.has(segment) ? segment : null)),
      own: own.has(segment),
    })),
  };
}

function hoursJson(hour: number | null) {
  return hour === null ? null : { from: hour, to: (hour + 2) % 24 };
}

function anomalyJson(finding: AnomalyFinding) {
  const { campaignId, metric, direction, observed, expected, of, count, z, adjustedP, where } = finding;
  return {
    campaign_id: campaignId,
    metric: METRICS[metric],
    direction,
    observed,
    expected,
    of,
    count,
    z,
    adjusted_p: adjustedP,
    where:
      where === null
        ? null
        : { carrier: where.carrier, code: where.code, share_of_excess: where.shareOfExcess },
  };
}

function driftJson({ metric, direction, sinceCampaignId, smoothed, limit }: DriftFinding) {
  return { metric: METRICS[metric], direction, since_campaign_id: sinceCampaignId, smoothed, limit };
}

/** What a campaign may be unlike the others in. */
const METRICS = { clicks: 'ctr', 'opt-outs': 'opt_out', delivery: 'delivery' } as const;

function outcomeWord(on: 'clicks' | 'opt-outs'): string {
  return on === 'opt-outs' ? 'opt_outs' : on;
}

/** UTC day since 1970-01-01 as a date. */
export function dayOf(day: number): string {
  return Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString();
}

import type { Findings, SegmentFinding, TrendEstimate } from '../core/findings/findings.ts';
import { dayOf, type FindingsShown } from './findings-json.ts';
import { type TextColumn, textTable } from './text-table.ts';

const SEGMENT_COLUMNS: readonly TextColumn[] = [
  { title: 'Segment', align: 'left' },
  { title: 'Verdict', align: 'left' },
  { title: 'Reason', align: 'left' },
  { title: 'Clicks', align: 'right' },
  { title: 'Opt-outs', align: 'right' },
  { title: 'Texts in 30 days', align: 'right' },
  { title: 'Since', align: 'left' },
  { title: 'A week', align: 'right' },
];

const ANOMALY_COLUMNS: readonly TextColumn[] = [
  { title: 'Campaign', align: 'left' },
  { title: 'What', align: 'left' },
  { title: 'Observed', align: 'right' },
  { title: 'Expected', align: 'right' },
  { title: 'Where', align: 'left' },
];

const WINDOW_COLUMNS: readonly TextColumn[] = [
  { title: 'Segment', align: 'left' },
  { title: 'Hours', align: 'left' },
  { title: 'Clicks against other hours', align: 'left' },
  { title: 'Verdict', align: 'left' },
];

/** For a terminal: what was found, in tables; the report `audience-health` says it in sentences. */
export function findingsText({ findings, known, contacts }: FindingsShown): string {
  const parts = [
    `As of ${findings.asOf.toString()}${KNOWN[known]}\n`,
    `\nSegments (recent 8 weeks against before, on like campaigns)\n`,
    findings.segments.length === 0
      ? 'none: no promotional message was delivered\n'
      : textTable(SEGMENT_COLUMNS, findings.segments.map(segmentRow)),
    `\nContacts: ${contacts.persons} reached, ${contacts.fatigued} fatigued, ${contacts.watch} to watch, ` +
      `${contacts['re-engage']} to re-engage, ${contacts.sunset} to sunset\n`,
    `\nSend time (local hours)\n`,
    textTable(WINDOW_COLUMNS, findings.windows.map(windowRow)),
    `\nAnomalies\n`,
    findings.anomalies.length === 0 ? 'none\n' : textTable(ANOMALY_COLUMNS, anomalyRows(findings)),
    ...findings.drift.map(
      ({ metric, direction, sinceCampaignId }) =>
        `The programme as a whole drifts: ${metric} ${direction} since ${sinceCampaignId}\n`,
    ),
  ];
  return parts.join('');
}

const KNOWN: Readonly<Record<FindingsShown['known'], string>> = {
  now: '',
  received: ', made from what had come in by then',
  occurred: ', made from what had happened by then: the history was imported later',
};

function segmentRow(finding: SegmentFinding): readonly string[] {
  const { dose } = finding;
  return [
    finding.segment === '' ? '(none)' : finding.segment,
    finding.verdict,
    finding.reason,
    trendText(finding.clicks),
    trendText(finding.optOuts),
    dose === null ? '' : `${dose.baseline.toFixed(1)} > ${dose.recent.toFixed(1)}`,
    finding.onsetDay === null ? '' : dayOf(finding.onsetDay),
    finding.textsPerWeek === null ? '' : String(finding.textsPerWeek),
  ];
}

function trendText(trend: TrendEstimate | null): string {
  return trend === null ? '' : `x ${trend.ratio.toFixed(2)}`;
}

function windowRow({ segment, verdict, reason, hour, lift }: Findings['windows'][number]): readonly string[] {
  return [
    segment ?? '(all)',
    hour === null ? '' : `${hour} to ${(hour + 2) % 24}`,
    lift === null ? '' : `x ${lift.ratio.toFixed(2)} (${lift.lower.toFixed(2)} to ${lift.upper.toFixed(2)})`,
    `${verdict}: ${reason}`,
  ];
}

function anomalyRows({ anomalies }: Findings): readonly (readonly string[])[] {
  return anomalies.map(({ campaignId, metric, direction, observed, expected, count, of, where }) => [
    campaignId,
    `${metric} ${direction}`,
    `${percent(observed)} (${count} of ${of})`,
    percent(expected),
    where === null ? '' : `${where.carrier || 'carrier not said'}, code ${where.code || 'not said'}`,
  ]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

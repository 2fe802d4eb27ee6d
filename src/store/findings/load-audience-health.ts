import type { AudienceHealth, FlagCounts } from '../../core/findings/audience-health.ts';
import { readFindings } from '../../core/findings/stored-findings.ts';
import type { Db } from '../connect.ts';
import { lastFindingRun } from './finding-runs.ts';

/** What the last kept search as of a moment or before found, with names; null = there was none. Reads only. */
export async function loadAudienceHealth(db: Db, asOf: Temporal.Instant): Promise<AudienceHealth | null> {
  const run = await lastFindingRun(db, asOf);
  if (run === null) return null;
  const findings = readFindings(run.findings);
  const segments: readonly { readonly segment_id: string; readonly name: string }[] = await db(
    'segments',
  ).select('segment_id', 'name');
  const named = [
    ...findings.anomalies.map(({ campaignId }) => campaignId),
    ...findings.drift.map(({ sinceCampaignId }) => sinceCampaignId),
  ];
  const campaigns: readonly {
    readonly campaign_id: string;
    readonly name: string;
    readonly first_s: number | null;
  }[] = await db('campaigns')
    .leftJoin('campaign_spans', 'campaign_spans.campaign_id', 'campaigns.id')
    .whereIn('campaigns.campaign_id', [...new Set(named)])
    .select('campaigns.campaign_id', 'campaigns.name', 'campaign_spans.first_s');
  return {
    findings,
    contacts: readCounts(run.contacts),
    isRecomputed: run.isRecomputed,
    segmentNames: new Map(segments.map(({ segment_id, name }) => [segment_id, name])),
    campaigns: new Map(
      campaigns.map(({ campaign_id, name, first_s }) => [
        campaign_id,
        {
          name,
          sentAt: first_s === null ? null : Temporal.Instant.fromEpochMilliseconds(Number(first_s) * 1000),
        },
      ]),
    ),
  };
}

function readCounts(stored: unknown): FlagCounts {
  const of = (name: string): number =>
    typeof stored === 'object' && stored !== null ? Number(Reflect.get(stored, name) ?? 0) : 0;
  return {
    persons: of('persons'),
    fatigued: of('fatigued'),
    watch: of('watch'),
    're-engage': of('re-engage'),
    sunset: of('sunset'),
  };
}

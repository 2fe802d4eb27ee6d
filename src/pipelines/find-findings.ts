import { findAnomalies } from '../core/findings/anomalies/find-anomalies.ts';
import type { FlagCounts } from '../core/findings/audience-health.ts';
import { scoreContacts } from '../core/findings/contact-fatigue/score-contacts.ts';
import { usualClicking } from '../core/findings/contact-fatigue/usual-clicking.ts';
import type { EngagementFits } from '../core/findings/engagement/engagement-fit.ts';
import { expectedRate } from '../core/findings/engagement/expected-rate.ts';
import { fitEngagement } from '../core/findings/engagement/fit-engagement.ts';
import type { Findings, SegmentFinding } from '../core/findings/findings.ts';
import type { Cell, History } from '../core/findings/history.ts';
import { commonTrends } from '../core/findings/segment-fatigue/common-trends.ts';
import { judgeSegments } from '../core/findings/segment-fatigue/judge-segments.ts';
import { findSendWindows } from '../core/findings/send-time/find-send-windows.ts';
import { storeFindings } from '../core/findings/stored-findings.ts';
import type { Db } from '../store/connect.ts';
import { type Bounds, findBounds } from '../store/findings/bounds.ts';
import { readBins, saveFlags } from '../store/findings/contact-bins.ts';
import { countFlags } from '../store/findings/count-flags.ts';
import { countPersons } from '../store/findings/count-persons.ts';
import {
  beginFindingRun,
  endFindingRun,
  type FindingRunKind,
  removeFindingRun,
  sayAlive,
} from '../store/findings/finding-runs.ts';
import type { RangeOptions } from '../store/findings/id-ranges.ts';
import type { Known } from '../store/findings/marks.ts';
import { loadNames, type Names } from '../store/findings/names.ts';
import { readDoseCells } from '../store/findings/read-dose-cells.ts';
import { readHistory } from '../store/findings/read-history.ts';
import { type ExpectedRate, saveRates } from '../store/findings/save-rates.ts';

export type FindRequest = {
  readonly asOf: Temporal.Instant;
  /** kept: reports show it from then on; passing: whoever asked removes it again (`removeFindingRun`) */
  readonly kind: FindingRunKind;
  /** local hours in which messages may be sent */
  readonly sendHours: { readonly from: number; readonly to: number };
  readonly onProgress?: (step: string, done: number, of: number) => void;
  /** statements under way at once */
  readonly parallel?: number;
};

export type Found = {
  /** finding_runs.id */
  readonly runId: number;
  readonly known: Known;
  readonly findings: Findings;
  readonly contacts: FlagCounts;
  /** how contacts click; null = nobody clicked */
  readonly usual: Usual | null;
};

type Usual = { readonly shape: number; readonly level: number };

/**
 * Looks for fatigue, send times and anomalies as of a moment and stores what it finds, with a row for each person in
 * `person_findings`. Counts are from facts: refresh the roll-ups first. Persons are counted by the server in ranges; what
 * comes to this process is cells and bins. `locked` while another kept search is under way.
 */
export async function findFindings(db: Db, asked: FindRequest): Promise<Found> {
  const bounds = await findBounds(db, asked.asOf);
  const { known } = bounds.view;
  const runId = await beginFindingRun(db, {
    asOf: asked.asOf,
    kind: asked.kind,
    isRecomputed: known !== 'now',
  });
  try {
    const { findings, usual } = await search(db, runId, bounds, asked);
    const contacts = await countFlags(db, runId);
    await endFindingRun(db, runId, { findings: storeFindings(findings), usual, contacts, kind: asked.kind });
    return { runId, known, findings, contacts, usual };
  } catch (error) {
    await removeFindingRun(db, runId).catch(() => undefined);
    throw error;
  }
}

async function search(
  db: Db,
  runId: number,
  bounds: Bounds,
  asked: FindRequest,
): Promise<{ readonly findings: Findings; readonly usual: Usual | null }> {
  const names = await loadNames(db);
  const options = rangeOptions(db, runId, asked);
  const counted = await readHistory(db, bounds, names, options);
  const fits: EngagementFits = {
    clicks: fitEngagement(counted.cells, 'clicks'),
    optOuts: fitEngagement(counted.cells, 'opt-outs'),
  };
  await saveRates(db, runId, ratesOf(counted.cells, fits), names);
  const segments = await countPersons(db, runId, bounds, names, options);
  const history: History = { ...counted, segments };
  const bins = await readBins(db, runId, bounds, names, options);
  const usual = usualClicking(bins);
  const doseCells = await readDoseCells(db, runId, bounds, names, usual ?? NO_DIFFERENCE, options);
  const judged = judgeSegments(history, fits, doseCells);
  await flagContacts({ db, runId, bounds, names, options }, bins, judged, usual);
  return {
    usual,
    findings: {
      asOf: asked.asOf,
      segments: judged,
      common: commonTrends(history, fits, doseCells),
      windows: findSendWindows(history, asked.sendHours),
      ...findAnomalies(history, fits),
    },
  };
}

/** Nobody clicked: nobody is unlike the others. */
const NO_DIFFERENCE: Usual = { shape: 1, level: 0 };

function rangeOptions(db: Db, runId: number, asked: FindRequest): RangeOptions {
  return {
    ...(asked.parallel === undefined ? {} : { parallel: asked.parallel }),
    onProgress: async (step, done, of) => {
      asked.onProgress?.(step, done, of);
      await sayAlive(db, runId);
    },
  };
}

/** One a campaign, segment and week that was sent to. */
function ratesOf(cells: readonly Cell[], fits: EngagementFits): readonly ExpectedRate[] {
  const sent = new Map(
    cells.map((cell) => [`${cell.weeksAgo} ${cell.campaignId} ${cell.segment}`, cell] as const),
  );
  return [...sent.values()].map(({ campaignId, segment, weeksAgo }) => ({
    campaignId,
    segment,
    weeksAgo,
    click: expectedRate(fits.clicks, campaignId, segment, weeksAgo),
    optOut: expectedRate(fits.optOuts, campaignId, segment, weeksAgo),
  }));
}

type Place = {
  readonly db: Db;
  readonly runId: number;
  readonly bounds: Bounds;
  readonly names: Names;
  readonly options: RangeOptions;
};

async function flagContacts(
  { db, runId, bounds, names, options }: Place,
  bins: Parameters<typeof scoreContacts>[0],
  judged: readonly SegmentFinding[],
  usual: Usual | null,
): Promise<void> {
  const verdicts = new Map(judged.map(({ segment, verdict }) => [segment, verdict]));
  await saveFlags(db, runId, bounds, names, { bins: scoreContacts(bins, verdicts), usual }, options);
}

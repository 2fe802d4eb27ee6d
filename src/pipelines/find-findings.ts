import { findAnomalies } from '../core/findings/anomalies/find-anomalies.ts';
import type { FlagCounts } from '../core/findings/audience-health.ts';
import { scoreContacts } from '../core/findings/contact-fatigue/score-contacts.ts';
import { usualClicking } from '../core/findings/contact-fatigue/usual-clicking.ts';
import { doseCurve } from '../core/findings/dose-curve.ts';
import type { EngagementFits } from '../core/findings/engagement/engagement-fit.ts';
import { expectedRate } from '../core/findings/engagement/expected-rate.ts';
import { fitEngagement } from '../core/findings/engagement/fit-engagement.ts';
import type { Findings } from '../core/findings/findings.ts';
import type { Cell, History } from '../core/findings/history.ts';
import { commonTrends } from '../core/findings/segment-fatigue/common-trends.ts';
import { judgeSegments } from '../core/findings/segment-fatigue/judge-segments.ts';
import { testSegments } from '../core/findings/segment-fatigue/test-segments.ts';
import { findSendWindows } from '../core/findings/send-time/find-send-windows.ts';
import { naiveBestHour } from '../core/findings/send-time/naive-best-hour.ts';
import { storeFindings } from '../core/findings/stored-findings.ts';
import type { Db } from '../store/connect.ts';
import { blockCounter } from '../store/findings/blocks/block-counter.ts';
import { type Bounds, findBounds } from '../store/findings/bounds.ts';
import { factCounter } from '../store/findings/fact-counter.ts';
import type { Usual } from '../store/findings/finding-counter.ts';
import {
  beginFindingRun,
  endFindingRun,
  type FindingRunKind,
  removeFindingRun,
  sayAlive,
} from '../store/findings/finding-runs.ts';
import type { RangeOptions } from '../store/findings/id-ranges.ts';
import type { Known } from '../store/findings/marks.ts';
import { loadNames } from '../store/findings/names.ts';
import { readHistory } from '../store/findings/read-history.ts';
import type { ExpectedRate } from '../store/findings/save-rates.ts';

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
  /** local hour; not stored: it is shown beside the windows, never in their place */
  readonly naiveBestHour: number | null;
};

/**
 * Looks for fatigue, send times and anomalies as of a moment and stores what it finds, with rows of persons in
 * `person_findings`. Refresh the roll-ups first. A kept search as of now counts from blocks, which it brings up to date
 * first; any other one counts from facts, all of it. `locked` while another kept search is under way.
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
    const { findings, usual, contacts, ...found } = await search(db, runId, bounds, asked);
    await endFindingRun(db, runId, { findings: storeFindings(findings), usual, contacts, kind: asked.kind });
    return { runId, known, findings, contacts, usual, ...found };
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
): Promise<Omit<Found, 'runId' | 'known'>> {
  const names = await loadNames(db);
  const options = rangeOptions(db, runId, asked);
  const isStored = asked.kind === 'kept' && bounds.view.known === 'now';
  const counter = (isStored ? blockCounter : factCounter)(db, runId, bounds, names, options);
  const counted = await readHistory(db, bounds, names, counter.readCells);
  const fits: EngagementFits = {
    clicks: fitEngagement(counted.cells, 'clicks'),
    optOuts: fitEngagement(counted.cells, 'opt-outs'),
  };
  const segments = await counter.countPersons(ratesOf(counted.cells, fits));
  const history: History = { ...counted, segments };
  const bins = await counter.readBins();
  const usual = usualClicking(bins);
  const doseCells = await counter.readDoseCells(usual ?? NO_DIFFERENCE);
  const tested = testSegments(history, fits, doseCells);
  const judged = judgeSegments(history, tested);
  const verdicts = new Map(judged.map(({ segment, verdict }) => [segment, verdict]));
  const contacts = await counter.saveFlags({ bins: scoreContacts(bins, verdicts), usual });
  const findings = {
    asOf: asked.asOf,
    segments: judged,
    common: commonTrends(history, tested),
    doses: doseCurve(doseCells),
    windows: findSendWindows(history, asked.sendHours),
    ...findAnomalies(history, fits),
  };
  return { usual, contacts, findings, naiveBestHour: naiveBestHour(history.hours) };
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

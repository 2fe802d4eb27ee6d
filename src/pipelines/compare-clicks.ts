import { CLICK_RULES_VERSION } from '../core/click-verdict.ts';
import { Failure } from '../core/failure.ts';
import {
  type CampaignClicks,
  type ClickDifference,
  compareClicks,
  figuresFrom,
  mailedClicks,
} from '../core/reports/click-comparison.ts';
import type { Db } from '../store/connect.ts';
import { type CohortFilter, loadCohorts } from '../store/counts/load-cohorts.ts';
import { sumClicks, sumLateClicks } from '../store/counts/sum-clicks.ts';
import { requireRun } from './manage-runs.ts';
import { readStoredModel } from './stored-model.ts';

export type ClickComparison = {
  readonly runId: number;
  readonly title: string;
  /** the data of the mailed report */
  readonly asOf: string;
  /** versions of the click rules: of the mailed report (null = not stored), of the facts now, of this program */
  readonly mailedVersion: number | null;
  readonly factVersions: readonly number[];
  readonly programVersion: number;
  readonly differences: readonly ClickDifference[];
};

/** What a mailed report would say of clicks by the rules and the events of now. Reads only: what was mailed stays. */
export async function compareClicksOfRun(db: Db, runId: number): Promise<ClickComparison> {
  const run = await requireRun(db, runId);
  const model = await readStoredModel(db, runId);
  if (model === null)
    throw new Failure('bad-state', `run ${runId} is ${run.state} and has no stored report to compare`);
  if (model.report !== 'performance')
    throw new Failure(
      'bad-input',
      `run ${runId} is a report ${model.report}; only performance counts clicks by campaign`,
    );
  const { campaignIds, segmentIds } = run.options;
  const filter: CohortFilter = {
    window: run.window,
    ...(campaignIds === null ? {} : { campaignIds }),
    ...(segmentIds === null ? {} : { segmentIds }),
  };
  const rows = await loadCohorts(db, { ...filter, by: 'campaign', durations: false });
  const present: readonly CampaignClicks[] = rows.map(({ id, name, cohort }) => ({
    campaignId: id,
    campaign: name,
    figures: figuresFrom((figure) => cohort.counts[figure]),
  }));
  const since = await sumLateClicks(db, filter, Temporal.Instant.from(model.asOf));
  const judged = (await sumClicks(db, filter)).sums.flatMap(({ rules }) => [rules.oldest, rules.newest]);
  return {
    runId,
    title: model.title,
    asOf: model.asOf,
    mailedVersion: model.clickRules ?? null,
    factVersions: [...new Set(judged)].toSorted((a, b) => a - b),
    programVersion: CLICK_RULES_VERSION,
    differences: compareClicks(mailedClicks(model), present, since),
  };
}

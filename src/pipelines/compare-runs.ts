import { campaignOfRun, FIGURES, type Figure, type PlatformPlan } from '../core/platform-plan.ts';
import { readStatistics } from '../remote/read-rows.ts';
import type { Db } from '../store/connect.ts';
import { type CampaignCounts, countCampaigns } from '../store/pulls/campaign-counts.ts';
import { listRuns, type StoredRun } from '../store/pulls/platform-runs.ts';
import { listStatistics, type StoredStatistics } from '../store/pulls/platform-statistics.ts';

export type ComparedFigure = {
  /** sum over the runs; null = the answer of one of them does not tell it */
  readonly platform: number | null;
  /** null = the campaign is not among ours */
  readonly ours: number | null;
  /** platform - ours */
  readonly difference: number | null;
};

/** Runs of one campaign of ours; what it has of several runs cannot be told apart on our side. */
export type ComparedCampaign = {
  /** null = runs that are no campaign of ours */
  readonly campaignId: string | null;
  readonly runs: readonly (StoredRun & { readonly fetchedAt: Temporal.Instant | null })[];
  readonly figures: Readonly<Record<Figure, ComparedFigure>>;
};

/** What the platform says of its runs beside what we have counted. */
export async function compareRuns(
  db: Db,
  plan: PlatformPlan,
  after: Temporal.Instant,
): Promise<readonly ComparedCampaign[]> {
  const runs = await listRuns(db, after);
  const statistics = await listStatistics(
    db,
    runs.map(({ statid }) => statid),
  );
  const groups = Map.groupBy(runs, (run) => campaignOfRun(run, plan.campaigns));
  const ours = await countCampaigns(
    db,
    [...groups.keys()].filter((id) => id !== null),
  );
  return [...groups].map(([campaignId, ofCampaign]) => ({
    campaignId,
    runs: ofCampaign.map((run) => ({ ...run, fetchedAt: statistics.get(run.statid)?.fetchedAt ?? null })),
    figures: compare(
      ofCampaign.map(({ statid }) => figuresOf(statistics.get(statid), plan)),
      campaignId === null ? null : (ours.get(campaignId) ?? null),
    ),
  }));
}

type Told = Readonly<Partial<Record<Figure, number>>>;

function figuresOf(stored: StoredStatistics | undefined, plan: PlatformPlan): Told {
  return stored === undefined ? {} : readStatistics(stored.answer, plan.fields.statistics);
}

function compare(told: readonly Told[], counted: CampaignCounts | null): Record<Figure, ComparedFigure> {
  const of = (figure: Figure): ComparedFigure => {
    const platform = told.reduce<number | null>((sum, one) => plus(sum, one[figure] ?? null), 0);
    const ours = counted === null ? null : counted[figure];
    return { platform, ours, difference: plus(platform, ours === null ? null : -ours) };
  };
  const [sent, delivered, failed, clicks, clickers, opt_outs] = FIGURES;
  return {
    [sent]: of(sent),
    [delivered]: of(delivered),
    [failed]: of(failed),
    [clicks]: of(clicks),
    [clickers]: of(clickers),
    [opt_outs]: of(opt_outs),
  };
}

function plus(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right;
}

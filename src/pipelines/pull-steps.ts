import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import { campaignOfRun, type PlatformPlan } from '../core/platform-plan.ts';
import type { RunSubject } from '../remote/marketing-platform.ts';
import { notePullError, type PullCounts, type PullKey } from '../store/pulls/cursors.ts';
import { listRuns } from '../store/pulls/platform-runs.ts';
import { earlier, type PlatformPull } from './platform-pull.ts';
import { pullClicks } from './pull-clicks.ts';
import { pullOptOuts } from './pull-opt-outs.ts';
import { NOTHING } from './pull-pages.ts';
import { pullRuns } from './pull-runs.ts';
import { pullStatistics } from './pull-statistics.ts';

/** What came of one kind. `subjects` = lists, or runs, that were asked for. */
export type PulledKind = PullCounts & { readonly subjects: number };

export type PulledKinds = {
  readonly optOuts: PulledKind;
  readonly runs: PulledKind;
  readonly clicks: PulledKind;
  readonly statistics: PulledKind;
  /** runs that are no campaign of ours: their clicks and statistics are not asked for */
  readonly runsOfOthers: number;
  /** what the platform refused; the rest was pulled all the same */
  readonly refused: readonly (PullKey & { readonly reason: string })[];
};

/** Opt-outs first: they matter most when the platform stops answering. */
export async function pullSteps(pull: PlatformPull): Promise<PulledKinds> {
  const { plan } = pull;
  const refused: (PullKey & { readonly reason: string })[] = [];
  const of = async (tally: Tally, key: PullKey, work: () => Promise<PullCounts | null>): Promise<void> => {
    add(tally, await attempt(pull, key, work, refused));
  };
  const optOuts = emptyTally();
  for (const id of plan.lists)
    await of(optOuts, { kind: 'opt_outs', subject: id }, () => pullOptOuts(pull, id));
  const runs = emptyTally();
  for (const [by, id] of runSubjects(plan))
    await of(runs, { kind: 'runs', subject: `${by}:${id}` }, () => pullRuns(pull, by, id));
  const clicks = emptyTally();
  const statistics = emptyTally();
  let runsOfOthers = 0;
  for (const run of await followedRuns(pull)) {
    const { statid } = run;
    const campaignId = campaignOfRun(run, plan.campaigns);
    if (campaignId === null) runsOfOthers += 1;
    else {
      await of(clicks, { kind: 'clicks', subject: statid }, () => pullClicks(pull, statid, campaignId));
      await of(statistics, { kind: 'statistics', subject: statid }, () => pullStatistics(pull, statid));
    }
  }
  return { optOuts, runs, clicks, statistics, runsOfOthers, refused };
}

/** What is refused must not hold up the rest; anything else ends the pull. */
async function attempt(
  { db, lease }: PlatformPull,
  key: PullKey,
  work: () => Promise<PullCounts | null>,
  refused: (PullKey & { readonly reason: string })[],
): Promise<PullCounts | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const reason = errorLine(error);
    await notePullError(db, lease.source, key, reason);
    if (error.code !== 'remote-refused') throw error;
    refused.push({ ...key, reason });
    return null;
  }
}

function followedRuns({ db, now, since, plan }: PlatformPull): ReturnType<typeof listRuns> {
  return listRuns(db, earlier(now.subtract({ hours: plan.followDays * 24 }), since));
}

function runSubjects(plan: PlatformPlan): readonly (readonly [RunSubject, string])[] {
  const { lists, segments, newsletters } = plan;
  return [
    ...lists.map((id) => ['list', id] as const),
    ...segments.map((id) => ['segment', id] as const),
    ...newsletters.map((id) => ['newsletter', id] as const),
  ];
}

type Tally = { -readonly [K in keyof PulledKind]: number };

function emptyTally(): Tally {
  return { subjects: 0, ...NOTHING };
}

/** null = refused, or nothing new. */
function add(tally: Tally, counts: PullCounts | null): void {
  tally.subjects += 1;
  const { read, applied, duplicate, parked, refused } = counts ?? NOTHING;
  tally.read += read;
  tally.applied += applied;
  tally.duplicate += duplicate;
  tally.parked += parked;
  tally.refused += refused;
}

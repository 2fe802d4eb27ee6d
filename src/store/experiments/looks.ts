import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { JudgedTest, LookHistory } from '../../core/experiments/judged-test.ts';
import { verdictWord } from '../../core/experiments/judgement.ts';
import { fromColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { planToJson } from './plan-json.ts';

const TABLE = 'experiment_looks';
const WINNER = 'winner:';

export const NO_LOOKS: LookHistory = { stored: 0, firstWinner: null };

/** What stored runs said of these tests up to `asOf`, by campaign (id of the sending platform). */
export async function loadLooks(
  db: Db,
  campaignIds: readonly string[],
  asOf: Temporal.Instant,
): Promise<ReadonlyMap<string, LookHistory>> {
  const seen = (): ReturnType<Db> =>
    db(TABLE)
      .whereIn('campaign_id', [...campaignIds])
      .where('as_of', '<=', toColumn(asOf));
  const counts: readonly { readonly campaign_id: string; readonly n: number }[] = await seen()
    .select('campaign_id')
    .count({ n: '*' })
    .groupBy('campaign_id');
  const winners: readonly LookRow[] = await seen()
    .select('campaign_id', 'look', 'as_of', 'verdict')
    .where('verdict', 'like', `${WINNER}%`)
    .orderBy(['campaign_id', 'look']);
  return new Map(
    counts.map(({ campaign_id: id, n }) => [
      id,
      { stored: Number(n), firstWinner: firstOf(winners.filter((look) => look.campaign_id === id)) },
    ]),
  );
}

type LookRow = {
  readonly campaign_id: string;
  readonly look: number;
  readonly as_of: Date;
  readonly verdict: string;
};

function firstOf([look]: readonly LookRow[]): LookHistory['firstWinner'] {
  if (look === undefined) return null;
  return { look: look.look, asOf: fromColumn(look.as_of), arm: look.verdict.slice(WINNER.length) };
}

export type Looked = {
  /** report_runs.id */
  readonly runId: number;
  readonly asOf: Temporal.Instant;
  readonly judged: readonly JudgedTest[];
};

/**
 * Notes what a run that is being stored said of each test, in its transaction. Again for the same run: nothing happens.
 * A test that nobody is assigned to has no look.
 */
export async function saveLooks(trx: Db, { runId, asOf, judged }: Looked): Promise<void> {
  const started = judged
    .filter(({ planFrozenAt }) => planFrozenAt !== null)
    .toSorted((a, b) => (a.campaign.id < b.campaign.id ? -1 : 1));
  for (const test of started) await saveLook(trx, runId, asOf, test);
}

async function saveLook(trx: Db, runId: number, asOf: Temporal.Instant, test: JudgedTest): Promise<void> {
  const key = { campaign_id: test.campaign.id };
  // of two runs that end at once the second waits here, so that numbers follow each other
  await trx('experiment_plans').select('campaign_id').where(key).forUpdate();
  const known: unknown = await trx(TABLE)
    .select('look')
    .where({ ...key, run_id: runId })
    .first();
  if (known !== undefined) return;
  const last: { readonly look?: unknown } | undefined = await trx(TABLE)
    .where(key)
    .max({ look: 'look' })
    .first();
  await trx(TABLE).insert({
    ...key,
    look: Number(last?.look ?? 0) + 1,
    run_id: runId,
    as_of: toColumn(asOf),
    verdict: verdictWord(test.judgement.verdict).slice(0, 100),
    plan_sha256: createHash('sha256')
      .update(canonicalJson(planToJson(test.plan)))
      .digest(),
    counts: JSON.stringify(test.counts),
    judgement: JSON.stringify(test.judgement),
  });
}

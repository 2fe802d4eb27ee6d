import { canonicalJson } from '../../core/canonical-json.ts';
import { outcomeId } from '../../core/experiments/outcome.ts';
import type { ExperimentPlan } from '../../core/experiments/plan.ts';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { fromNullableColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { databaseNow } from '../database-clock.ts';
import { planFromJson, planToJson } from './plan-json.ts';

const TABLE = 'experiment_plans';

export type StoredPlan = {
  readonly plan: ExperimentPlan;
  /** null = nobody was seen assigned yet, so it may still be replaced */
  readonly frozenAt: Temporal.Instant | null;
  /** null = nobody planned it */
  readonly appliedBy: string | null;
};

/** Plans by campaign (id of the sending platform); all of them when no campaigns are named. */
export async function loadPlans(
  db: Db,
  campaignIds?: readonly string[],
): Promise<ReadonlyMap<string, StoredPlan>> {
  const rows: readonly PlanRow[] = await db(TABLE)
    .select('campaign_id', 'plan', 'frozen_at', 'applied_by')
    .modify((query) => {
      if (campaignIds !== undefined) void query.whereIn('campaign_id', [...campaignIds]);
    });
  return new Map(
    rows.map((row) => [
      row.campaign_id,
      {
        plan: planFromJson(row.plan),
        frozenAt: fromNullableColumn(row.frozen_at),
        appliedBy: row.applied_by,
      },
    ]),
  );
}

type PlanRow = {
  readonly campaign_id: string;
  readonly plan: unknown;
  readonly frozen_at: Date | null;
  readonly applied_by: string | null;
};

/**
 * Stores a plan, or replaces one nobody is assigned under. Throws `bad-state` once the campaign has an assignment or a
 * message. The plan must have been checked.
 */
export async function savePlan(db: Db, plan: ExperimentPlan, appliedBy: string): Promise<void> {
  const createdAt = await databaseNow(db);
  await db.transaction(async (trx) => {
    await refuseStarted(trx, plan.campaignId);
    const row = rowOf(plan, appliedBy, createdAt, null);
    await insertIfAbsent(trx, row);
    // matched, not changed rows: the same plan again is no refusal
    const taken = await trx(TABLE).where({ campaign_id: plan.campaignId }).whereNull('frozen_at').update(row);
    if (taken !== 1) throw started(plan.campaignId);
  });
}

/**
 * Freezes the stored plan, or this one where there is none, at the first assignment. Whoever comes second gets what the
 * first one froze.
 */
export async function freezePlan(
  db: Db,
  plan: ExperimentPlan,
  firstAt: Temporal.Instant,
): Promise<StoredPlan> {
  await insertIfAbsent(db, rowOf(plan, null, await databaseNow(db), firstAt));
  await db(TABLE)
    .where({ campaign_id: plan.campaignId })
    .whereNull('frozen_at')
    .update({ frozen_at: toColumn(firstAt) });
  const stored = (await loadPlans(db, [plan.campaignId])).get(plan.campaignId);
  if (stored === undefined) throw new Failure('internal', `the plan of ${plan.campaignId} is gone`);
  return stored;
}

async function refuseStarted(trx: Db, campaignId: string): Promise<void> {
  for (const table of ['assignments', 'messages'] as const) {
    const found: unknown = await trx(table)
      .select(`${table}.campaign_id`)
      .join('campaigns', 'campaigns.id', `${table}.campaign_id`)
      .where('campaigns.campaign_id', campaignId)
      .first();
    if (found !== undefined) throw started(campaignId);
  }
}

function started(campaignId: string): Failure {
  return new Failure(
    'bad-state',
    `campaign ${shownText(campaignId)} has assignments or messages: its plan is frozen, a change is a new test`,
  );
}

type Stored = ReturnType<typeof rowOf>;

function rowOf(
  plan: ExperimentPlan,
  appliedBy: string | null,
  createdAt: Temporal.Instant,
  frozenAt: Temporal.Instant | null,
) {
  return {
    campaign_id: plan.campaignId,
    plan: canonicalJson(planToJson(plan)),
    tested: plan.tested,
    theme: plan.theme,
    primary_outcome: outcomeId(plan.primary),
    alpha: plan.alpha,
    mde_relative: plan.mdeRelative,
    planned_contacts: plan.plannedContacts,
    planned_rate: plan.plannedRate,
    origin: plan.origin,
    applied_by: appliedBy,
    created_at: toColumn(createdAt),
    frozen_at: frozenAt === null ? null : toColumn(frozenAt),
  };
}

/** Not INSERT IGNORE: that would also pass over a value that does not fit. */
async function insertIfAbsent(db: Db, row: Stored): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join(', ');
  await db.raw(
    `INSERT INTO ${TABLE} (${columns.join(', ')}) VALUES (${places}) ON DUPLICATE KEY UPDATE campaign_id = campaign_id`,
    Object.values(row),
  );
}

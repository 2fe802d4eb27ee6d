import type { Db } from './connect.ts';
import type { Arm, ArmConversions, ArmRevenue, Experiment, Test } from './experiments.ts';
import { statement } from './roll-up/statement.ts';
import { type Bindings, type Row, selectRows } from './select-rows.ts';

const DAY_SECONDS = 86_400;
/** where the statements put persons who are in two arms */
const CROSSED = 0;

/** Counts one test; leaves no work table behind. Call inside a transaction: the tables belong to its connection. */
export async function countArms(db: Db, test: Test, windowDays: number): Promise<Experiment> {
  await createTables(db);
  const assignedBy = test.hasAssignments ? 'assignments' : 'messages';
  await selectRows(db, `experiments/assign-by-${assignedBy}`, { campaign: test.id });
  const assigned = await selectRows(db, 'experiments/count-assigned');
  const arms = await readArms(db, test.id, windowDays * DAY_SECONDS, byArm(assigned));
  await dropTables(db);
  return {
    campaignId: test.campaignId,
    name: test.name,
    primaryKind: test.primaryKind,
    windowDays,
    assignedBy,
    firstAssignedAt: instantOf(assigned, 'first_s', Math.min),
    lastAssignedAt: instantOf(assigned, 'last_s', Math.max),
    crossedOver: byArm(assigned).get(CROSSED) ?? 0,
    arms,
  };
}

async function readArms(
  db: Db,
  campaign: number,
  window: number,
  assigned: ReadonlyMap<number, number>,
): Promise<readonly Arm[]> {
  const count = async (name: string, bindings: Bindings): Promise<ReadonlyMap<number, number>> =>
    byArm(await selectRows(db, `experiments/${name}`, bindings));
  const delivered = await count('count-delivered', { campaign, window });
  const clicks = await count('count-clicks', { campaign, window });
  const optOuts = await count('count-opt-outs', { window });
  await selectRows(db, 'experiments/store-conversions', { window });
  const conversions = await selectRows(db, 'experiments/count-conversions');
  const revenue = await selectRows(db, 'experiments/sum-revenue');
  const variants: readonly Row[] = await db('variants').where({ campaign_id: campaign }).orderBy('id');
  return variants.map((variant) => {
    const id = Number(variant['id']);
    return {
      variantId: String(variant['variant_id']),
      label: String(variant['label']),
      plannedShare: variant['planned_share'] === null ? null : Number(variant['planned_share']),
      isControl: variant['is_control'] === 1,
      isHoldout: variant['is_holdout'] === 1,
      assigned: assigned.get(id) ?? 0,
      delivered: delivered.get(id) ?? 0,
      clicks: clicks.get(id) ?? 0,
      optOuts: optOuts.get(id) ?? 0,
      conversions: conversions.filter((row) => armOf(row) === id).map(parseConversions),
      revenue: revenue.filter((row) => armOf(row) === id).map(parseRevenue),
    };
  });
}

function parseConversions(row: Row): ArmConversions {
  return { kind: String(row['kind']), contacts: Number(row['contacts']), events: Number(row['events']) };
}

function parseRevenue(row: Row): ArmRevenue {
  return {
    kind: String(row['kind']),
    currency: String(row['currency']),
    contacts: Number(row['contacts']),
    sumMicro: Number(row['sum_micro']),
    sumSquares: Number(row['sum_squares']),
  };
}

function armOf(row: Row): number {
  return Number(row['variant_id']);
}

function byArm(rows: readonly Row[]): ReadonlyMap<number, number> {
  return new Map(rows.map((row) => [armOf(row), Number(row['n'])]));
}

function instantOf(
  rows: readonly Row[],
  column: string,
  choose: (...values: readonly number[]) => number,
): Temporal.Instant | null {
  if (rows.length === 0) return null;
  const seconds = choose(...rows.map((row) => Number(row[column])));
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}

async function createTables(db: Db): Promise<void> {
  await dropTables(db);
  for (const sql of statement('experiments/create-experiment-tables').split(/;\s*\n/)) await db.raw(sql);
}

async function dropTables(db: Db): Promise<void> {
  await db.raw('DROP TEMPORARY TABLE IF EXISTS experiment_persons, experiment_conversions');
}

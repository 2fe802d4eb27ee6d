import type { Db } from '../store/connect.ts';
import { type Drift, findDrift } from '../store/roll-up/find-drift.ts';
import { type CubeCheck, repairCubes, verifyCubes } from '../store/roll-up/verify-cubes.ts';
import { refreshRollups } from './refresh-rollups.ts';
import { type CheckOptions, toVerification, type Verification } from './verify-rollups.ts';

/** What differed, and what still does after the repair: `left.isRight` is false only when that failed. */
export type Reconciliation = { readonly found: Verification; readonly left: Verification };

/** A repair may bring to light what another row hid. */
const MOST_ROUNDS = 3;

/** Proves facts = source and cubes = facts, repairs what differs, proves it again. Safe beside ticks and reports. */
export async function reconcileRollups(db: Db, options: CheckOptions = {}): Promise<Reconciliation> {
  const refresh = (): Promise<unknown> =>
    refreshRollups(db, options.isStopping === undefined ? {} : { isStopping: options.isStopping });
  options.onStage?.('counting what came in');
  await refresh();
  options.onStage?.('comparing facts with the source');
  const found: Drift[] = [];
  let left: readonly Drift[] = [];
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    left = await findDrift(db, { ...options, repair: true });
    if (left.length === 0) break;
    found.push(...left);
    await refresh();
    if (round === MOST_ROUNDS) left = await findDrift(db, { ...options, repair: false });
  }
  options.onStage?.('comparing cubes with facts');
  const before = await verifyCubes(db);
  const after = before.some(isWrong) ? await repair(db, options) : before;
  return { found: toVerification(found, before), left: toVerification(left, after) };
}

async function repair(db: Db, options: CheckOptions): Promise<readonly CubeCheck[]> {
  options.onStage?.('repairing cubes');
  await repairCubes(db);
  return verifyCubes(db);
}

function isWrong({ differing }: CubeCheck): boolean {
  return differing > 0;
}

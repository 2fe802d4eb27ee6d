import type { Db } from '../store/connect.ts';
import { type Drift, findDrift } from '../store/roll-up/find-drift.ts';
import { type CubeCheck, verifyCubes } from '../store/roll-up/verify-cubes.ts';
import { refreshRollups } from './refresh-rollups.ts';

/** Source rows of one table that differ from their facts for one reason. */
export type DriftCount = {
  readonly table: string;
  readonly reason: string;
  readonly rows: number;
  /** ids of the table, a few of them */
  readonly examples: readonly number[];
};

export type Verification = {
  /** source = facts; empty when it holds */
  readonly drift: readonly DriftCount[];
  /** facts = cubes: every table that was compared */
  readonly cubes: readonly CubeCheck[];
  readonly isRight: boolean;
};

export type CheckOptions = {
  /** told what is being done */
  readonly onStage?: (stage: string) => void;
  /** told after each transaction: source rows compared so far */
  readonly onProgress?: (rows: number) => void;
  readonly isStopping?: () => boolean;
  /** most ids compared in one transaction */
  readonly chunk?: number;
};

/** Counts what came in, then proves facts = source and cubes = facts. Repairs nothing. */
export async function verifyRollups(db: Db, options: CheckOptions = {}): Promise<Verification> {
  options.onStage?.('counting what came in');
  await refreshRollups(db, options.isStopping === undefined ? {} : { isStopping: options.isStopping });
  options.onStage?.('comparing facts with the source');
  const drift = await findDrift(db, { ...options, repair: false });
  options.onStage?.('comparing cubes with facts');
  return toVerification(drift, await verifyCubes(db));
}

export function toVerification(drift: readonly Drift[], cubes: readonly CubeCheck[]): Verification {
  const groups = Map.groupBy(drift, ({ table, reason }) => `${table} ${reason}`);
  return {
    drift: [...groups.values()].flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const { table, reason } = first;
      return [{ table, reason, rows: rows.length, examples: rows.slice(0, 3).map(({ id }) => id) }];
    }),
    cubes,
    isRight: drift.length === 0 && cubes.every(({ differing }) => differing === 0),
  };
}

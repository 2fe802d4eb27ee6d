import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';
import { takeParked } from '../store/provider-events/take-parked.ts';
import type { PhoneSecret } from './open-phone-keys.ts';
import { pullForeign } from './pull-foreign.ts';
import { refreshRollups } from './refresh-rollups.ts';

export type UpToDateNeeds = {
  readonly db: Db;
  /** the sending platform's database; null = the source tables are ours */
  readonly source: Db | null;
  readonly secretKey: PhoneSecret;
  /** messages folded in one transaction */
  readonly chunk: number;
};

/** What a report needs before it counts: a foreign source mirrored, waiting events taken, everything rolled up. */
export async function bringUpToDate({ db, source, secretKey, chunk }: UpToDateNeeds): Promise<void> {
  if (source !== null) await pullUnlessBusy({ db, source, secretKey });
  await takeParked(db);
  await refreshRollups(db, { chunk });
}

/** Another worker that pulls now brings the same rows. */
async function pullUnlessBusy(request: Parameters<typeof pullForeign>[0]): Promise<void> {
  try {
    await pullForeign(request);
  } catch (error) {
    if (error instanceof Failure && error.code === 'locked') return;
    throw error;
  }
}

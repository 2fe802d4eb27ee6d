import type { Db } from '../store/connect.ts';
import { reconcileRollups } from './reconcile-rollups.ts';

type Tell = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A drift is repaired; that there was one is a defect somewhere and must be seen. */
export async function reconcileNightly(
  db: Db,
  log: { readonly info: Tell; readonly warn: Tell },
): Promise<void> {
  const { found, left } = await reconcileRollups(db);
  if (!found.isRight) log.warn('rollups-repaired', { found, isRightNow: left.isRight });
  else log.info('rollups-are-right');
}

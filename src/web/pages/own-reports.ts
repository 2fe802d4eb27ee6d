import { type Limits, limitToBrands } from '../../pipelines/limit-to-brands.ts';
import { isWithin } from '../../pipelines/own-brands.ts';
import { findRun, listRuns, type Run, type RunFilter } from '../../store/runs.ts';
import { findSchedule, listSchedules, type Schedule } from '../../store/schedules.ts';
import { wholeNumber } from './list-query.ts';
import type { SignedInCall } from './page-route.ts';

/*
 * The only way of a signed-in page to runs and schedules: a person bound to brands finds what is limited to these brands,
 * and of everything else not even that it is there.
 */

/** Of the number in the address; null = there is none for this person. */
export async function ownRun({ needs, params, viewer }: SignedInCall): Promise<Run | null> {
  const id = wholeNumber(params['id'] ?? '', Number.MAX_SAFE_INTEGER);
  const run = id === null ? null : await findRun(needs.db, id);
  return run === null || !isWithin(viewer.brands, run.options.brands) ? null : run;
}

export function ownRuns(
  { needs, viewer }: SignedInCall,
  filter: Omit<RunFilter, 'brands'>,
): Promise<readonly Run[]> {
  return listRuns(needs.db, { ...filter, ...(viewer.brands === null ? {} : { brands: viewer.brands }) });
}

/** Of the name in the address. */
export async function ownSchedule({ needs, params, viewer }: SignedInCall): Promise<Schedule | null> {
  const key = params['key'] ?? '';
  const found = key.length > 64 ? null : await findSchedule(needs.db, key);
  if (found === null || found.removedAt !== null) return null;
  return isWithin(viewer.brands, found.brands) ? found : null;
}

/** What is asked for, limited to what the person may see. Throws `bad-input` as for what does not exist. */
export async function ownRequest<A extends Limits>({ needs, viewer }: SignedInCall, asked: A): Promise<A> {
  return viewer.brands === null ? asked : limitToBrands(needs.db, asked, viewer.brands);
}

export async function ownSchedules({
  needs,
  viewer,
}: Pick<SignedInCall, 'needs' | 'viewer'>): Promise<readonly Schedule[]> {
  const all = await listSchedules(needs.db);
  return all.filter(({ brands }) => isWithin(viewer.brands, brands));
}

import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';
import { loadCampaigns } from '../store/counts/load-campaigns.ts';
import { loadCohorts } from '../store/counts/load-cohorts.ts';
import { loadDataState } from '../store/counts/load-data-state.ts';
import { rememberSpans } from '../store/counts/selection.ts';
import type { Needs } from './compose-report.ts';

export type LoadUnattributedOptOuts = (
  db: Db,
  window: Parameters<Needs['loadUnattributedOptOuts']>[0],
) => Promise<number>;

/**
 * Gives a report what it needs from the cubes, all from one snapshot: a tick in between would otherwise leave a total
 * that is not the sum of its campaigns.
 */
export async function readFromCubes<T>(
  db: Db,
  loadUnattributedOptOuts: LoadUnattributedOptOuts,
  work: (needs: Needs) => Promise<T>,
): Promise<T> {
  return db.transaction((snapshot) => work(needsOf(snapshot, loadUnattributedOptOuts)), {
    isolationLevel: 'repeatable read',
  });
}

function needsOf(db: Db, loadUnattributedOptOuts: LoadUnattributedOptOuts): Needs {
  const read = rememberSpans();
  return {
    loadTotal: async (filter) => {
      const [row] = await loadCohorts(db, { ...filter, by: 'total' }, read);
      if (row === undefined) throw new Failure('internal', 'the total of a window has no row');
      return row.cohort;
    },
    loadByCampaign: (filter) => loadCohorts(db, { ...filter, by: 'campaign', durations: false }, read),
    loadByVariant: (filter) => loadCohorts(db, { ...filter, by: 'variant', durations: false }, read),
    loadBySegment: (filter) => loadCohorts(db, { ...filter, by: 'segment', durations: false }, read),
    loadByDay: (filter) => loadCohorts(db, { ...filter, by: 'day' }, read),
    loadByHour: (filter) => loadCohorts(db, { ...filter, by: 'hour' }, read),
    loadCampaigns: (filter) => loadCampaigns(db, filter),
    loadUnattributedOptOuts: (window) => loadUnattributedOptOuts(db, window),
    loadDataState: () => loadDataState(db),
  };
}

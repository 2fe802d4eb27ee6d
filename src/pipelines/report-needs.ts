import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';
import { loadCampaigns } from '../store/counts/load-campaigns.ts';
import { loadCohorts } from '../store/counts/load-cohorts.ts';
import { loadDataState } from '../store/counts/load-data-state.ts';
import { readTogether } from '../store/counts/reading.ts';
import type { Needs } from './compose-report.ts';
import { judgeTests } from './judge-tests.ts';

export type LoadUnattributedOptOuts = (
  db: Db,
  window: Parameters<Needs['loadUnattributedOptOuts']>[0],
) => Promise<number>;

/**
 * Gives a report what it needs from the cubes, all from one snapshot: a tick in between would otherwise leave a total
 * that is not the sum of its campaigns. Tests have their own, a moment later.
 */
export async function readFromCubes<T>(
  db: Db,
  loadUnattributedOptOuts: LoadUnattributedOptOuts,
  work: (needs: Needs) => Promise<T>,
): Promise<T> {
  return db.transaction(
    (snapshot) =>
      work({
        ...needsOf(snapshot, loadUnattributedOptOuts),
        // on a connection of its own: it freezes plans and fills work tables, which a snapshot would lock rows for
        loadTests: (window, campaignIds, asOf) =>
          judgeTests(db, { window, asOf, ...(campaignIds === undefined ? {} : { campaignIds }) }),
      }),
    { isolationLevel: 'repeatable read' },
  );
}

function needsOf(db: Db, loadUnattributedOptOuts: LoadUnattributedOptOuts): Omit<Needs, 'loadTests'> {
  const reading = readTogether();
  return {
    loadTotal: async (filter) => {
      const [row] = await loadCohorts(db, { ...filter, by: 'total' }, reading);
      if (row === undefined) throw new Failure('internal', 'the total of a window has no row');
      return row.cohort;
    },
    loadByCampaign: (filter) => loadCohorts(db, { ...filter, by: 'campaign', durations: false }, reading),
    loadByVariant: (filter) => loadCohorts(db, { ...filter, by: 'variant', durations: false }, reading),
    loadBySegment: (filter) => loadCohorts(db, { ...filter, by: 'segment', durations: false }, reading),
    loadByDay: (filter) => loadCohorts(db, { ...filter, by: 'day' }, reading),
    loadByHour: (filter) => loadCohorts(db, { ...filter, by: 'hour' }, reading),
    loadCampaigns: (filter) => loadCampaigns(db, filter, reading.spans),
    loadUnattributedOptOuts: (window) => loadUnattributedOptOuts(db, window),
    loadDataState: () => loadDataState(db),
  };
}

import type { JudgedTest } from '../core/experiments/judged-test.ts';
import { Failure } from '../core/failure.ts';
import { NO_RULES, type ProviderRules } from '../core/provider-rules.ts';
import type { Db } from '../store/connect.ts';
import { loadListHealth } from '../store/cleaning/health/load-list-health.ts';
import { loadCampaigns } from '../store/counts/load-campaigns.ts';
import { type CohortFilter, loadCohorts } from '../store/counts/load-cohorts.ts';
import { loadDataState } from '../store/counts/load-data-state.ts';
import { readTogether } from '../store/counts/reading.ts';
import { sumUnbilled } from '../store/counts/sum-unbilled.ts';
import { type HeldConnection, holdConnection, type Snapshot } from '../store/hold-connection.ts';
import type { Needs } from './compose-report.ts';
import { judgeTestsOn } from './judge-tests.ts';
import { type Counted, leaveOutUnbilled } from './leave-out-unbilled.ts';
import { loadDetails } from './load-details.ts';
import { unknownCodes } from './unknown-codes.ts';

export type LoadUnattributedOptOuts = (
  db: Db,
  window: Parameters<Needs['loadUnattributedOptOuts']>[0],
) => Promise<number>;

/**
 * Gives a report what it needs from the cubes, all from one snapshot: a tick in between would otherwise leave a total
 * that is not the sum of its campaigns. Tests come before it, on the same connection: they freeze plans and fill work
 * tables, which a snapshot would lock rows for. No report waits for a second connection while it holds one.
 */
export async function readFromCubes<T>(
  db: Db,
  loadUnattributedOptOuts: LoadUnattributedOptOuts,
  work: (needs: Needs) => Promise<T>,
  rules: ProviderRules = NO_RULES,
): Promise<T> {
  return holdConnection(db, async (held) => {
    let snapshot: Promise<Snapshot> | null = null;
    const cubes = async (): Promise<Db> => {
      snapshot ??= held.openSnapshot();
      return (await snapshot).trx;
    };
    const loadTests = testsBefore(held, () => snapshot !== null);
    try {
      return await work({ ...needsOf(cubes, loadUnattributedOptOuts, rules), loadTests });
    } finally {
      await closeSnapshot(snapshot);
    }
  });
}

/** A test that several windows ask for is counted once. */
function testsBefore(held: HeldConnection, hasSnapshot: () => boolean): Needs['loadTests'] {
  const known = new Map<string, JudgedTest>();
  return async (window, campaignIds, asOf, themes) => {
    if (hasSnapshot())
      throw new Failure('internal', 'tests are to be asked for before anything of the cubes');
    const asked = {
      window,
      asOf,
      ...(campaignIds === undefined ? {} : { campaignIds }),
      ...(themes === undefined ? {} : { themes }),
    };
    const ofThatMoment = new Map([...known].filter(([, test]) => test.counts.asOf.equals(asOf)));
    const judged = await judgeTestsOn(held, asked, ofThatMoment);
    for (const test of judged) known.set(test.campaign.id, test);
    return judged;
  };
}

/** One that could not be opened has told so to whoever read. */
async function closeSnapshot(snapshot: Promise<Snapshot> | null): Promise<void> {
  const opened = await snapshot?.catch(() => null);
  await opened?.close();
}

function needsOf(
  cubes: () => Promise<Db>,
  loadUnattributedOptOuts: LoadUnattributedOptOuts,
  rules: ProviderRules,
): Omit<Needs, 'loadTests'> {
  const reading = readTogether();
  const counted: Counted = {
    loadTotal: async (filter) => {
      const [row] = await loadCohorts(await cubes(), { ...filter, by: 'total' }, reading);
      if (row === undefined) throw new Failure('internal', 'the total of a window has no row');
      return row.cohort;
    },
    loadByCampaign: async (filter) =>
      loadCohorts(await cubes(), { ...filter, by: 'campaign', durations: false }, reading),
    loadByVariant: async (filter) =>
      loadCohorts(await cubes(), { ...filter, by: 'variant', durations: false }, reading),
    loadBySegment: async (filter) =>
      loadCohorts(await cubes(), { ...filter, by: 'segment', durations: false }, reading),
  };
  const unbilled = async (filter: CohortFilter) => sumUnbilled(await cubes(), filter, rules.billOn);
  return {
    ...(rules.billOn.size === 0 ? counted : leaveOutUnbilled(counted, unbilled)),
    loadByDay: async (filter) => loadCohorts(await cubes(), { ...filter, by: 'day' }, reading),
    loadByHour: async (filter) => loadCohorts(await cubes(), { ...filter, by: 'hour' }, reading),
    loadCampaigns: async (filter) => loadCampaigns(await cubes(), filter, reading.spans),
    loadUnattributedOptOuts: async (window) => loadUnattributedOptOuts(await cubes(), window),
    loadDataState: async () => loadDataState(await cubes()),
    loadDetails: async (filter, campaignIds) => loadDetails(await cubes(), filter, campaignIds, rules),
    loadListHealth: async (window, asOf) => loadListHealth(await cubes(), window, asOf),
    loadUnknownCodes: async (since) => unknownCodes(await cubes(), since),
  };
}

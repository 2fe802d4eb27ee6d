import type { JudgedTest } from '../core/experiments/judged-test.ts';
import { Failure } from '../core/failure.ts';
import { NO_RULES, type ProviderRules } from '../core/provider-rules.ts';
import { COUNTS_OF_HOURS } from '../core/reports/hour-counts.ts';
import { loadListHealth } from '../store/cleaning/health/load-list-health.ts';
import type { Db } from '../store/connect.ts';
import { loadCampaigns } from '../store/counts/load-campaigns.ts';
import { type CohortFilter, loadCohorts } from '../store/counts/load-cohorts.ts';
import { loadDataState } from '../store/counts/load-data-state.ts';
import { loadAges, loadEarlyGrowth, loadLateGrowth } from '../store/counts/load-growth.ts';
import { readTogether } from '../store/counts/reading.ts';
import { sumCarriers } from '../store/counts/sum-carriers.ts';
import { sumKnownBad } from '../store/counts/sum-known-bad.ts';
import { sumUnbilled } from '../store/counts/sum-unbilled.ts';
import { loadAudienceHealth } from '../store/findings/load-audience-health.ts';
import { type HeldConnection, holdConnection, type Snapshot } from '../store/hold-connection.ts';
import type { Needs } from './compose-needs.ts';
import { judgeTestsOn } from './judge-tests.ts';
import { type Counted, leaveOutUnbilled } from './leave-out-unbilled.ts';
import { loadDetails } from './load-details.ts';
import { loadTold } from './load-mailed.ts';
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
  /** false = for looking only: plans of tests are used as they would be frozen, and stay open */
  freezes = true,
): Promise<T> {
  return holdConnection(db, async (held) => {
    let snapshot: Snapshot | null = null;
    const open = (): Snapshot => (snapshot ??= held.openSnapshot());
    const loadTests = testsBefore(held, () => snapshot !== null, freezes);
    return work({ ...needsOf(open, loadUnattributedOptOuts, rules), loadTests });
  });
}

/** A test that several windows ask for is counted once. */
function testsBefore(held: HeldConnection, hasSnapshot: () => boolean, freezes: boolean): Needs['loadTests'] {
  const known = new Map<string, JudgedTest>();
  return async (window, campaignIds, asOf, themes) => {
    if (hasSnapshot())
      throw new Failure('internal', 'tests are to be asked for before anything of the cubes');
    const asked = {
      window,
      asOf,
      freezes,
      ...(campaignIds === undefined ? {} : { campaignIds }),
      ...(themes === undefined ? {} : { themes }),
    };
    const ofThatMoment = new Map([...known].filter(([, test]) => test.counts.asOf.equals(asOf)));
    const judged = await judgeTestsOn(held, asked, ofThatMoment);
    for (const test of judged) known.set(test.campaign.id, test);
    return judged;
  };
}

function needsOf(
  open: () => Snapshot,
  loadUnattributedOptOuts: LoadUnattributedOptOuts,
  rules: ProviderRules,
): Omit<Needs, 'loadTests'> {
  const cubes = readTogether(
    (sql, values) => open().read(sql, values),
    () => void open(),
  );
  const db = (): Db => open().db();
  const counted: Counted = {
    loadTotal: async (filter) => {
      const [row] = await loadCohorts(cubes, { ...filter, by: 'total' });
      if (row === undefined) throw new Failure('internal', 'the total of a window has no row');
      return row.cohort;
    },
    loadByCampaign: (filter) => loadCohorts(cubes, { ...filter, by: 'campaign', durations: false }),
    loadByVariant: (filter) => loadCohorts(cubes, { ...filter, by: 'variant' }),
    loadBySegment: (filter) => loadCohorts(cubes, { ...filter, by: 'segment', durations: false }),
  };
  const unbilled = async (filter: CohortFilter) => sumUnbilled(db(), filter, rules.billOn);
  return {
    ...(rules.billOn.size === 0 ? counted : leaveOutUnbilled(counted, unbilled)),
    loadByDay: (filter) => loadCohorts(cubes, { ...filter, by: 'day' }),
    loadByHour: (filter) => loadCohorts(cubes, { ...filter, by: 'hour', counts: COUNTS_OF_HOURS }),
    loadByWeekHour: (filter) => loadCohorts(cubes, { ...filter, by: 'week-hour', counts: COUNTS_OF_HOURS }),
    loadCampaigns: async (filter) => loadCampaigns(db(), filter, cubes.spans),
    loadUnattributedOptOuts: async (window) => loadUnattributedOptOuts(db(), window),
    loadDataState: async () => loadDataState(db()),
    loadDetails: async (filter, campaignIds, asOf) => loadDetails(db(), filter, campaignIds, asOf, rules),
    loadListHealth: async (window, asOf) => loadListHealth(db(), window, asOf),
    loadAudienceHealth: async (asOf) => loadAudienceHealth(db(), asOf),
    loadCarriers: async (filter, before) => sumCarriers(db(), filter, before),
    loadKnownBad: async (filter) => sumKnownBad(db(), filter, rules.billOn),
    loadTold: async (before, until) => loadTold(db(), before, until),
    growth: {
      loadAges: (filter, asOf) => loadAges(cubes, filter, asOf),
      loadEarly: (window) => loadEarlyGrowth(cubes, window),
      loadLate: (windows, optOuts) =>
        loadLateGrowth((sql, values) => open().read(sql, values), windows, optOuts),
    },
    loadUnknownCodes: async (since) => unknownCodes(db(), since),
  };
}

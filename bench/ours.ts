import type { Cohort } from '../src/core/counts.ts';
import type { Needs } from '../src/pipelines/compose-needs.ts';
import { readFromCubes } from '../src/pipelines/report-needs.ts';
import type { Db } from '../src/store/connect.ts';
import { type CohortFilter, loadCohorts } from '../src/store/counts/load-cohorts.ts';
import { loadUnattributedOptOuts } from '../src/store/counts/load-unattributed-opt-outs.ts';
import type { Answer } from './fold.ts';
import type { Question } from './questions.ts';

/** The product's own way: one snapshot, cohorts from cubes. */
export async function askOurs(db: Db, question: Question): Promise<Answer> {
  const filter: CohortFilter = {
    window: question.window,
    ...(question.campaign === null ? {} : { campaignIds: [`c${question.campaign}`] }),
  };
  if (question.durations === 'all') {
    const rows = await loadCohorts(db, { ...filter, by: 'campaign' });
    return new Map(rows.map(({ id, cohort }) => pair('campaign', id, cohort)));
  }
  return readFromCubes(
    db,
    loadUnattributedOptOuts,
    async (cubes) => new Map(await load(cubes, question, filter)),
  );
}

type Pair = readonly [string, Cohort];

async function load(cubes: Needs, { by }: Question, filter: CohortFilter): Promise<readonly Pair[]> {
  switch (by) {
    case 'campaign':
      return (await cubes.loadByCampaign(filter)).map(({ id, cohort }) => pair('campaign', id, cohort));
    case 'variant':
      return (await cubes.loadByVariant(filter)).map(({ id, cohort }) => pair('variant', id, cohort));
    case 'segment':
      return (await cubes.loadBySegment(filter)).map(({ id, cohort }) => pair('segment', id, cohort));
    case 'whole':
      return loadWhole(cubes, filter);
    default:
      return by satisfies never;
  }
}

async function loadWhole(cubes: Needs, filter: CohortFilter): Promise<readonly Pair[]> {
  const [total, campaigns, variants, segments, days, hours] = await Promise.all([
    cubes.loadTotal(filter),
    cubes.loadByCampaign(filter),
    cubes.loadByVariant(filter),
    cubes.loadBySegment(filter),
    cubes.loadByDay(filter),
    cubes.loadByHour(filter),
  ]);
  return [
    pair('total', '', total),
    ...campaigns.map(({ id, cohort }) => pair('campaign', id, cohort)),
    ...variants.map(({ id, cohort }) => pair('variant', id, cohort)),
    ...segments.map(({ id, cohort }) => pair('segment', id, cohort)),
    ...days.map(({ day, cohort }) => pair('day', day, cohort)),
    ...hours.map(({ hour, cohort }) => pair('hour', hour, cohort)),
  ];
}

function pair(kind: string, id: string | number | null, cohort: Cohort): Pair {
  return [`${kind} ${id ?? 0}`, cohort];
}

import type { Cohort } from '../src/core/counts.ts';
import { readFromCubes } from '../src/pipelines/report-needs.ts';
import type { Db } from '../src/store/connect.ts';
import type { CohortFilter } from '../src/store/counts/load-cohorts.ts';
import { loadUnattributedOptOuts } from '../src/store/counts/load-unattributed-opt-outs.ts';
import type { Answer } from './fold.ts';
import type { Question } from './questions.ts';

/** The product's own way: one snapshot, cohorts from cubes. */
export async function askOurs(db: Db, question: Question): Promise<Answer> {
  const filter: CohortFilter = {
    window: question.window,
    ...(question.campaign === null ? {} : { campaignIds: [`c${question.campaign}`] }),
  };
  const cohorts = await readFromCubes(db, loadUnattributedOptOuts, async (cubes) => {
    switch (question.by) {
      case 'campaign':
        return (await cubes.loadByCampaign(filter)).map(({ id, cohort }) => pair('campaign', id, cohort));
      case 'variant':
        return (await cubes.loadByVariant(filter)).map(({ id, cohort }) => pair('variant', id, cohort));
      case 'segment':
        return (await cubes.loadBySegment(filter)).map(({ id, cohort }) => pair('segment', id, cohort));
      case 'whole': {
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
      default:
        return question.by satisfies never;
    }
  });
  return new Map(cohorts);
}

function pair(kind: string, id: string | number | null, cohort: Cohort): readonly [string, Cohort] {
  return [`${kind} ${id ?? 0}`, cohort];
}

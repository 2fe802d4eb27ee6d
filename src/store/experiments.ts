import type { ArmConversions, ArmRevenue } from '../core/experiments/arm-counts.ts';
import { Failure } from '../core/failure.ts';
import type { Db } from './connect.ts';
import { databaseNow } from './database-clock.ts';
import { assignPersons } from './experiments/assign-persons.ts';
import { listTests, type Test } from './experiments/list-tests.ts';
import { loadVariants } from './experiments/load-variants.ts';
import { readArms } from './experiments/read-arms.ts';
import { readSettled } from './experiments/read-settled.ts';
import { viewOf } from './experiments/view.ts';
import { dropWorkTables } from './experiments/work-tables.ts';

/**
 * One campaign as a test: what the persons assigned to each arm did in [assignment, assignment + window), whatever
 * caused it. A person is a phone, or a contact without one; the numerators of every rate are per assigned person.
 */
export type Experiment = {
  /** id of the sending platform */
  readonly campaignId: string;
  readonly name: string;
  /** kind of conversion the headline counts */
  readonly primaryKind: string;
  readonly windowDays: number;
  /** `messages` = the campaign has no assignments: who was sent a variant counts as assigned to it */
  readonly assignedBy: 'assignments' | 'messages';
  /** null = nobody is assigned */
  readonly firstAssignedAt: Temporal.Instant | null;
  /** the last window ends `windowDays` later: before that the counts still grow */
  readonly lastAssignedAt: Temporal.Instant | null;
  /** persons in two arms; they are in no arm's counts */
  readonly crossedOver: number;
  readonly arms: readonly Arm[];
};

/** Counts of persons, each at most once. */
export type Arm = {
  readonly variantId: string;
  readonly label: string;
  /** 0..1; null = not said */
  readonly plannedShare: number | null;
  readonly isControl: boolean;
  /** assigned and sent nothing */
  readonly isHoldout: boolean;
  readonly assigned: number;
  /** reached by a message of the campaign */
  readonly delivered: number;
  /** with a human click on a message of the campaign */
  readonly clicks: number;
  readonly optOuts: number;
  readonly conversions: readonly ArmConversions[];
  readonly revenue: readonly ArmRevenue[];
};

export type ExperimentsAsked = {
  /** ids of the sending platform; absent = every campaign that is a test */
  readonly campaignIds?: readonly string[];
  readonly windowDays: number;
};

/** From facts: refresh the roll-ups first. Refuses a campaign that is unknown or no test. */
export async function loadExperiments(db: Db, asked: ExperimentsAsked): Promise<readonly Experiment[]> {
  const now = await databaseNow(db);
  return readSettled(db, async (trx) => {
    const experiments: Experiment[] = [];
    for (const test of choose(await listTests(trx), asked.campaignIds)) {
      experiments.push(await countOne(trx, test, asked.windowDays, now));
    }
    return experiments;
  });
}

async function countOne(trx: Db, test: Test, windowDays: number, now: Temporal.Instant): Promise<Experiment> {
  const view = viewOf(test.id, now, false);
  const assigned = await assignPersons(trx, test, view);
  const hours = 24 * windowDays;
  const read = await readArms(trx, view, { click: hours, conversion: hours, optOut: hours, delivery: hours });
  const variants = await loadVariants(trx, test.id);
  await dropWorkTables(trx);
  return {
    campaignId: test.campaignId,
    name: test.name,
    primaryKind: test.primaryKind,
    windowDays,
    assignedBy: test.assignedBy,
    firstAssignedAt: assigned.firstAt,
    lastAssignedAt: assigned.lastAt,
    crossedOver: assigned.crossedOver,
    arms: variants.map(({ id, ...variant }) => {
      const { delivered, clicking, optedOut, conversions, revenue } = read(id);
      return {
        ...variant,
        assigned: assigned.byArm.get(id) ?? 0,
        delivered,
        clicks: clicking,
        optOuts: optedOut,
        conversions,
        revenue,
      };
    }),
  };
}

function choose(tests: readonly Test[], wanted: readonly string[] | undefined): readonly Test[] {
  if (wanted === undefined) return tests;
  return [...new Set(wanted)].map((campaignId) => {
    const test = tests.find((one) => one.campaignId === campaignId);
    if (test !== undefined) return test;
    throw new Failure(
      'bad-input',
      `campaign ${campaignId.slice(0, 64)} is not a test: it needs assignments or at least two variants`,
    );
  });
}

import { Failure } from '../core/failure.ts';
import type { Db } from './connect.ts';
import { countArms } from './experiments-arms.ts';
import { selectRows } from './select-rows.ts';

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

export type ArmConversions = { readonly kind: string; readonly contacts: number; readonly events: number };

/** Of one kind and currency ('' = not said). `sumSquares` is the sum of each person's squared total. */
export type ArmRevenue = {
  readonly kind: string;
  readonly currency: string;
  /** persons with a value */
  readonly contacts: number;
  readonly sumMicro: number;
  /** millionths squared */
  readonly sumSquares: number;
};

export type ExperimentsAsked = {
  /** ids of the sending platform; absent = every campaign that is a test */
  readonly campaignIds?: readonly string[];
  readonly windowDays: number;
};

/** One snapshot, from facts: refresh the roll-ups first. Refuses a campaign that is unknown or no test. */
export async function loadExperiments(db: Db, asked: ExperimentsAsked): Promise<readonly Experiment[]> {
  return db.transaction(
    async (snapshot) => {
      const tests = (await selectRows(snapshot, 'experiments/list-tests')).map(parseTest);
      const experiments: Experiment[] = [];
      for (const test of choose(tests, asked.campaignIds)) {
        experiments.push(await countArms(snapshot, test, asked.windowDays));
      }
      return experiments;
    },
    { isolationLevel: 'repeatable read' },
  );
}

export type Test = {
  readonly id: number;
  readonly campaignId: string;
  readonly name: string;
  readonly primaryKind: string;
  readonly hasAssignments: boolean;
};

function parseTest(row: Readonly<Record<string, unknown>>): Test {
  return {
    id: Number(row['id']),
    campaignId: String(row['campaign_id']),
    name: String(row['name']),
    primaryKind: String(row['primary_kind']),
    hasAssignments: Number(row['has_assignments']) === 1,
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

import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import {
  type Conflict,
  type Decision,
  type DecisionResult,
  decideRecommendations,
} from '../../pipelines/decide-recommendations.ts';
import { versionsOf } from '../../store/cleaning/versions.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { at } from '../print-recommendations.ts';
import {
  addFilterFlags,
  choiceOf,
  type FilterFlags,
  readFilter,
  readMoment,
  readNamed,
  requireOneWay,
} from '../recommendation-flags.ts';
import { shownCount } from '../shown-count.ts';

type DecideFlags = FilterFlags & {
  readonly all?: boolean;
  readonly note?: string;
  readonly until?: string;
  readonly json?: boolean;
};

const DECISIONS = [
  ['approve', 'approved', 'yes, to be applied; an approval holds for 14 days'],
  ['reject', 'rejected', 'no, and do not ask again for 90 days'],
  ['snooze', 'snoozed', 'not now; ask again at --until'],
] as const satisfies readonly (readonly [Decision, string, string])[];

export function registerDecide(recommendations: Command, context: CommandContext): void {
  for (const [decision, done, description] of DECISIONS) {
    const command = recommendations
      .command(decision)
      .description(description)
      .argument('[ids...]', '17, or 17@3: only if it is still as version 3 was listed');
    addFilterFlags(command, 'with-state')
      .option('--all', 'everything in that state')
      .option('--note <text>', 'why')
      .option('--json', 'as JSON');
    if (decision === 'snooze') command.requiredOption('--until <moment>', 'a date, or a moment in UTC');
    command.action((ids: readonly string[], flags: DecideFlags) =>
      decide(context, decision, done, ids, flags),
    );
  }
}

async function decide(
  context: CommandContext,
  decision: Decision,
  done: string,
  words: readonly string[],
  flags: DecideFlags,
): Promise<void> {
  const named = readNamed(words);
  requireOneWay(named, flags);
  const until = flags.until === undefined ? {} : { until: readMoment(flags.until, '--until') };
  const { db, config, now } = await context.app();
  const choice = choiceOf(named, await versionsOf(db, named), readFilter(flags));
  const result = await decideRecommendations(
    { db, fourEyes: config.FOUR_EYES },
    { choice, decision, actor: actor(), note: flags.note ?? null, ...until, at: await now() },
  );
  if (flags.json === true) context.stdout(`${JSON.stringify(resultJson(result), null, 2)}\n`);
  else context.stdout(resultText(result, done));
  const [first] = result.conflicts;
  if (first === undefined) return;
  const others = result.conflicts.length === 1 ? '' : ` (and ${result.conflicts.length - 1} more)`;
  throw new Failure('bad-state', `${conflictText(first)}${others}`);
}

function resultText({ decided, waiting }: DecisionResult, done: string): string {
  const second = waiting.length === 0 ? '' : `${shownCount(waiting.length)} wait for a second person\n`;
  return `${shownCount(decided.length)} ${done}\n${second}`;
}

function conflictText({ id, why, state, by, when }: Conflict): string {
  const who = by === null ? '' : ` by ${by}`;
  const moment = when === null ? '' : ` at ${at(when)}`;
  switch (why) {
    case 'unknown':
      return `recommendation ${id} does not exist`;
    case 'expired':
      return `recommendation ${id}: its time is over`;
    case 'same-person':
      return `recommendation ${id}: you approved it${moment}; a second person has to (FOUR_EYES=approve)`;
    case 'changed':
    case 'state':
      return `recommendation ${id} is ${state ?? 'unknown'}${who}${moment}`;
  }
}

function resultJson({ decided, waiting, conflicts }: DecisionResult) {
  return {
    decided: decided.map(String),
    waiting: waiting.map(String),
    conflicts: conflicts.map((one) => ({
      recommendation_id: String(one.id),
      why: one.why,
      state: one.state,
      version: one.version,
      by: one.by,
      at: one.when?.toString() ?? null,
    })),
  };
}

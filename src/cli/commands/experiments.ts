import type { Command } from 'commander';
import type { OutcomeWindows } from '../../core/experiments/plan.ts';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { judgeTests } from '../../pipelines/judge-tests.ts';
import type { CommandContext } from '../context.ts';
import { experimentsJson } from '../experiments-json.ts';
import { experimentText, wordsOfTests } from '../print-experiments.ts';
import { readInstant, readPastInstant } from '../read-window.ts';
import { registerExperimentMemory } from './experiments-memory.ts';
import { registerExperimentPlan } from './experiments-plan.ts';

type Flags = {
  readonly campaign?: readonly string[];
  readonly windowDays?: string;
  readonly asOf?: string;
  readonly json?: boolean;
};

const MOST_DAYS = 366;

const LIST_HELP = `
Options of list, which may be left out (experiments --json):
  --campaign <id...>    only these campaigns (default: every campaign that is a test)
  --window-days <days>  look with other outcome windows than the plan has; changes no plan
  --as-of <instant>     as it was known then (default: now)
  --json                as JSON (docs/experiments.schema.json)`;

export function registerExperiments(program: Command, context: CommandContext): void {
  const experiments = program
    .command('experiments')
    .description('tests (A/B, several arms, holdout): who wins, how sure, what next (docs/experiments.md)')
    .addHelpText('after', LIST_HELP);
  // a command of its own: commander would read the options of `plan` and `memory` as those of `experiments`
  experiments
    .command('list', { isDefault: true })
    .description('the verdict of each test and what it stands on')
    .option('--campaign <id...>', 'only these campaigns (default: every campaign that is a test)')
    .option('--window-days <days>', 'look with other outcome windows than the plan has; changes no plan')
    .option('--as-of <instant>', 'as it was known then (default: now)')
    .option('--json', 'as JSON (docs/experiments.schema.json)')
    .action((flags: Flags) => list(context, flags));
  registerExperimentPlan(experiments, context);
  registerExperimentMemory(experiments, context);
}

async function list(context: CommandContext, flags: Flags): Promise<void> {
  const windowDays = readDays(flags.windowDays);
  readInstant(flags.asOf, Temporal.Now.instant());
  const app = await context.app();
  await app.refresh();
  const now = await app.now();
  const asOf = readPastInstant(flags.asOf, now);
  const judged = await judgeTests(app.db, {
    asOf,
    ...(flags.campaign === undefined ? {} : { campaignIds: flags.campaign }),
    ...(windowDays === null ? {} : { windows: windowsOf(windowDays) }),
  });
  const tests = wordsOfTests(judged);
  if (flags.json === true) {
    return context.stdout(`${JSON.stringify(experimentsJson({ asOf, windowDays, tests }), null, 2)}\n`);
  }
  context.stdout(
    tests.length === 0
      ? 'No campaign is a test: none has assignments or two variants.\n'
      : tests.map(experimentText).join('\n\n'),
  );
}

function windowsOf(days: number): OutcomeWindows {
  const hours = 24 * days;
  return { click: hours, conversion: hours, optOut: hours, delivery: hours };
}

function readDays(text: string | undefined): number | null {
  if (text === undefined) return null;
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= MOST_DAYS) return days;
  throw new Failure(
    'bad-input',
    `--window-days: ${shownText(text)} is not a whole number of days from 1 to ${MOST_DAYS}`,
  );
}

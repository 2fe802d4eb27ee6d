import type { Command } from 'commander';
import { Failure } from '../../core/failure.ts';
import { loadExperiments } from '../../store/experiments.ts';
import type { CommandContext } from '../context.ts';
import { experimentsJson, experimentText } from '../print-experiments.ts';

type Flags = {
  readonly campaign?: readonly string[];
  readonly windowDays: string;
  readonly json?: boolean;
};

const MOST_DAYS = 366;

export function registerExperiments(program: Command, context: CommandContext): void {
  program
    .command('experiments')
    .description(
      'what the people assigned to each arm of a test did, holdout arms and organic outcomes included',
    )
    .option('--campaign <id...>', 'only these campaigns (default: every campaign that is a test)')
    .option('--window-days <days>', 'how long after assignment an outcome counts', '14')
    .option('--json', 'as JSON')
    .action(async (flags: Flags) => {
      const windowDays = readDays(flags.windowDays);
      const app = await context.app();
      await app.refresh();
      const experiments = await loadExperiments(app.db, {
        windowDays,
        ...(flags.campaign === undefined ? {} : { campaignIds: flags.campaign }),
      });
      if (flags.json === true) {
        return context.stdout(`${JSON.stringify(experimentsJson(experiments, windowDays), null, 2)}\n`);
      }
      context.stdout(
        experiments.length === 0
          ? 'No campaign is a test: none has assignments or two variants.\n'
          : experiments.map(experimentText).join('\n'),
      );
    });
}

function readDays(text: string): number {
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= MOST_DAYS) return days;
  throw new Failure(
    'bad-input',
    `--window-days: ${text.slice(0, 40)} is not a whole number of days from 1 to ${MOST_DAYS}`,
  );
}

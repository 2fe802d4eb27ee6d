import { Command } from 'commander';
import { registerAudit } from './commands/audit.ts';
import { registerClicks } from './commands/clicks.ts';
import { registerCodes } from './commands/codes.ts';
import { registerContact } from './commands/contact.ts';
import { registerDefinitions } from './commands/definitions.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerEnqueue } from './commands/enqueue.ts';
import { registerErase } from './commands/erase.ts';
import { registerExperiments } from './commands/experiments.ts';
import { registerFindings } from './commands/findings.ts';
import { registerHooks } from './commands/hooks.ts';
import { registerImport } from './commands/import.ts';
import { registerMail } from './commands/mail.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerParts } from './commands/parts.ts';
import { registerPhones } from './commands/phones.ts';
import { registerPrune } from './commands/prune.ts';
import { registerPull } from './commands/pull.ts';
import { registerPulls } from './commands/pulls.ts';
import { registerRecipients } from './commands/recipients.ts';
import { registerRecommendations } from './commands/recommendations.ts';
import { registerReplies } from './commands/replies.ts';
import { registerReport } from './commands/report.ts';
import { registerRollups } from './commands/rollups.ts';
import { registerRuns } from './commands/runs.ts';
import { registerSchedules } from './commands/schedules.ts';
import { registerStats } from './commands/stats.ts';
import { registerSuppressions } from './commands/suppressions.ts';
import { registerTemplates } from './commands/templates.ts';
import { registerUsers } from './commands/users.ts';
import { registerWeb } from './commands/web.ts';
import { registerWorker } from './commands/worker.ts';
import type { CommandContext } from './context.ts';
import { usageLine } from './usage-line.ts';

/** In the order of `--help`: what a newcomer needs first comes first. */
const REGISTER = [
  registerDemo,
  registerDoctor,
  registerMigrate,
  registerImport,
  registerPull,
  registerPulls,
  registerRollups,
  registerReport,
  registerSchedules,
  registerTemplates,
  registerWorker,
  registerWeb,
  registerHooks,
  registerUsers,
  registerEnqueue,
  registerRuns,
  registerMail,
  registerRecipients,
  registerExperiments,
  registerFindings,
  registerStats,
  registerParts,
  registerClicks,
  registerRecommendations,
  registerSuppressions,
  registerContact,
  registerErase,
  registerPrune,
  registerReplies,
  registerAudit,
  registerPhones,
  registerDefinitions,
  registerCodes,
] as const;

export function buildProgram(context: CommandContext): Command {
  const program = new Command('sms-reports')
    .description('Scheduled reports for SMS marketing: right, on time, once.')
    .version('0.1.0')
    .option('--debug', 'print a stack with an error')
    .configureOutput({
      outputError: (text, write) => write(usageLine(text)),
      writeOut: context.stdout,
      writeErr: context.stderr,
    })
    .exitOverride()
    .showSuggestionAfterError();
  for (const register of REGISTER) register(program, context);
  for (const command of program.commands) inherit(program, command);
  return program;
}

/** Commander copies these settings only to commands made after them, and not to nested ones. */
function inherit(parent: Command, command: Command): void {
  command.copyInheritedSettings(parent).exitOverride();
  for (const child of command.commands) inherit(command, child);
}

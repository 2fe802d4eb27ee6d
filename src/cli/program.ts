import { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { usageLine } from './usage-line.ts';

type Register = (program: Command, context: CommandContext) => void;

/**
 * In the order of `--help`: what a newcomer needs first comes first. Each is loaded when it is wanted: all of them load
 * longer than most of them run.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  demo: async () => (await import('./commands/demo.ts')).registerDemo,
  doctor: async () => (await import('./commands/doctor.ts')).registerDoctor,
  migrate: async () => (await import('./commands/migrate.ts')).registerMigrate,
  import: async () => (await import('./commands/import.ts')).registerImport,
  pull: async () => (await import('./commands/pull.ts')).registerPull,
  pulls: async () => (await import('./commands/pulls.ts')).registerPulls,
  rollups: async () => (await import('./commands/rollups.ts')).registerRollups,
  report: async () => (await import('./commands/report.ts')).registerReport,
  schedules: async () => (await import('./commands/schedules.ts')).registerSchedules,
  templates: async () => (await import('./commands/templates.ts')).registerTemplates,
  worker: async () => (await import('./commands/worker.ts')).registerWorker,
  web: async () => (await import('./commands/web.ts')).registerWeb,
  hooks: async () => (await import('./commands/hooks.ts')).registerHooks,
  users: async () => (await import('./commands/users.ts')).registerUsers,
  enqueue: async () => (await import('./commands/enqueue.ts')).registerEnqueue,
  runs: async () => (await import('./commands/runs.ts')).registerRuns,
  mail: async () => (await import('./commands/mail.ts')).registerMail,
  recipients: async () => (await import('./commands/recipients.ts')).registerRecipients,
  experiments: async () => (await import('./commands/experiments.ts')).registerExperiments,
  findings: async () => (await import('./commands/findings.ts')).registerFindings,
  stats: async () => (await import('./commands/stats.ts')).registerStats,
  parts: async () => (await import('./commands/parts.ts')).registerParts,
  clicks: async () => (await import('./commands/clicks.ts')).registerClicks,
  recommendations: async () => (await import('./commands/recommendations.ts')).registerRecommendations,
  suppressions: async () => (await import('./commands/suppressions.ts')).registerSuppressions,
  contact: async () => (await import('./commands/contact.ts')).registerContact,
  erase: async () => (await import('./commands/erase.ts')).registerErase,
  prune: async () => (await import('./commands/prune.ts')).registerPrune,
  replies: async () => (await import('./commands/replies.ts')).registerReplies,
  audit: async () => (await import('./commands/audit.ts')).registerAudit,
  phones: async () => (await import('./commands/phones.ts')).registerPhones,
  definitions: async () => (await import('./commands/definitions.ts')).registerDefinitions,
  codes: async () => (await import('./commands/codes.ts')).registerCodes,
};

/** Knows the command that `words` name; all of them where they name none, for `--help` and for suggestions. */
export async function buildProgram(context: CommandContext, words: readonly string[]): Promise<Command> {
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
  for (const register of await commandsFor(words)) register(program, context);
  for (const command of program.commands) inherit(program, command);
  return program;
}

function commandsFor(words: readonly string[]): Promise<readonly Register[]> {
  const name = words.find((word) => !word.startsWith('-')) ?? '';
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return Promise.all((named === undefined ? Object.values(COMMANDS) : [named]).map((load) => load()));
}

/** Commander copies these settings only to commands made after them, and not to nested ones. */
function inherit(parent: Command, command: Command): void {
  command.copyInheritedSettings(parent).exitOverride();
  for (const child of command.commands) inherit(command, child);
}

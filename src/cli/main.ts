import { Command, CommanderError } from 'commander';
import { type App, openApp } from '../app.ts';
import { registerDefinitions } from './commands/definitions.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerMigrate } from './commands/migrate.ts';
import type { CommandContext } from './context.ts';
import { printFailure } from './print-failure.ts';

const REGISTER = [registerMigrate, registerDoctor, registerDefinitions];

process.exitCode = await run(process.argv);

async function run(argv: readonly string[]): Promise<number> {
  let opened: Promise<App> | null = null;
  const open = (schema: 'must-match' | 'any'): Promise<App> => {
    opened ??= openApp({ schema, tell: (line) => process.stderr.write(`${line}\n`) });
    return opened;
  };
  const context: CommandContext = {
    app: () => open('must-match'),
    appWithAnySchema: () => open('any'),
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  };
  try {
    await program(context).parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return printFailure(error, argv.includes('--debug'), context.stderr);
  } finally {
    await closeQuietly(opened);
  }
}

function program(context: CommandContext): Command {
  const root = new Command('sms-reports')
    .description('Scheduled reports for SMS marketing: right, on time, once.')
    .version('0.1.0')
    .option('--debug', 'print a stack with an error')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'error: bad-input: ')) })
    .exitOverride()
    .showSuggestionAfterError();
  for (const register of REGISTER) register(root, context);
  for (const command of root.commands) inheritFrom(root, command);
  return root;
}

/** Commander copies these settings only to commands made after them, and not to nested ones. */
function inheritFrom(parent: Command, command: Command): void {
  command.copyInheritedSettings(parent).exitOverride();
  for (const child of command.commands) inheritFrom(command, child);
}

async function closeQuietly(opened: Promise<App> | null): Promise<void> {
  const app = await opened?.catch(() => null);
  await app?.close();
}

import { Command } from 'commander';
import type { App } from '../../src/app.ts';
import type { CommandContext } from '../../src/cli/context.ts';
import { Failure } from '../../src/core/failure.ts';

export type CommandRun = {
  readonly stdout: string;
  readonly stderr: string;
  /** null = it went well */
  readonly failure: { readonly code: string; readonly message: string; readonly exit: number } | null;
};

type Register = (program: Command, context: CommandContext) => void;

/** Runs a command in this process on an open app, as the command line does. */
export async function runCommand(
  app: App,
  registers: readonly Register[],
  words: readonly string[],
): Promise<CommandRun> {
  let stdout = '';
  let stderr = '';
  const program = new Command('sms-reports').exitOverride();
  const context: CommandContext = {
    app: async () => app,
    appWithAnySchema: async () => app,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: false,
  };
  for (const register of registers) register(program, context);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return { stdout, stderr, failure: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { stdout, stderr, failure: { code: error.code, message: error.message, exit: error.exitCode } };
  }
}

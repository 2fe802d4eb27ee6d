import { CommanderError } from 'commander';
import type { App } from '../app.ts';
import type { CommandContext } from './context.ts';
import { guardOutput } from './guard-output.ts';
import { printFailure } from './print-failure.ts';
import { buildProgram } from './program.ts';

/** Parses, acts, closes what was opened; the exit code. Prints one line for any failure. */
export async function run(argv: readonly string[]): Promise<number> {
  guardOutput(argv);
  let opened: Promise<App> | null = null;
  const open = (schema: 'must-match' | 'any'): Promise<App> => {
    opened ??= openIt(schema);
    return opened;
  };
  const context: CommandContext = {
    app: () => open('must-match'),
    appWithAnySchema: () => open('any'),
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
  };
  try {
    const program = await buildProgram(context, argv.slice(2));
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return printFailure(error, argv.includes('--debug'), context.stderr);
  } finally {
    await closeQuietly(opened);
  }
}

/** Loaded on first use: `--help` and what only reads files need nothing of it. */
async function openIt(schema: 'must-match' | 'any'): Promise<App> {
  const { openApp } = await import('../app.ts');
  return openApp({ schema, tell: (line) => process.stderr.write(`${line}\n`) });
}

async function closeQuietly(opened: Promise<App> | null): Promise<void> {
  const app = await opened?.catch(() => null);
  await app?.close();
}

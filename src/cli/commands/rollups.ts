import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { rebuildRollups } from '../../pipelines/rebuild-rollups.ts';
import { reconcileRollups } from '../../pipelines/reconcile-rollups.ts';
import { type RefreshResult, refreshRollups } from '../../pipelines/refresh-rollups.ts';
import { type CheckOptions, verifyRollups } from '../../pipelines/verify-rollups.ts';
import type { CommandContext } from '../context.ts';
import { verificationText } from '../print-verification.ts';

type Flags = { readonly json?: boolean };

export function registerRollups(program: Command, context: CommandContext): void {
  const rollups = program.command('rollups').description('the stored sums that reports are made of');
  const add = (name: string, description: string, run: (app: App, flags: Flags) => Promise<void>): void => {
    rollups
      .command(name)
      .description(description)
      .option('--json', 'as JSON')
      .action(async (flags: Flags) => run(await context.app(), flags));
  };
  add('refresh', 'count what came in since the last time', async (app, flags) => {
    print(context, flags, 'counted', await refreshRollups(app.db, counting(app, context)));
  });
  add('rebuild', 'forget every sum and count everything again', async (app, flags) => {
    print(context, flags, 'counted again', await rebuildRollups(app.db, counting(app, context)));
  });
  add('verify', 'prove that source, facts and cubes agree; exit 3 when they do not', (app, flags) =>
    verify(app, context, flags),
  );
  add('reconcile', 'the same, and repair what differs', (app, flags) => reconcile(app, context, flags));
}

async function verify(app: App, context: CommandContext, flags: Flags): Promise<void> {
  const verification = await verifyRollups(app.db, checking(context));
  clearLine(context);
  context.stdout(flags.json === true ? json(verification) : verificationText(verification));
  if (verification.isRight) return;
  throw new Failure('bad-state', 'sums differ, see above; `sms-reports rollups reconcile` repairs them');
}

async function reconcile(app: App, context: CommandContext, flags: Flags): Promise<void> {
  const { found, left } = await reconcileRollups(app.db, checking(context));
  clearLine(context);
  if (flags.json === true) context.stdout(json({ found, left }));
  else {
    context.stdout(verificationText(found));
    if (!found.isRight && left.isRight) context.stdout('All of it is repaired.\n');
    if (!left.isRight) context.stdout(`Still different after the repair:\n${verificationText(left)}`);
  }
  if (left.isRight) return;
  throw new Failure('bad-state', 'sums differ after the repair; `sms-reports rollups rebuild` counts anew');
}

function print(context: CommandContext, flags: Flags, done: string, result: RefreshResult): void {
  const { ticks, messages } = result;
  clearLine(context);
  context.stdout(
    flags.json === true
      ? json(result)
      : `${messages.toLocaleString('en-GB')} messages ${done} in ${ticks === 1 ? '1 transaction' : `${ticks} transactions`}\n`,
  );
}

function counting(
  app: App,
  context: CommandContext,
): { readonly chunk: number; readonly onProgress?: (done: RefreshResult) => void } {
  const chunk = app.config.ROLLUP_CHUNK;
  if (!context.isTerminal) return { chunk };
  return {
    chunk,
    onProgress: ({ messages }) => context.stderr(`\r${messages.toLocaleString('en-GB')} messages\u001b[K`),
  };
}

function checking(context: CommandContext): CheckOptions {
  if (!context.isTerminal) return {};
  return {
    onStage: (stage) => context.stderr(`\r${stage}\u001b[K`),
    onProgress: (rows) => context.stderr(`\r${rows.toLocaleString('en-GB')} source rows compared\u001b[K`),
  };
}

function clearLine(context: CommandContext): void {
  if (context.isTerminal) context.stderr('\r\u001b[K');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

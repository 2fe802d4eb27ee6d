import type { Command } from 'commander';
import { type ProposeProgress, proposeCleaning } from '../../pipelines/propose-cleaning.ts';
import type { CommandContext } from '../context.ts';
import { cleaningRunJson, cleaningRunText } from '../print-cleaning-run.ts';
import { processOwner } from '../process-owner.ts';
import { readInstant, readPastInstant } from '../read-window.ts';

type Flags = { readonly asOf?: string; readonly full?: boolean; readonly json?: boolean };

export function registerPropose(recommendations: Command, context: CommandContext): void {
  recommendations
    .command('propose')
    .description('search for numbers and contacts to clean; nothing is applied')
    .option('--as-of <instant>', 'as it was then, not before the last search (default: now)')
    .option('--full', 'read everybody anew, not only those something happened to; takes long')
    .option('--json', 'as JSON')
    .action((flags: Flags) => propose(context, flags));
}

async function propose(context: CommandContext, flags: Flags): Promise<void> {
  // read before a server is asked
  if (flags.asOf !== undefined) readInstant(flags.asOf, Temporal.Now.instant());
  const { db, now, refresh, phoneKey, cleaning } = await context.app();
  const latest = await now();
  const asOf = readPastInstant(flags.asOf, latest);
  const run = await proposeCleaning(
    { db, now, refresh, secretKey: phoneKey, owner: processOwner() },
    {
      ...(flags.asOf === undefined ? {} : { asOf }),
      settings: cleaning,
      full: flags.full === true,
      ...(context.isTerminal ? { onProgress: (progress) => context.stderr(progressLine(progress)) } : {}),
    },
  );
  if (context.isTerminal) context.stderr('\r\u001b[K');
  context.stdout(
    flags.json === true ? `${JSON.stringify(cleaningRunJson(run), null, 2)}\n` : cleaningRunText(run),
  );
}

function progressLine({ stage, persons }: ProposeProgress): string {
  const words = {
    enqueue: 'looking for what happened',
    read: 'reading',
    'leave-out': 'looking for outages',
    judge: 'judging',
    finish: 'weighing',
  } as const;
  return `\r${words[stage]}${persons === 0 ? '' : ` ${persons.toLocaleString('en-GB')}`}\u001b[K`;
}

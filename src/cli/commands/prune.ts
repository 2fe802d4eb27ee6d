import type { Command } from 'commander';
import { type KeptKind, readKeepDays } from '../../core/keep-days.ts';
import { countOld, pruneStored } from '../../pipelines/prune-stored.ts';
import type { CommandContext } from '../context.ts';
import { shownCount } from '../shown-count.ts';

type Options = { readonly dryRun?: boolean; readonly json?: boolean };

const MOST_COUNTED = 10_000;

const NAMES: Readonly<Record<KeptKind, string>> = {
  mails: 'parts of mails',
  dispatches: 'dispatches with their attempts',
  reports: 'figures of reports',
  requests: 'texts of ad-hoc requests',
  parked: 'parked events',
  refused: 'refused events',
  findings: 'searches for findings',
};

export function registerPrune(program: Command, context: CommandContext): void {
  program
    .command('prune')
    .description('take away what is past its days (KEEP_DAYS); a worker does it every night')
    .option('--dry-run', `only count, up to ${MOST_COUNTED} of each kind`)
    .option('--json', 'as JSON')
    .action(async ({ dryRun, json }: Options) => {
      const { db, now, config } = await context.app();
      const needs = { db, now, keep: readKeepDays(config.KEEP_DAYS ?? '') };
      const counts = dryRun === true ? await countOld(needs, MOST_COUNTED) : await pruneStored(needs);
      if (json === true) return context.stdout(`${JSON.stringify(counts, null, 2)}\n`);
      const verb = dryRun === true ? 'would go' : 'gone';
      for (const kind of Object.keys(NAMES).filter((name): name is KeptKind => name in NAMES))
        context.stdout(
          `${NAMES[kind]}, older than ${needs.keep[kind]} days: ${shownCount(counts[kind])} ${verb}\n`,
        );
    });
}

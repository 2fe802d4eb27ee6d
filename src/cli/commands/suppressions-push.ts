import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { pullNeedsOf } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { pushSuppressions } from '../../pipelines/push-suppressions.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { readMoment } from '../recommendation-flags.ts';
import { shownCount } from '../shown-count.ts';

type PushFlags = {
  readonly since?: string;
  readonly changeNumbers?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

export function registerPush(suppressions: Command, context: CommandContext): void {
  suppressions
    .command('push')
    .description(
      'unsubscribe suppressed numbers in the lists of MarketingPlatform (MARKETING_PLATFORM_PUSH=on)',
    )
    .option('--since <moment>', 'what changed since; default since the last push')
    .option('--change-numbers', 'correct approved numbers too: contact ids are profile ids there')
    .option('--dry-run', 'only count')
    .option('--json', 'as JSON')
    .action((flags: PushFlags) => push(context, flags));
}

async function push(context: CommandContext, flags: PushFlags): Promise<void> {
  const since = flags.since === undefined ? null : readMoment(flags.since, '--since');
  const app = await context.app();
  if (app.config.MARKETING_PLATFORM_PUSH !== 'on')
    throw new Failure('bad-config', 'MARKETING_PLATFORM_PUSH: is off; nothing is written to the platform');
  const needs = await pullNeedsOf(app, `${process.pid}-${randomBytes(4).toString('hex')}`);
  if (needs === null)
    throw new Failure(
      'bad-config',
      'MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: are required to push',
    );
  const report = await pushSuppressions(needs, {
    since,
    changesNumbers: flags.changeNumbers === true,
    isDryRun: flags.dryRun === true,
    actor: actor(),
  });
  if (flags.json === true) {
    const { since: from, ...counts } = report;
    context.stdout(`${JSON.stringify({ since: from?.toString() ?? null, ...counts }, null, 2)}\n`);
  } else {
    const fixes = report.fixes === 0 ? '' : `, ${shownCount(report.fixes)} corrections`;
    const what =
      flags.dryRun === true ? 'would be pushed' : `pushed with ${shownCount(report.requests)} requests`;
    context.stdout(`${shownCount(report.numbers)} numbers${fixes} ${what}\n`);
  }
  for (const reason of report.reasons) context.stderr(`${reason}\n`);
  if (report.refused > 0)
    throw new Failure('remote-refused', `${shownCount(report.refused)} requests were refused, see above`);
}

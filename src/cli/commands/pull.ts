import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { pullNeedsOf } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { type PullReport, pullMarketingPlatform } from '../../pipelines/pull-marketing-platform.ts';
import type { PulledKind } from '../../pipelines/pull-steps.ts';
import type { PullKey } from '../../store/pulls/cursors.ts';
import type { CommandContext } from '../context.ts';
import { shownCount } from '../shown-count.ts';

export function registerPull(program: Command, context: CommandContext): void {
  program
    .command('pull')
    .description(
      'pull opt-outs, clicks and statistics from MarketingPlatform now (docs/marketing-platform.md)',
    )
    .option('--since <day or time>', 'reach back at least to here: 2026-11-01 or 2026-11-01T06:00:00Z')
    .option('--json', 'as JSON')
    .action(async (options: { readonly since?: string; readonly json?: boolean }) => {
      const since = options.since === undefined ? null : readSince(options.since);
      const app = await context.app();
      const needs = await pullNeedsOf(app, `${process.pid}-${randomBytes(4).toString('hex')}`);
      if (needs === null)
        throw new Failure(
          'bad-config',
          'MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: are required to pull',
        );
      if (since !== null && Temporal.Instant.compare(since, await app.now()) > 0)
        throw new Failure('bad-input', '--since: lies in the future');
      const onPage = (key: PullKey, rows: number): void =>
        context.stderr(`\r\u001b[K${key.kind} ${key.subject}: ${shownCount(rows)} rows`);
      const report = await pullMarketingPlatform(context.isTerminal ? { ...needs, onPage } : needs, since);
      if (context.isTerminal) context.stderr('\r\u001b[K');
      if (options.json === true) context.stdout(`${JSON.stringify(report, null, 2)}\n`);
      else tell(context, report);
      const lists = report.refused.filter(({ kind }) => kind === 'opt_outs' || kind === 'runs');
      if (lists.length > 0)
        throw new Failure(
          'remote-refused',
          `${lists.map(({ kind, subject }) => `${kind} ${subject}`).join(', ')}: refused, see above; the rest was pulled`,
        );
    });
}

function readSince(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  } catch (cause) {
    throw new Failure('bad-input', '--since: must be a day such as 2026-11-01 or a time with a zone', {
      cause,
    });
  }
}

function tell({ stdout, stderr }: CommandContext, report: PullReport): void {
  stdout(line('opt-outs', report.optOuts, 'lists'));
  stdout(line('runs', report.runs, 'lists, segments and newsletters'));
  stdout(line('clicks', report.clicks, 'runs'));
  stdout(line('statistics', report.statistics, 'runs'));
  if (report.runsOfOthers > 0)
    stdout(
      `  ${shownCount(report.runsOfOthers)} runs are no campaign of ours: see campaigns in MARKETING_PLATFORM_FILE\n`,
    );
  if (report.taken > 0)
    stdout(`  ${shownCount(report.taken)} events that were parked have found their contact or message\n`);
  stdout(`${shownCount(report.requests)} requests, ${report.seconds.toFixed(1)} s\n`);
  for (const { kind, subject, reason } of report.refused) stderr(`  ${kind} ${subject}: ${reason}\n`);
}

function line(what: string, counts: PulledKind, of: string): string {
  const { subjects, read, applied, duplicate, parked, refused } = counts;
  return `${what} of ${shownCount(subjects)} ${of}: ${shownCount(read)} read = ${shownCount(applied)} applied + ${shownCount(duplicate)} duplicate + ${shownCount(parked)} parked + ${shownCount(refused)} refused\n`;
}

import type { Command } from 'commander';
import { pullNeedsOf } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { FIGURES } from '../../core/platform-plan.ts';
import { shownText } from '../../core/shown-text.ts';
import { type ComparedCampaign, compareRuns } from '../../pipelines/compare-runs.ts';
import { MARKETING_PLATFORM } from '../../pipelines/platform-pull.ts';
import { listPullCursors, type PullCursor } from '../../store/pulls/cursors.ts';
import { findPullSource, type PullSource } from '../../store/pulls/lease.ts';
import { listStatistics } from '../../store/pulls/platform-statistics.ts';
import type { CommandContext } from '../context.ts';
import { shownCount } from '../shown-count.ts';
import { textTable } from '../text-table.ts';

type Options = { readonly json?: boolean };

export function registerPulls(program: Command, context: CommandContext): void {
  const pulls = program.command('pulls').description('what was pulled from MarketingPlatform, and how far');

  pulls
    .command('list')
    .description('the last pull, and how far each list and run is pulled')
    .option('--json', 'as JSON')
    .action(async ({ json }: Options) => {
      const { db } = await context.app();
      const source = await findPullSource(db, MARKETING_PLATFORM);
      const cursors = await listPullCursors(db, MARKETING_PLATFORM);
      if (json === true) context.stdout(`${JSON.stringify({ ...source, cursors }, null, 2)}\n`);
      else tell(context, source, cursors);
    });

  pulls
    .command('runs')
    .description('what the platform counts of each campaign beside what we count, and the difference')
    .option('--days <count>', 'runs that began in the last days', '90')
    .option('--json', 'as JSON')
    .action(async ({ days, json }: Options & { readonly days: string }) => {
      if (!/^[1-9]\d{0,3}$/.test(days))
        throw new Failure('bad-input', '--days: must be a whole number from 1 to 9999');
      const app = await context.app();
      const needs = await pullNeedsOf(app, 'list');
      if (needs === null)
        throw new Failure('bad-config', 'MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: are not set');
      const after = (await app.now()).subtract({ hours: Number(days) * 24 });
      const campaigns = await compareRuns(app.db, needs.plan, after);
      if (json === true) context.stdout(`${JSON.stringify(campaigns, null, 2)}\n`);
      else compareInWords(context, campaigns);
    });

  pulls
    .command('answer')
    .description('what the platform last answered of a run, as JSON, without what is personal')
    .argument('<statid>', 'id of the run')
    .action(async (statid: string) => {
      if (!/^[1-9]\d{0,17}$/.test(statid)) throw new Failure('bad-input', 'statid: must be an id: digits');
      const { db } = await context.app();
      const stored = (await listStatistics(db, [statid])).get(statid);
      if (stored === undefined) throw new Failure('bad-state', `nothing is pulled of run ${statid}`);
      context.stdout(`${JSON.stringify(stored.answer, null, 2)}\n`);
    });
}

function tell({ stdout, stderr }: CommandContext, source: PullSource, cursors: readonly PullCursor[]): void {
  const { startedAt, finishedAt, lastError, isRunning } = source;
  if (startedAt === null) return stderr('nothing was pulled yet\n');
  const ended =
    finishedAt === null ? 'none went through yet' : `last one that went through ${shown(finishedAt)}`;
  stdout(`last pull ${shown(startedAt)}, ${isRunning ? 'under way' : ended}\n`);
  if (lastError !== null) stdout(`it stopped: ${lastError}\n`);
  const told = cursors.filter((cursor) => isTold(cursor, cursors));
  stdout(textTable(COLUMNS, told.map(cells)));
  if (told.length < cursors.length)
    stdout(`and ${shownCount(cursors.length - told.length)} of earlier runs, see --json\n`);
  for (const { kind, subject, note, lastError: error } of cursors) {
    if (error !== null) stderr(`  ${kind} ${subject}: ${error}\n`);
    if (note !== null) stderr(`  ${kind} ${subject}: a row ${note}\n`);
  }
}

/** Of runs the last ones that were pulled, and those with trouble. */
function isTold(cursor: PullCursor, cursors: readonly PullCursor[]): boolean {
  if (cursor.kind === 'opt_outs' || cursor.kind === 'runs' || cursor.lastError !== null) return true;
  const newer = cursors.filter(
    ({ kind, subject }) => kind === cursor.kind && Number(subject) > Number(cursor.subject),
  );
  return newer.length < RUNS_TOLD;
}

const RUNS_TOLD = 20;
const left = (title: string) => ({ title, align: 'left' as const });
const right = (title: string) => ({ title, align: 'right' as const });
const COLUMNS = [
  left('kind'),
  left('of'),
  left('pulled up to (UTC)'),
  ...['read', 'applied', 'duplicate', 'parked', 'refused'].map(right),
  left('state'),
];

function cells({ kind, subject, position, pass, counts, lastError }: PullCursor): readonly string[] {
  const { read, applied, duplicate, parked, refused } = counts;
  return [
    kind,
    subject,
    position === null ? '' : shown(position),
    ...[read, applied, duplicate, parked, refused].map(shownCount),
    lastError !== null ? 'refused or cut off' : pass !== null ? `at row ${shownCount(pass.offset)}` : 'done',
  ];
}

function shown(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' });
}

const COMPARED = [
  left('campaign'),
  left('runs'),
  left('figure'),
  right('platform'),
  right('ours'),
  right('difference'),
];

function compareInWords({ stdout, stderr }: CommandContext, campaigns: readonly ComparedCampaign[]): void {
  const rows = campaigns.flatMap(({ campaignId, runs, figures }) =>
    FIGURES.filter((figure) => figures[figure].platform !== null).map((figure) => {
      const { platform, ours, difference } = figures[figure];
      const statids = runs.map(({ statid }) => statid);
      const named = statids.length > 3 ? `${statids.slice(0, 3).join(' ')} ...` : statids.join(' ');
      const campaign = campaignId === null ? 'none of ours' : shownText(campaignId);
      return [campaign, named, figure.replace('_', '-'), ...[platform, ours, difference].map(number)];
    }),
  );
  if (rows.length > 0) return stdout(textTable(COMPARED, rows));
  const runs = campaigns.reduce((sum, campaign) => sum + campaign.runs.length, 0);
  stderr(
    runs === 0
      ? 'no runs are pulled\n'
      : `${shownCount(runs)} runs, and no figure of them can be read: look at one with pulls answer and tell statistics in MARKETING_PLATFORM_FILE\n`,
  );
}

function number(value: number | null): string {
  return value === null ? '' : shownCount(value);
}

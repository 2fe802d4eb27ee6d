import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { shownText } from '../../core/shown-text.ts';
import { readSchedulesFile } from '../../files/schedules-file.ts';
import { applyPlan, planApply } from '../../pipelines/apply-schedules.ts';
import { manageSchedule, requireSchedule } from '../../pipelines/manage-schedules.ts';
import { upcoming } from '../../pipelines/upcoming-schedules.ts';
import { loadScheduleBeats } from '../../store/schedule-beats.ts';
import { listSchedules } from '../../store/schedules.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { listThoseWhoLeft, putBack } from '../left-recipients.ts';
import { type PreviewFlags, previewSchedule } from '../preview-schedule.ts';
import { printGoals } from '../print-goals.ts';
import {
  hasChanges,
  planText,
  scheduleJson,
  scheduleRow,
  upcomingJson,
  upcomingRow,
} from '../schedule-text.ts';
import { textTable } from '../text-table.ts';

type ApplyFlags = { readonly yes?: boolean; readonly dryRun?: boolean };
type Json = { readonly json?: boolean };

export function registerSchedules(program: Command, context: CommandContext): void {
  const schedules = program
    .command('schedules')
    .description('when reports are due, of what, for whom (docs/schedules.md)');

  schedules
    .command('apply <file>')
    .description('show what schedules.yaml changes, then change it')
    .option('--yes', 'without asking')
    .option('--dry-run', 'only show')
    .action((file: string, flags: ApplyFlags) => apply(context, file, flags));

  schedules
    .command('list')
    .description('all schedules')
    .option('--json', 'as JSON')
    .action((flags: Json) => list(context, flags));

  schedules
    .command('next [key]')
    .description('the next due times with their windows')
    .option('--count <count>', 'how many', '20')
    .option('--json', 'as JSON')
    .action((key: string | undefined, flags: Json & { readonly count: string }) => next(context, key, flags));

  schedules
    .command('preview <key>')
    .description('make the report as if it were due now; nothing is stored')
    .option('--out <file>', 'write .html, .txt, .json, .csv, .eml or .png')
    .option('--mail-to <address>', 'send it, marked [TEST], to yourself')
    .option('--locale <tag>', 'in another language than the schedule has')
    .option(
      '--watch',
      'draw it anew whenever a file of TEMPLATES_DIR changes, to --out or a page that reloads itself',
    )
    .action(async (key: string, flags: PreviewFlags) => previewSchedule(context, key, flags));

  schedules
    .command('goals')
    .description('goals and limits that reports are measured against')
    .option('--json', 'as JSON')
    .action((flags: Json) => printGoals(context, flags.json === true));

  schedules
    .command('left')
    .description('who left a scheduled report by the link of a mail')
    .option('--json', 'as JSON')
    .action((flags: Json) => listThoseWhoLeft(context, flags));

  schedules
    .command('put-back <key> <address>')
    .description('send the report again to one who left it, from the next run on')
    .action((key: string, address: string) => putBack(context, key, address));

  for (const [action, words] of MANAGED) {
    schedules
      .command(`${action} <key>`)
      .description(words)
      .action((key: string) => manage(context, action, key));
  }
}

const MANAGED = [
  ['pause', 'plan no more runs; what is due now still goes out'],
  ['resume', 'plan again from now on; the pause has missed nothing'],
  ['remove', 'end it; its runs stay, and applying its key brings it back'],
] as const;

async function apply(context: CommandContext, file: string, flags: ApplyFlags): Promise<void> {
  const content = await readSchedulesFile(file);
  const app = await context.app();
  const needs = await needsOf(app);
  const plan = await planApply(needs, content);
  context.stdout(planText(plan));
  if (!hasChanges(plan) || flags.dryRun === true) return;
  if (flags.yes !== true && !(await isConfirmed(context))) {
    throw new Failure('bad-state', 'nothing was applied; add --yes to apply the plan');
  }
  await applyPlan(needs, plan, actor());
  context.stdout('applied\n');
}

async function isConfirmed(context: CommandContext): Promise<boolean> {
  if (!context.isTerminal || !process.stdin.isTTY) return false;
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await dialogue.question('Apply? [y/N] ')).trim());
  } finally {
    dialogue.close();
  }
}

async function list(context: CommandContext, { json }: Json): Promise<void> {
  const { db, now } = await context.app();
  const schedules = await listSchedules(db);
  const beats = new Map((await loadScheduleBeats(db, await now())).map((beat) => [beat.key, beat]));
  const shown = schedules.map((schedule) => [schedule, beats.get(schedule.key) ?? null] as const);
  if (json === true)
    return context.stdout(
      `${JSON.stringify(
        shown.map((one) => scheduleJson(...one)),
        null,
        2,
      )}\n`,
    );
  if (schedules.length === 0) return context.stderr('no schedules yet; write one and `schedules apply` it\n');
  context.stdout(
    textTable(
      columns('key', 'window', 'when', 'next due (local)', '', 'recipients'),
      shown.map((one) => scheduleRow(...one)),
    ),
  );
}

async function next(
  context: CommandContext,
  key: string | undefined,
  flags: Json & { readonly count: string },
): Promise<void> {
  const count = /^\d{1,4}$/.test(flags.count) ? Number(flags.count) : 0;
  if (count < 1 || count > 1_000)
    throw new Failure('bad-input', `--count: ${shownText(flags.count)} is not 1-1000`);
  const { db, now } = await context.app();
  const schedules = key === undefined ? await listSchedules(db) : [await requireSchedule(db, key)];
  const found = upcoming(schedules, await now(), count);
  if (flags.json === true) return context.stdout(`${JSON.stringify(found.map(upcomingJson), null, 2)}\n`);
  if (found.length === 0) return context.stderr('nothing is due; is a schedule active?\n');
  context.stdout(
    textTable(columns('due (UTC)', 'local', 'schedule', 'window (local)'), found.map(upcomingRow)),
  );
}

async function manage(
  context: CommandContext,
  action: 'pause' | 'resume' | 'remove',
  key: string,
): Promise<void> {
  await manageSchedule({ ...(await needsOf(await context.app())), actor: actor() }, action, key);
  context.stdout(`${key}: ${{ pause: 'paused', resume: 'active', remove: 'removed' }[action]}\n`);
}

async function needsOf({ db, now }: App) {
  return { db, now: await now(), tzdb: process.versions.tz ?? 'unknown' };
}

function columns(...titles: readonly string[]) {
  return titles.map((title) => ({ title, align: 'left' as const }));
}

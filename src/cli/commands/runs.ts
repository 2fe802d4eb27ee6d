import { type Command, Option } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { RUN_STATES, type RunState } from '../../core/runs/run-state.ts';
import { shownText } from '../../core/shown-text.ts';
import { type RunNeeds, requireRun, resendRun, retryRun, settleHeld } from '../../pipelines/manage-runs.ts';
import { requireSchedule } from '../../pipelines/manage-schedules.ts';
import { loadDispatchesOf } from '../../store/dispatches.ts';
import { listRuns, loadStoredModel, type Run } from '../../store/runs.ts';
import { actor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { dispatchWords, withoutMails } from '../dispatch-words.ts';
import { runJson } from '../run-json.ts';
import { textTable } from '../text-table.ts';
import { wakeRun } from '../wake-run.ts';

type ListFlags = {
  readonly state?: RunState;
  readonly schedule?: string;
  readonly limit: string;
  readonly json?: boolean;
};
type ShowFlags = { readonly json?: boolean; readonly model?: boolean };

export function registerRuns(program: Command, context: CommandContext): void {
  const runs = program.command('runs').description('what was made, for whom, and what became of it');

  runs
    .command('list')
    .description('newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(RUN_STATES))
    .option('--schedule <key>', 'only of this schedule')
    .option('--limit <count>', 'at most so many', '20')
    .option('--json', 'as JSON')
    .action((flags: ListFlags) => list(context, flags));

  runs
    .command('show <run>')
    .description('one run with its mails')
    .option('--json', 'as JSON')
    .option('--model', 'the stored report as JSON')
    .action((run: string, flags: ShowFlags) => show(context, readId(run, 'run'), flags));

  runs
    .command('retry <run>')
    .description('make a failed run again')
    .action(async (run: string) => {
      const runId = readId(run, 'run');
      const app = await context.app();
      await retryRun(await needsOf(app), runId);
      context.stdout(`run ${runId} is planned again\n`);
      await wake(context, app, runId);
    });

  runs
    .command('resend <run>')
    .description('send the stored report again, marked [RE-SENT], to those whose mail has failed')
    .option('--mail-to <address...>', 'to these recipients instead')
    .action(async (run: string, flags: { readonly mailTo?: readonly string[] }) => {
      const runId = readId(run, 'run');
      const app = await context.app();
      const again = await resendRun(await needsOf(app), runId, flags.mailTo ?? []);
      context.stdout(`run ${again} sends the report of run ${runId} again\n`);
      await wake(context, app, again);
    });

  registerSettle(runs, context);
}

function registerSettle(runs: Command, context: CommandContext): void {
  runs
    .command('settle <dispatch>')
    .description('say what became of a held mail, of which nobody knows whether it arrived')
    .addOption(
      new Option('--as <outcome>', 'it arrived, or it shall go out once more').choices(['sent', 'again']),
    )
    .action(async (text: string, flags: { readonly as?: string }) => {
      const dispatchId = readId(text, 'dispatch');
      if (flags.as === undefined) throw new Failure('bad-input', '--as: is needed, sent or again');
      const decision = flags.as === 'sent' ? 'sent' : 'queued';
      await settleHeld(await needsOf(await context.app()), dispatchId, decision);
      context.stdout(`dispatch ${dispatchId} is ${decision}\n`);
    });
}

async function list(context: CommandContext, flags: ListFlags): Promise<void> {
  const limit = /^\d{1,4}$/.test(flags.limit) ? Number(flags.limit) : 0;
  if (limit < 1 || limit > 1_000)
    throw new Failure('bad-input', `--limit: ${shownText(flags.limit)} is not 1-1000`);
  const { db } = await context.app();
  const schedule = flags.schedule === undefined ? null : await requireSchedule(db, flags.schedule);
  const runs = await listRuns(db, {
    limit,
    ...(flags.state === undefined ? {} : { state: flags.state }),
    ...(schedule === null ? {} : { scheduleId: schedule.id }),
  });
  if (flags.json === true)
    return context.stdout(
      `${JSON.stringify(
        runs.map((run) => runJson(run)),
        null,
        2,
      )}\n`,
    );
  if (runs.length === 0) return context.stderr('no runs yet\n');
  context.stdout(textTable(COLUMNS, runs.map(rowOf)));
}

const COLUMNS = ['run', 'state', 'schedule', 'occurrence', 'due (UTC)', 'about'].map((title) => ({
  title,
  align: 'left' as const,
}));

function rowOf(run: Run): readonly string[] {
  const due = run.dueAt.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', '');
  const about = run.reason ?? run.subject ?? run.title;
  return [String(run.id), run.state, run.options.schedule?.key ?? '-', run.occurrence, due, about];
}

async function show(context: CommandContext, runId: number, flags: ShowFlags): Promise<void> {
  const { db } = await context.app();
  const run = await requireRun(db, runId);
  if (flags.model === true) {
    const model = await loadStoredModel(db, runId);
    if (model === null) throw new Failure('bad-state', `run ${runId} is ${run.state} and has no report`);
    return context.stdout(`${JSON.stringify(model, null, 2)}\n`);
  }
  const dispatches = await loadDispatchesOf(db, runId);
  if (flags.json === true) return context.stdout(`${JSON.stringify(runJson(run, dispatches), null, 2)}\n`);
  context.stdout(
    [
      `run ${run.id}: ${run.state}${run.reason === null ? '' : ` (${run.reason})`}`,
      `  report    ${run.report}, ${run.subject ?? run.title}`,
      `  schedule  ${run.options.schedule?.key ?? 'asked for once'}, ${run.occurrence}`,
      `  window    ${String(run.window.from)} to ${String(run.window.to)} (${run.windowKind}, ${run.window.timezone}, zone data ${run.tzdb})`,
      `  due       ${String(run.dueAt)}, tried ${run.attempt} ${run.attempt === 1 ? 'time' : 'times'}`,
      ...dispatches.map(
        (dispatch) => `  mail ${dispatch.id}    ${dispatch.recipient}: ${dispatchWords(dispatch)}`,
      ),
      ...(dispatches.length === 0 ? [`  mails     ${withoutMails(run)}`] : []),
      '',
    ].join('\n'),
  );
}

async function needsOf({ db, now }: App): Promise<RunNeeds> {
  return { db, now: await now(), tzdb: process.versions.tz ?? 'unknown', actor: actor() };
}

async function wake(context: CommandContext, app: App, runId: number): Promise<void> {
  const trouble = await wakeRun(app, runId);
  if (trouble !== null) context.stderr(`${trouble.message}\n`);
}

function readId(text: string, what: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Failure('bad-input', `${what}: ${shownText(text)} is not a number such as 12`);
}

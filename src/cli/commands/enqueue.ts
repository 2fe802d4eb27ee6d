import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { App } from '../../app.ts';
import { Failure } from '../../core/failure.ts';
import { REPORT_FORMATS } from '../../core/runs/run-options.ts';
import { isFinalRunState } from '../../core/runs/run-state.ts';
import { shownText } from '../../core/shown-text.ts';
import { requestReport } from '../../pipelines/request-report.ts';
import { parseRequest } from '../../queue/requests.ts';
import { findRun, type Run } from '../../store/runs.ts';
import type { CommandContext } from '../context.ts';
import { readWindow, type WindowFlags } from '../read-window.ts';
import { runJson } from '../run-json.ts';
import { addScopeOptions, type ScopeFlags } from '../scope-flags.ts';
import { wakeRun } from '../wake-run.ts';

type Flags = WindowFlags &
  ScopeFlags & {
    readonly mailTo?: readonly string[];
    readonly replyTo?: string;
    readonly campaign?: readonly string[];
    readonly segment?: readonly string[];
    readonly format?: readonly string[];
    readonly requestId?: string;
    readonly wait?: boolean;
    readonly timeout: string;
    readonly json?: boolean;
  };

const TZDB = process.versions.tz ?? 'unknown';
const LOOK_EVERY_MS = 250;

export function registerEnqueue(program: Command, context: CommandContext): void {
  const command = program
    .command('enqueue <report>')
    .description('ask the workers for a report now')
    .addOption(
      new Option('--window <kind>', 'last-hour, last-day, last-week or last-month (default: last-week)'),
    )
    .option('--from <date>', 'first local day (or 2026-11-16T08:00)')
    .option('--to <date>', 'end of the window, exclusive')
    .option('--tz <zone>', 'IANA zone of the window', 'UTC')
    .option('--campaign <id...>', 'only these campaigns')
    .option('--segment <id...>', 'only these segments');
  addScopeOptions(command)
    .addOption(new Option('--format <format...>', 'what is sent').choices(REPORT_FORMATS))
    .option('--mail-to <address...>', 'recipients on the allow-list; none = the report is only stored')
    .option('--reply-to <address>', 'where an answer to the report goes; on the allow-list, too')
    .option('--request-id <id>', 'the same id with the same data is the same run')
    .option('--wait', 'until the report is out; fails when it is not')
    .option('--timeout <seconds>', 'longest wait', '600')
    .option('--json', 'the run as JSON')
    .action(async (report: string, flags: Flags) => {
      const payload = payloadOf(report, flags);
      readWindow(flags, Temporal.Now.instant());
      parseRequest(payload);
      const seconds = readTimeout(flags.timeout);
      const app = await context.app();
      const run = await enqueue(context, app, payload, flags.wait === true ? seconds : null);
      if (flags.json === true) context.stdout(`${JSON.stringify(runJson(run), null, 2)}\n`);
      if (run.state === 'failed' || run.state === 'done_with_failures') {
        throw new Failure('bad-state', `run ${run.id} is ${run.state}: ${run.reason ?? 'no reason stored'}`);
      }
    });
}

function payloadOf(report: string, flags: Flags): Readonly<Record<string, unknown>> {
  const isCustom = flags.from !== undefined || flags.to !== undefined;
  const { from, to, tz } = flags;
  return {
    v: 1,
    requestId: flags.requestId ?? randomUUID(),
    producer: 'cli',
    report,
    window: isCustom ? { from: from ?? '', to: to ?? '', tz } : { kind: flags.window ?? 'last-week', tz },
    ...(flags.campaign === undefined ? {} : { campaignIds: flags.campaign }),
    ...(flags.segment === undefined ? {} : { segmentIds: flags.segment }),
    ...(flags.brand === undefined ? {} : { brands: flags.brand }),
    ...(flags.tag === undefined ? {} : { tags: flags.tag }),
    ...(flags.variant === undefined ? {} : { variant: flags.variant }),
    ...(flags.mailTo === undefined ? {} : { recipients: flags.mailTo }),
    ...(flags.replyTo === undefined ? {} : { replyTo: flags.replyTo }),
    ...(flags.format === undefined ? {} : { formats: flags.format }),
  };
}

function readTimeout(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= 86_400) return seconds;
  throw new Failure('bad-input', `--timeout: ${shownText(text)} is not a whole number of seconds, 1-86400`);
}

/** MySQL first: from then on the request is safe. `waitSeconds` null = do not wait. */
async function enqueue(
  context: CommandContext,
  app: App,
  payload: unknown,
  waitSeconds: number | null,
): Promise<Run> {
  const { runId, isNew } = await requestReport(
    { db: app.db, now: app.now, tzdb: TZDB, timezone: 'UTC', perHour: app.config.REQUESTS_PER_HOUR },
    payload,
  );
  context.stderr(
    isNew ? `accepted as run ${runId}\n` : `the same request was accepted before as run ${runId}\n`,
  );
  const trouble = await wakeRun(app, runId);
  if (waitSeconds === null) {
    if (trouble !== null) throw trouble;
    return current(app, runId);
  }
  if (trouble !== null) context.stderr(`warning: ${trouble.message}\n`);
  return finished(context, app, runId, { seconds: waitSeconds, trouble });
}

async function current(app: App, runId: number): Promise<Run> {
  const run = await findRun(app.db, runId);
  if (run === null) throw new Failure('internal', `run ${runId} is gone`);
  return run;
}

/** `trouble`: why no worker could be woken, which a run that stays where it is then ends with */
async function finished(
  context: CommandContext,
  app: App,
  runId: number,
  { seconds, trouble }: { readonly seconds: number; readonly trouble: Failure | null },
): Promise<Run> {
  const start = performance.now();
  let isTold = false;
  for (;;) {
    const run = await current(app, runId);
    if (isFinalRunState(run.state)) {
      context.stderr(`run ${runId} is ${run.state}${run.subject === null ? '' : `: ${run.subject}`}\n`);
      return run;
    }
    const waited = (performance.now() - start) / 1_000;
    if (waited > seconds) {
      if (trouble !== null && run.state === 'planned') throw trouble;
      throw new Failure(
        'bad-state',
        `run ${runId} is ${run.state} after ${seconds} s: ${run.reason ?? 'still under way'}`,
      );
    }
    if (waited > 20 && run.state === 'planned' && run.attempt === 0 && !isTold) {
      isTold = true;
      context.stderr('no worker has taken it yet; is one running? (sms-reports worker)\n');
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

import { Failure } from '../core/failure.ts';
import { composeHeartbeat, isHeartbeatDue } from '../core/reports/heartbeat.ts';
import type { ReportModel, Watch } from '../core/reports/report-model.ts';
import { plainPhrase } from '../render/plain-phrase.ts';
import type { Db } from '../store/connect.ts';
import { lockSchedule } from '../store/left-recipients.ts';
import type { Run } from '../store/runs.ts';
import { loadQuiet, noteWatch, type RunWatch, settleQuiet } from '../store/runs-watch.ts';

/** What goes out of a run whose schedule has conditions. */
export type Verdict = {
  /** null = it has none */
  readonly watch: RunWatch | null;
  /** what is stored and, unless it is quiet, mailed */
  readonly model: ReportModel;
  /** null = mailed */
  readonly reason: string | null;
};

/** A condition that is met makes a mail; a long silence makes a short one; else the report is only stored. */
export async function judgeQuiet(db: Db, run: Run, model: ReportModel): Promise<Verdict> {
  const { watch } = model;
  // sent again by a person, who knows why
  if (watch === undefined || run.options.resendOf !== null) return { watch: null, model, reason: null };
  if (watch.verdict === 'met') return { watch: 'met', model, reason: null };
  const beat = await heartbeatOf(db, run, model, watch);
  if (beat !== null) return { watch: 'heartbeat', model: beat, reason: null };
  return { watch: watch.verdict, model, reason: reasonOf(watch, model) };
}

/** In the transaction that stores the report. true = nobody gets it. */
export async function settleVerdict(
  trx: Db,
  run: Run,
  { watch, reason, model }: Verdict,
  now: Temporal.Instant,
): Promise<boolean> {
  if (watch === null) return false;
  if (watch === 'heartbeat') await refuseSecondBeat(trx, run, model);
  if (reason === null) {
    await noteWatch(trx, run.id, watch);
    return false;
  }
  await settleQuiet(trx, run.id, { watch, reason }, now);
  return true;
}

async function heartbeatOf(db: Db, run: Run, model: ReportModel, watch: Watch): Promise<ReportModel | null> {
  if (run.scheduleId === null) return null;
  const { since, reports, unknown, wasMailedLater } = await loadQuiet(db, run.scheduleId, run.occurrence);
  if (since === null || wasMailedLater) return null;
  const isDue = isHeartbeatDue(run.options.heartbeat, since, run.dueAt, run.window.timezone);
  if (!isDue) return null;
  const isUnknown = watch.verdict === 'unknown';
  return composeHeartbeat(model, watch, { reports: reports + 1, unknown: unknown + Number(isUnknown) });
}

/** Two runs of one schedule that are made at once: the second looks again, and then it is too early. */
async function refuseSecondBeat(trx: Db, run: Run, model: ReportModel): Promise<void> {
  if (run.scheduleId === null || run.options.schedule === null || model.watch === undefined) return;
  await lockSchedule(trx, run.options.schedule.key);
  if ((await heartbeatOf(trx, run, model, model.watch)) !== null) return;
  throw new Failure('locked', 'a sign of life of this schedule went out at this moment', { retryable: true });
}

/** "condition not met: Opt-outs 0.9 %, limit 1.5 %" */
export function reasonOf(watch: Watch, model: ReportModel): string {
  const said = watch.conditions
    .filter(({ verdict }) => verdict === watch.verdict)
    .map((one) => plainPhrase(one.said, model.window));
  const verdict = watch.verdict === 'not-met' ? 'not met' : watch.verdict;
  return `condition ${verdict}: ${said.join('; ')}`;
}

import type { Reach } from '../core/crash-points.ts';
import { errorLine } from '../core/error-line.ts';
import type { JudgedTest } from '../core/experiments/judged-test.ts';
import { Failure } from '../core/failure.ts';
import { parseCondition } from '../core/goals/condition.ts';
import { REPORT_TYPES } from '../core/reports/catalogue.ts';
import { say, text } from '../core/reports/figure.ts';
import { withPage } from '../core/reports/footer.ts';
import type { RunInfo, SourceReach } from '../core/reports/performance-input.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { sayRule } from '../core/reports/schedule-words.ts';
import { backoffSeconds, type RunState } from '../core/runs/run-state.ts';
import { parseRule } from '../core/time/calendar-rule.ts';
import { nextFire } from '../core/time/fires.ts';
import type { Attachment, RenderedReport } from '../render/render-report.ts';
import type { Db } from '../store/connect.ts';
import { finishRunIfAllFinal } from '../store/dispatches-run.ts';
import { saveLooks } from '../store/experiments/looks.ts';
import { isRetryableError } from '../store/retryable-error.ts';
import { findRun, type Run } from '../store/runs.ts';
import { claimRun, failRun, type Lease, releaseRun, renewLease, saveRendered } from '../store/runs-lease.ts';
import type { ReportAsked } from './compose-needs.ts';
import { judgeQuiet, settleVerdict } from './judge-quiet.ts';
import { scopeOf } from './load-mailed.ts';
import { refuseOtherBrands } from './refuse-other-brands.ts';
import { readStoredModel } from './stored-model.ts';
import { lockedWithoutLeft, withoutLeft } from './without-left.ts';

/** What producing a run needs beside MySQL. Tests hand in plain functions. */
export type ProduceNeeds = {
  readonly db: Db;
  readonly now: () => Promise<Temporal.Instant>;
  /** of this process, for the lease */
  readonly owner: string;
  /** folds what has arrived into facts and cubes */
  readonly refresh: () => Promise<void>;
  /** how far the source reaches when it is a replica; null = it is none, or does not say */
  readonly sourceReach?: () => Promise<SourceReach | null>;
  readonly compose: (asked: ReportAsked, noteTests: NoteTests) => Promise<ReportModel>;
  /** in the language and the numbers of the model's locale */
  readonly render: (model: ReportModel) => Promise<RenderedReport>;
  /** where a report that is sent again can be read on the web; null or absent = nowhere */
  readonly pageOf?: (runId: number, now: Temporal.Instant) => RunInfo['page'];
  /** In the transaction that makes the run `rendered`: parts and one dispatch per recipient. */
  readonly saveMails: (trx: Db, run: Run, rendered: RenderedLocales, now: Temporal.Instant) => Promise<void>;
  readonly reach?: Reach;
};

/** The one report of a run, by the locales of those who read it. */
export type RenderedLocales = ReadonlyMap<string, RenderedReport>;

/** Told of the tests a report judged: a stored report is a look at each of them. */
export type NoteTests = (judged: readonly JudgedTest[]) => void;

/** `reason`: why it waits or failed. */
export type Produced = {
  readonly runId: number;
  readonly state: RunState;
  readonly reason: string | null;
};

/** A run that waits looks again after so long. */
const LOOK_AGAIN_S = 300;
const RENEW_EVERY_MS = 15_000;

/**
 * Claims a run, counts, composes, renders, and stores report and mails in one transaction. Returns the state the run is
 * in afterwards, whoever brought it there. Throws only when MySQL cannot be told; then the lease runs out.
 */
export async function produceReport(needs: ProduceNeeds, runId: number): Promise<Produced> {
  const lease = await claimRun(needs.db, runId, needs.owner, await needs.now());
  if (lease === null) return stateOf(needs.db, runId);
  needs.reach?.('run.claimed');
  const renewal = keepLease(needs, lease);
  try {
    await work(needs, lease);
  } catch (error) {
    await giveBack(needs, lease, error);
  } finally {
    clearInterval(renewal);
  }
  return stateOf(needs.db, runId);
}

async function work(needs: ProduceNeeds, lease: Lease): Promise<void> {
  const planned = await findRun(needs.db, lease.runId);
  if (planned === null) throw new Failure('internal', `run ${lease.runId} is gone`);
  const run = await withoutLeft(needs.db, planned);
  await refuseOtherBrands(needs.db, run.options);
  let judged: readonly JudgedTest[] = [];
  const model = await modelOf(needs, run, (tests) => {
    judged = tests;
  });
  const now = await needs.now();
  if (isWorthWaiting(run, model, now)) {
    await releaseRun(needs.db, lease, {
      nextAttemptAt: earlier(now.add({ seconds: LOOK_AGAIN_S }), waitsUntil(run)),
      reason: 'waiting: the source is behind the window',
      countsAsAttempt: false,
    });
    return;
  }
  const verdict = await judgeQuiet(needs.db, run, aboutFiles(model, run));
  const rendered = await renderLocales(needs, run, verdict.model);
  needs.reach?.('run.rendered');
  await needs.db.transaction(async (trx) => {
    const isOurs = await saveRendered(trx, lease, { model: verdict.model, subject: rendered.main.subject });
    if (!isOurs) throw new Failure('locked', `run ${lease.runId} is in other hands now`, { retryable: true });
    await saveLooks(trx, { runId: run.id, asOf: Temporal.Instant.from(model.asOf), judged });
    const isQuiet = await settleVerdict(trx, run, verdict, now);
    if (!isQuiet) {
      await needs.saveMails(trx, await lockedWithoutLeft(trx, run), rendered.byLocale, now);
      // without a recipient it is done at once
      await finishRunIfAllFinal(trx, run.id, now);
    }
    needs.reach?.('run.before_commit');
  });
  needs.reach?.('run.after_commit');
}

/** The subject of the run is that of its own locale, whoever reads it. */
async function renderLocales(
  needs: ProduceNeeds,
  run: Run,
  model: ReportModel,
): Promise<{ readonly main: RenderedReport; readonly byLocale: RenderedLocales }> {
  const main = withFormats(await needs.render(model), run);
  const byLocale = new Map([[run.options.locale, main]]);
  for (const { locale } of run.options.recipientLocales) {
    if (!byLocale.has(locale))
      byLocale.set(locale, withFormats(await needs.render({ ...model, locale }), run));
  }
  return { main, byLocale };
}

/** A report that is sent again is the stored one; any other is counted now. */
async function modelOf(needs: ProduceNeeds, run: Run, noteTests: NoteTests): Promise<ReportModel> {
  if (run.options.resendOf !== null) {
    const stored = await storedModel(needs.db, run.options.resendOf);
    return withPage(stored, needs.pageOf?.(run.id, await needs.now()) ?? null);
  }
  // first, so that what comes meanwhile is at most more than it says
  const sourceReachesTo = (await needs.sourceReach?.()) ?? null;
  await needs.refresh();
  return needs.compose({ ...asked(run, await needs.now()), sourceReachesTo }, noteTests);
}

async function storedModel(db: Db, runId: number): Promise<ReportModel> {
  const stored = await readStoredModel(db, runId);
  if (stored === null) throw new Failure('bad-state', `run ${runId} has no stored report to send again`);
  return { ...stored, marks: [...new Set([...stored.marks, 'RE-SENT' as const])] };
}

function asked(run: Run, now: Temporal.Instant): ReportAsked {
  const { options } = run;
  const report = REPORT_TYPES.find((type) => type === run.report);
  if (report === undefined)
    throw new Failure('bad-state', `report type ${run.report} does not exist any more`);
  const rule = options.schedule === null ? null : parseRule(options.schedule.rule);
  return {
    report,
    title: run.title,
    locale: options.locale,
    variant: options.variant,
    onlyIf: options.onlyIf.map(parseCondition),
    window: run.window,
    windowKind: run.windowKind,
    ...(options.campaignIds === null ? {} : { campaignIds: options.campaignIds }),
    ...(options.segmentIds === null ? {} : { segmentIds: options.segmentIds }),
    ...(options.brands === null ? {} : { brands: options.brands }),
    ...(options.tags === null ? {} : { tags: options.tags }),
    asOf: now,
    staleAfterSeconds: options.staleAfterS,
    ...(run.scheduleId === null
      ? {}
      : { mailedBefore: { scheduleId: run.scheduleId, scope: scopeOf(options) } }),
    run: {
      id: String(run.id),
      why:
        rule === null
          ? say`This report was asked for with you as a recipient.`
          : say`You are a recipient of the schedule ${text(run.title)}.`,
      schedule: rule === null ? null : [...sayRule(rule), ` ${run.window.timezone}`],
      nextRunAt: rule === null ? null : (nextFire(rule, run.window.timezone, run.dueAt)?.at ?? null),
      recipients: options.recipients,
      marks: options.marks,
    },
  };
}

function isWorthWaiting(run: Run, model: ReportModel, now: Temporal.Instant): boolean {
  const isPartial = model.marks.includes('PARTIAL');
  return isPartial && run.options.resendOf === null && Temporal.Instant.compare(now, waitsUntil(run)) < 0;
}

function waitsUntil(run: Run): Temporal.Instant {
  const deadlineS = run.createdAt.until(run.deadlineAt).total('seconds');
  return run.createdAt.add({ seconds: Math.min(run.options.waitS, Math.floor(deadlineS)) });
}

/** A mail without the file does not speak of it. */
function aboutFiles(model: ReportModel, { options: { formats } }: Run): ReportModel {
  return formats.includes('csv') ? model : { ...model, footer: { ...model.footer, hasCsv: false } };
}

/** Files that nobody asked for are left out; a picture inside the html is no file. */
function withFormats(rendered: RenderedReport, run: Run): RenderedReport {
  const isWanted = (file: Attachment): boolean =>
    file.cid !== undefined || !file.contentType.startsWith('text/csv') || run.options.formats.includes('csv');
  return { ...rendered, attachments: rendered.attachments.filter(isWanted) };
}

async function giveBack(needs: ProduceNeeds, lease: Lease, error: unknown): Promise<void> {
  const now = await needs.now();
  const run = await findRun(needs.db, lease.runId);
  const next = now.add({ seconds: backoffSeconds(run?.attempt ?? 1) });
  const isInTime = run !== null && Temporal.Instant.compare(next, run.deadlineAt) < 0;
  if (isRetryableError(error) && isInTime) {
    await releaseRun(needs.db, lease, {
      nextAttemptAt: next,
      reason: reasonOf(error),
      countsAsAttempt: true,
    });
    return;
  }
  await failRun(needs.db, lease, reasonOf(error), now);
}

function reasonOf(error: unknown): string {
  return `${error instanceof Failure ? error.code : 'internal'}: ${errorLine(error)}`;
}

function keepLease(needs: ProduceNeeds, lease: Lease): NodeJS.Timeout {
  const renew = async (): Promise<void> => {
    // a missed renewal is no error: the lease runs out and the fence decides
    await renewLease(needs.db, lease, await needs.now()).catch(() => false);
  };
  return setInterval(() => void renew().catch(() => undefined), RENEW_EVERY_MS);
}

async function stateOf(db: Db, runId: number): Promise<Produced> {
  const run = await findRun(db, runId);
  if (run === null) throw new Failure('bad-input', `run ${runId} does not exist`);
  return { runId, state: run.state, reason: run.reason };
}

function earlier(left: Temporal.Instant, right: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(left, right) < 0 ? left : right;
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type App, openApp, pullNeedsOf } from './app.ts';
import { guardOutput } from './cli/guard-output.ts';
import { printFailure } from './cli/print-failure.ts';
import { readSendHours } from './core/findings/send-hours.ts';
import { readKeepDays } from './core/keep-days.ts';
import { reachAfter, reachOf } from './fault-point.ts';
import { prometheusText } from './health/prometheus.ts';
import { type HealthServer, startHealthServer } from './health/server.ts';
import { createLog, type Log } from './log.ts';
import { createHostCircuit } from './mail/host-circuit.ts';
import { createMailer } from './mail/mailer.ts';
import { parseSender } from './mail/sender-address.ts';
import { requireSmtpUrl } from './mail/smtp-url.ts';
import { resumeBatches } from './pipelines/apply-recommendations.ts';
import { composeNoting } from './pipelines/compose-noting.ts';
import { saveMailsOfRun } from './pipelines/dispatch-save.ts';
import { findNightly } from './pipelines/find-nightly.ts';
import { createMailGate } from './pipelines/mail-gate.ts';
import { checkReadiness, type MeasureNeeds, measureWorker } from './pipelines/measure-worker.ts';
import { narrowAsked } from './pipelines/narrow-asked.ts';
import { proposeNightly } from './pipelines/propose-nightly.ts';
import { pruneNightly } from './pipelines/prune-stored.ts';
import type { PullNeeds } from './pipelines/pull-marketing-platform.ts';
import { pullWhenDue } from './pipelines/pull-when-due.ts';
import { reconcileNightly } from './pipelines/reconcile-nightly.ts';
import { readFromCubes } from './pipelines/report-needs.ts';
import { reportUrl, withAddresses } from './pipelines/report-url.ts';
import { rejectRequest } from './pipelines/request-report.ts';
import { sweepRecommendations } from './pipelines/sweep-recommendations.ts';
import { jobTeller, tellHost } from './pipelines/tell-jobs.ts';
import { startTimer, type Timer } from './pipelines/timer.ts';
import type { WorkerNeeds } from './pipelines/worker-needs.ts';
import { loadJobs } from './queue/load-jobs.ts';
import { meetRedis } from './queue/meet-redis.ts';
import { openQueues, type Queues, type WakeUp } from './queue/open-queues.ts';
import { wantedJobs } from './queue/wanted-jobs.ts';
import { startQueueWorkers } from './queue/worker.ts';
import { renderReport } from './render/render-report.ts';
import { openTemplates, type Templates } from './render/templates.ts';
import { loadUnattributedOptOuts } from './store/counts/load-unattributed-opt-outs.ts';
import { rememberParts } from './store/remembered-parts.ts';
import { releaseAllOf } from './store/runs-lease.ts';

export type RunningWorker = {
  /** of /healthz, /readyz, /metrics */
  readonly url: string;
  /** plans and sweeps now instead of within 15 s */
  readonly look: () => Promise<void>;
  /** drains for at most 30 s (`drainMs`) and gives leases back */
  readonly stop: () => Promise<void>;
};

const JOBS = join(import.meta.dirname, '..', 'jobs');
const TZDB = process.versions.tz ?? 'unknown';
const DRAIN_MS = 30_000;
/** two mails of the largest size, or the shared parts of many small ones */
const PARTS_BYTES = 16_000_000;

type WorkerOptions = {
  readonly log?: Log;
  readonly smtpUrl?: string;
  readonly drainMs?: number;
  /** of a call to Redis */
  readonly redisDeadlineMs?: number;
  /** false = what comes at an hour of the night does not come by itself */
  readonly isNightly?: boolean;
};

/** Everything one worker does: jobs of both queues, the timer, the health server. The app stays the caller's. */
export async function startWorker(app: App, options: WorkerOptions = {}): Promise<RunningWorker> {
  const log = options.log ?? createLog();
  const smtp = requireSmtpUrl(options.smtpUrl ?? app.config.SMTP_URL);
  // before anything is opened: a broken template ends the start
  const templates = openTemplates(app.config);
  const mailer = createMailer(smtp);
  const from = parseSender(app.config.MAIL_FROM);
  const owner = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const pull = await pullNeedsOf(app, owner);
  await meetRedis(app.redisUrl, (error) => log.error('starts-without-redis', error));
  const { redisUrl, config } = app;
  const place = { redisUrl, prefix: config.QUEUE_PREFIX, deadlineMs: options.redisDeadlineMs };
  const tell = jobTeller(log);
  const queues = openQueues(place, (error) => tell({ event: 'queue-error', queue: 'all', error }));
  const needs = needsOf(app, { log, templates, owner, from, mailer, smtpHost: smtp.host, queues, pull });
  const jobs = wantedJobs(await loadJobs<WorkerNeeds>(JOBS), { ...options, isPulling: pull !== null });
  let timer: Timer | null = null;
  const measured: MeasureNeeds = {
    db: app.db,
    queues,
    now: app.now,
    mailTrouble: () => needs.dispatch.circuit.trouble(),
    lastTickAt: () => timer?.lastAt() ?? null,
  };
  const health = await openHealth(app, measured).catch(async (error: unknown) => {
    await queues.close();
    throw error;
  });
  const workers = startQueueWorkers({
    place,
    jobs,
    needs,
    concurrency: app.config.WORKER_CONCURRENCY,
    tell,
    onUnknownJob: (data, failure) => rejectRequest(needs.request, data, failure),
  });
  const running = startTimer({ ...needs, tzdb: TZDB, queues, jobs, log });
  timer = running;
  log.info('worker-started', { owner, url: health.url, tzdb: TZDB, jobs: [...jobs.keys()] });
  const stop = async (): Promise<void> => {
    log.info('worker-stopping', { owner });
    const drainMs = options.drainMs ?? DRAIN_MS;
    const drained = await Promise.all([running.stop(drainMs), workers.close(drainMs)]);
    const giveBack = async (): Promise<number> => releaseAllOf(app.db, owner, await app.now());
    const released = await giveBack().catch((error: unknown) => {
      // the lease runs out by itself
      log.error('leases-not-given-back', error);
      return 0;
    });
    mailer.close();
    await queues.close();
    await health.close();
    log.info('worker-stopped', { owner, drained: !drained.includes(false), released });
  };
  return { url: health.url, look: running.look, stop };
}

/** A port in use ends the start before anything runs. */
function openHealth({ config }: App, measured: MeasureNeeds): Promise<HealthServer> {
  return startHealthServer(
    { host: config.HTTP_HOST, port: config.HTTP_PORT },
    {
      readiness: () => checkReadiness(measured),
      metrics: async () => prometheusText(await measureWorker(measured)),
    },
  );
}

type Parts = {
  readonly log: Log;
  readonly templates: Templates;
  readonly owner: string;
  readonly from: ReturnType<typeof parseSender>;
  readonly mailer: ReturnType<typeof createMailer>;
  readonly smtpHost: string;
  readonly queues: Queues;
  readonly pull: PullNeeds | null;
};

function needsOf(
  app: App,
  { log, templates, owner, from, mailer, smtpHost, queues, pull }: Parts,
): WorkerNeeds {
  const { db, now, config } = app;
  const reach = reachOf(config.FAULT_POINT);
  const sendHours = readSendHours(config.SEND_HOURS);
  const sender = {
    from,
    messageIdDomain: config.MESSAGE_ID_DOMAIN,
    secretKey: app.secretKey,
    publicUrl: config.PUBLIC_URL ?? null,
  };
  return {
    produce: {
      db,
      now,
      owner,
      refresh: app.refresh,
      sourceReach: app.sourceReach,
      compose: async (asked, noteTests) => {
        const narrowed = await narrowAsked(db, { ...asked, sendHours });
        return readFromCubes(
          db,
          reachAfter(loadUnattributedOptOuts, reach, 'run.query_half'),
          (cubes) => composeNoting(cubes, withAddresses(sender, narrowed), noteTests),
          app.rules,
        );
      },
      render: (model) => renderReport(model, templates),
      pageOf: (id, at) => reportUrl(sender, { asOf: at, run: { id: String(id) } }),
      saveMails: (trx, run, rendered, at) => saveMailsOfRun(sender, trx, run, rendered, at),
      reach,
    },
    request: { db, now, tzdb: TZDB, timezone: 'UTC', perHour: config.REQUESTS_PER_HOUR },
    sender,
    dispatch: {
      db,
      mailer,
      circuit: createHostCircuit(),
      worker: owner,
      parts: rememberParts(PARTS_BYTES),
      gate: createMailGate({ db, host: smtpHost, limits: config }),
      onHostChanged: (trouble) => tellHost(log, trouble),
      onRunClosed: async (closing) => log.info('run-closed', { run: closing.runId, state: closing.state }),
      reach,
    },
    wake: (wakeUps) => wake(queues, log, wakeUps),
    refreshRollups: app.refresh,
    reconcileRollups: () => reconcileNightly(db, log),
    proposeCleaning: () => proposeNightly({ ...app, secretKey: app.phoneKey, owner }, app.cleaning, log.info),
    findFindings: () => findNightly(app, log.info),
    resumeBatches: () => resumeBatches({ db, owner, reach }),
    sweepRecommendations: () => sweepRecommendations(db),
    pruneStored: () => pruneNightly({ db, now, keep: readKeepDays(config.KEEP_DAYS ?? '') }, log.info),
    pullMarketingPlatform: () => pullWhenDue(pull, config.MARKETING_PLATFORM_MINUTES, log.info),
  };
}

async function wake(queues: Queues, log: Log, wakeUps: readonly WakeUp[]): Promise<boolean> {
  try {
    await queues.wake(wakeUps);
    return true;
  } catch (error) {
    log.error('wake-failed', error, { wakeUps: wakeUps.length });
    return false;
  }
}

/** `npm start`: until SIGTERM or SIGINT; a second signal ends the process at once. */
export async function runWorker(app: App): Promise<void> {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    // 128 + SIGINT, whichever it was: not a clean end
    if (signals > 1) process.exit(130);
    resolve();
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, onSignal);
  const worker = await startWorker(app);
  await asked;
  await worker.stop();
}

if (import.meta.main) {
  guardOutput([...process.argv, 'worker']);
  const stderr = (text: string): void => void process.stderr.write(text);
  try {
    const app = await openApp({ schema: 'must-match', tell: (line) => stderr(`${line}\n`) });
    try {
      await runWorker(app);
    } finally {
      await app.close();
    }
    process.exit(0);
  } catch (error) {
    process.exit(printFailure(error, false, stderr));
  }
}

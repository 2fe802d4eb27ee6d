import { errorLine } from '../core/error-line.ts';
import type { MetricFamily, Readiness, Sample } from '../core/worker-health.ts';
import type { HostTrouble } from '../mail/host-circuit.ts';
import type { Queues } from '../queue/open-queues.ts';
import type { Db } from '../store/connect.ts';
import { loadDataState } from '../store/counts/load-data-state.ts';
import { countDispatchesByState } from '../store/dispatch-queue.ts';
import { readMailPause } from '../store/mail-gate.ts';
import { schemaState } from '../store/migrate.ts';
import { countRejectedRequests } from '../store/requests.ts';
import { countRunsByState } from '../store/runs.ts';
import { loadScheduleBeats, type ScheduleBeat } from '../store/schedule-beats.ts';
import { oldestDue } from '../store/schedules.ts';
import { pauseWords } from './mail-gate.ts';

export type MeasureNeeds = {
  readonly db: Db;
  readonly queues: Queues;
  readonly now: () => Promise<Temporal.Instant>;
  /** null = the last mail went through, or none was tried yet */
  readonly mailTrouble: () => HostTrouble | null;
  /** when the timer last went through; null = never yet */
  readonly lastTickAt: () => Temporal.Instant | null;
};

/** Four ticks of the timer without one that went through. */
const TICK_IS_LATE_S = 60;
const CHECK_MS = 4_000;

export async function checkReadiness(needs: MeasureNeeds): Promise<Readiness> {
  const [database, paused, schema, redis, plan] = await Promise.all([
    check(async () => void (await needs.now())),
    check(() => checkPause(needs.db)),
    check(() => checkSchema(needs.db)),
    check(async () => void (await needs.queues.counts())),
    check(() => checkPlan(needs)),
  ]);
  const mail = paused === 'ok' ? mailWords(needs.mailTrouble()) : paused;
  const isWorking = [database, schema, plan].every((seen) => seen === 'ok');
  return {
    status: !isWorking ? 'failed' : redis === 'ok' && mail === 'ok' ? 'ready' : 'degraded',
    checks: { database, schema, redis, plan, mail },
  };
}

async function checkPause(db: Db): Promise<void> {
  const pause = await readMailPause(db);
  if (pause !== null) throw new Error(pauseWords(pause));
}

function mailWords(trouble: HostTrouble | null): string {
  if (trouble === null) return 'ok';
  return `trouble since ${trouble.since.toString({ smallestUnit: 'second' })}: ${trouble.reason}`;
}

async function checkSchema(db: Db): Promise<void> {
  const { pending, unknown } = await schemaState(db);
  if (pending.length > 0) throw new Error(`${pending.length} migrations to apply`);
  if (unknown.length > 0) throw new Error('the database is newer than this program');
}

async function checkPlan({ now, lastTickAt }: MeasureNeeds): Promise<void> {
  const last = lastTickAt();
  const age = last === null ? null : last.until(await now()).total('seconds');
  if (age === null || age > TICK_IS_LATE_S) {
    throw new Error(age === null ? 'nothing planned yet' : `last planned ${Math.round(age)} s ago`);
  }
}

/** "ok" or the first line of what is wrong; no answer is an answer. */
async function check(look: () => Promise<void>): Promise<string> {
  return inTime(
    look().then(() => 'ok', errorLine),
    `no answer within ${CHECK_MS / 1_000} s`,
  );
}

/** A server that hangs must not make the probe hang. */
async function inTime<T, L>(work: Promise<T>, otherwise: L): Promise<T | L> {
  const { promise: late, resolve } = Promise.withResolvers<L>();
  const timer = setTimeout(() => resolve(otherwise), CHECK_MS);
  const result = await Promise.race([work, late]);
  clearTimeout(timer);
  return result;
}

/** All families; what cannot be read (Redis or MySQL away) is left out, which an alert on absence sees. */
export async function measureWorker(needs: MeasureNeeds): Promise<readonly MetricFamily[]> {
  const last = needs.lastTickAt();
  const stored = await inTime(
    measureDatabase(needs).catch(() => null),
    null,
  );
  return [
    gauge('sms_reports_database_up', '1 = MySQL answers this worker.', [{ value: stored === null ? 0 : 1 }]),
    ...(stored ?? []),
    gauge('sms_reports_last_plan_timestamp_seconds', 'When this worker last planned.', [
      { value: last === null ? null : last.epochMilliseconds / 1_000 },
    ]),
    gauge('sms_reports_mail_server_trouble', '1 = the mail server is not there or turns every mail away.', [
      { value: needs.mailTrouble() === null ? 0 : 1 },
    ]),
    await measureQueues(needs.queues),
  ];
}

async function measureDatabase({ db, now: clock }: MeasureNeeds): Promise<readonly MetricFamily[]> {
  const now = await clock();
  const [pause, beats, runs, dispatches, due, rejected] = await Promise.all([
    readMailPause(db),
    loadScheduleBeats(db, now),
    countRunsByState(db),
    countDispatchesByState(db),
    oldestDue(db),
    countRejectedRequests(db),
  ]);
  const lateness = due === null ? 0 : Math.max(0, due.until(now).total('seconds'));
  return [
    gauge('sms_reports_runs', 'Runs of reports by state.', byLabel('state', runs)),
    gauge('sms_reports_dispatches', 'Report mails by state.', byLabel('state', dispatches)),
    gauge('sms_reports_mail_paused', '1 = somebody has stopped all mails.', [
      { value: pause === null ? 0 : 1 },
    ]),
    gauge('sms_reports_requests_rejected', 'Ad-hoc requests that were refused.', [{ value: rejected }]),
    gauge(
      'sms_reports_schedule_lateness_seconds',
      'How long the oldest due occurrence has not been planned.',
      [{ value: lateness }],
    ),
    ...beatFamilies(beats, now),
    ...(await measureRollups(db, now)),
  ];
}

/** One alert on the second finds every schedule whose report did not reach everybody, whatever the reason. */
function beatFamilies(beats: readonly ScheduleBeat[], now: Temporal.Instant): readonly MetricFamily[] {
  return [
    gauge(
      'sms_reports_schedule_last_sent_timestamp_seconds',
      'When a report of the schedule last reached everybody.',
      beats.map(({ key, sentAt }) => ({
        labels: { schedule: key },
        value: sentAt === null ? null : sentAt.epochMilliseconds / 1_000,
      })),
    ),
    gauge(
      'sms_reports_schedule_late_seconds',
      'How long the first occurrence that did not reach everybody has been due; 0 = on time.',
      beats.map(({ key, lateSince }) => ({
        labels: { schedule: key },
        value: lateSince === null ? 0 : lateSince.until(now).total('seconds'),
      })),
    ),
    gauge(
      'sms_reports_schedules_late_unowned',
      'Late or failing schedules of which no owner is mailed: only whoever watches this learns of them.',
      [{ value: beats.filter(({ lateSince, hasOwner }) => lateSince !== null && !hasOwner).length }],
    ),
  ];
}

async function measureQueues(queues: Queues): Promise<MetricFamily> {
  const counts = await queues.counts().catch(() => new Map<string, Readonly<Record<string, number>>>());
  const samples = [...counts].flatMap(([queue, states]) =>
    Object.entries(states).map(([state, value]) => ({ labels: { queue, state }, value })),
  );
  return gauge('sms_reports_queue_jobs', 'BullMQ jobs by queue and state.', samples);
}

async function measureRollups(db: Db, now: Temporal.Instant): Promise<readonly MetricFamily[]> {
  const { rolledUpAt, pending } = await loadDataState(db);
  const lag = rolledUpAt === null ? null : rolledUpAt.until(now).total('seconds');
  return [
    gauge('sms_reports_rollup_lag_seconds', 'Time since facts and cubes were last brought up to date.', [
      { value: lag },
    ]),
    gauge('sms_reports_rollup_pending', 'Messages and events that came in and are not counted yet.', [
      { value: pending },
    ]),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name, help, type: 'gauge', samples };
}

function byLabel(label: string, counts: ReadonlyMap<string, number>): readonly Sample[] {
  return [...counts].map(([word, value]) => ({ labels: { [label]: word }, value }));
}

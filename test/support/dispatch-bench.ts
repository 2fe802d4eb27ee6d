import { NO_WISH } from '../../src/core/runs/run-options.ts';
import { createHostCircuit, type HostCircuit } from '../../src/mail/host-circuit.ts';
import type { MailContent } from '../../src/mail/mail-content.ts';
import { createMailer, type Mailer } from '../../src/mail/mailer.ts';
import type { SmtpTimeouts } from '../../src/mail/smtp-session.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { type Recovery, recoverDispatches } from '../../src/pipelines/dispatch-recover.ts';
import {
  type DispatchResult,
  type DispatchTools,
  dispatchReport,
} from '../../src/pipelines/dispatch-report.ts';
import { saveMailsOfRun } from '../../src/pipelines/dispatch-save.ts';
import { toColumn } from '../../src/store/column-values.ts';
import type { Db } from '../../src/store/connect.ts';
import { type DispatchRecord, loadDispatchesOf } from '../../src/store/dispatches.ts';
import type { RunClosing } from '../../src/store/dispatches-run.ts';

import { mailSample } from './mail-sample.ts';

export const START = Temporal.Instant.from('2026-11-25T08:00:00Z');

export function minutes(count: number): Temporal.Instant {
  return START.add({ milliseconds: Math.round(count * 60_000) });
}

/** The servers of these tests answer at once, which on a busy machine may be seconds. */
const PATIENT: SmtpTimeouts = { setup: 60_000, envelope: 60_000, idle: 60_000, body: 60_000 };
/** For one that keeps the body and says nothing. */
export const SHORT_OF_REPLY: SmtpTimeouts = { ...PATIENT, body: 400 };

export type RunSketch = {
  readonly recipients?: readonly string[];
  readonly policy?: 'resend_once' | 'hold';
  readonly deadlineAt?: Temporal.Instant;
  readonly content?: MailContent;
  readonly scheduleId?: number;
};

/** A run that is rendered, with its queued dispatches; gives its id. */
export async function renderedRun(db: Db, sketch: RunSketch = {}): Promise<number> {
  const recipients = sketch.recipients ?? ['ana@example.com'];
  const deadlineAt = sketch.deadlineAt ?? START.add({ hours: 24 });
  const options = {
    v: 1,
    ...NO_WISH,
    campaignIds: null,
    segmentIds: null,
    recipients,
    formats: ['html', 'csv'],
    locale: 'en-GB',
    recipientLocales: [],
    marks: [],
    replyTo: null,
    ambiguousPolicy: sketch.policy ?? 'resend_once',
    staleAfterS: 7_200,
    waitS: 3_600,
    schedule: { key: 'weekly', rule: '0 7 * * 1' },
    resendOf: null,
  } as const;
  const [id] = await db('report_runs').insert({
    schedule_id: sketch.scheduleId ?? null,
    occurrence: crypto.randomUUID(),
    report: 'performance',
    title: 'Weekly performance',
    window_from: new Date('2026-11-16T00:00:00Z'),
    window_to: new Date('2026-11-23T00:00:00Z'),
    window_kind: 'last-week',
    timezone: 'Europe/Oslo',
    tzdb: '2026c',
    options: JSON.stringify(options),
    due_at: toColumn(START),
    deadline_at: toColumn(deadlineAt),
    state: 'rendered',
    next_attempt_at: toColumn(START),
    created_at: toColumn(START),
  });
  const runId = Number(id);
  const { content, sender } = mailSample();
  await db.transaction((trx) =>
    saveMailsOfRun(
      sender,
      trx,
      { id: runId, options, deadlineAt },
      new Map([[options.locale, sketch.content ?? content]]),
      START,
    ),
  );
  return runId;
}

export async function runState(db: Db, runId: number): Promise<string> {
  const row: { readonly state: string } = await db('report_runs').where('id', runId).first('state');
  return row.state;
}

export type Attempt = {
  readonly attempt: number;
  readonly outcome: string | null;
  readonly smtp_code: number | null;
  readonly data_started_at: Date | null;
};

export async function attemptsOf(db: Db, dispatchId: number): Promise<readonly Attempt[]> {
  return db('dispatch_attempts')
    .where('dispatch_id', dispatchId)
    .orderBy('attempt')
    .select('attempt', 'outcome', 'smtp_code', 'data_started_at');
}

/** One worker with its own mailer and circuit; time is what the test says. */
export type Bench = {
  readonly closings: RunClosing[];
  readonly circuit: HostCircuit;
  send(dispatchId: number, now?: Temporal.Instant): Promise<DispatchResult>;
  /** all dispatches of a run that are due, oldest first */
  sendAll(runId: number, now?: Temporal.Instant): Promise<readonly DispatchResult['kind'][]>;
  recover(now: Temporal.Instant): Promise<Recovery>;
  dispatches(runId: number): Promise<readonly DispatchRecord[]>;
  close(): void;
};

export function benchOn(
  db: Db,
  url: string,
  wrap: (mailer: Mailer) => Mailer = (mailer) => mailer,
  timeouts: SmtpTimeouts = PATIENT,
): Bench {
  const mailer = createMailer(parseSmtpUrl(url), timeouts);
  const closings: RunClosing[] = [];
  const circuit = createHostCircuit();
  const tools = (now: Temporal.Instant): DispatchTools => ({
    db,
    mailer: wrap(mailer),
    circuit,
    worker: 'bench',
    clock: async () => now,
    onRunClosed: async (closing) => {
      closings.push(closing);
    },
  });
  const send = (id: number, now = START): Promise<DispatchResult> => dispatchReport(tools(now), id);
  return {
    closings,
    circuit,
    send,
    async sendAll(runId, now = START) {
      const kinds: DispatchResult['kind'][] = [];
      for (const { id } of await loadDispatchesOf(db, runId)) kinds.push((await send(id, now)).kind);
      return kinds;
    },
    recover: (now) => recoverDispatches(tools(now)),
    dispatches: (runId) => loadDispatchesOf(db, runId),
    close: () => mailer.close(),
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import { NO_WISH, type RunOptions } from '../../src/core/runs/run-options.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { openQueues } from '../../src/queue/open-queues.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import type { Db } from '../../src/store/connect.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import { insertRun, type NewRun } from '../../src/store/runs-insert.ts';
import { processorSeconds } from '../processor-seconds.ts';
import type { Figure } from '../results.ts';
import type { OwnDatabase } from '../worker/own-database.ts';
import { type SmtpSink, startSmtpSink } from '../worker/smtp-sink.ts';
import { startWorkerProcess } from '../worker/world.ts';
import { composeFromCubes, weekAsked } from './mails-world.ts';

const MAILS = 1_000;
const LIMIT_S = 10;
const ROUNDS = 3;
const PATIENCE_S = 120;

type Request = { readonly endsAt: Temporal.Instant; readonly tell: (line: string) => void };
type Round = {
  readonly seconds: number;
  readonly madeS: number;
  readonly busyS: number;
  readonly isWhole: boolean;
};

/**
 * A stored report to a thousand recipients, every other one in Norwegian, by a worker as in production that has done
 * nothing before: claimed, rendered in both languages, mails stored, sent and settled. From the moment the run is stored to
 * the last 250 that is stored.
 */
export async function benchPersonalised(
  servers: PrivateServers,
  own: OwnDatabase,
  request: Request,
): Promise<Figure> {
  const { db } = own;
  const stored = await storeReport(db, request.endsAt);
  const sink = await startSmtpSink();
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(await oneRound(servers, own, { stored, round, sink, endsAt: request.endsAt }));
      request.tell(`personalised mails: ${JSON.stringify(rounds.at(-1))}`);
    }
  } finally {
    sink.close();
  }
  const parts = await db('dispatch_parts').count({ n: '*' }).first();
  return figureOf(rounds, Number(parts?.['n']), sink);
}

function figureOf(rounds: readonly Round[], parts: number, sink: SmtpSink): Figure {
  const sorted = rounds.toSorted((a, b) => a.seconds - b.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no round');
  const isWhole = rounds.every((round) => round.isWhole);
  const pictures = sink.last().split('Content-Type: image/png').length - 1;
  return {
    name: `${MAILS.toLocaleString('en')} personalised reports in two languages, stored model to last 250 stored`,
    oursMs: middle.seconds * 1000,
    rawMs: null,
    duckMs: null,
    ratio: `${Math.round(MAILS / middle.seconds)} mails/s`,
    ask: `${LIMIT_S} s (issue)`,
    isMet: middle.seconds <= LIMIT_S && isWhole,
    note: `median of ${rounds.length} (${sorted.map(({ seconds }) => seconds.toFixed(1)).join(', ')} s); until all mails were stored ${middle.madeS.toFixed(1)} s; ${pictures} picture a mail, ${Math.round(sink.last().length / 1024)} kB; ${parts} parts stored for ${rounds.length * MAILS} mails; the worker took ${middle.busyS.toFixed(1)} s of processor; ${isWhole ? 'half of the mails Norwegian, each taken once' : 'THE MAILS ARE NOT WHOLE'}`,
  };
}

type Asked = {
  readonly stored: number;
  readonly round: number;
  readonly sink: SmtpSink;
  readonly endsAt: Temporal.Instant;
};

async function oneRound(servers: PrivateServers, { db, url }: OwnDatabase, asked: Asked): Promise<Round> {
  const { sink, round } = asked;
  const prefix = `bench-personalised-${process.pid}-${round}`;
  const worker = await startWorkerProcess(servers, {
    DATABASE_URL: url,
    SMTP_URL: sink.url,
    QUEUE_PREFIX: prefix,
    PUBLIC_URL: 'https://reports.example.com',
  });
  const queues = openQueues({ redisUrl: servers.redisUrl, prefix });
  try {
    const [before, busy] = [sink.taken(), processorSeconds(worker.pid)];
    const id = await insertRun(db, runOf(asked), await databaseNow(db));
    await queues.wake([{ job: 'produce-run', id, attempt: 0 }]);
    await awaitSent(db, id);
    const busyS = processorSeconds(worker.pid) - busy;
    return { ...(await measure(db, id, sink.taken() - before)), busyS };
  } finally {
    await queues.close();
    await worker.end();
  }
}

async function measure(db: Db, id: number, taken: number): Promise<Omit<Round, 'busyS'>> {
  const [row] = await db('report_dispatches as d')
    .join('report_runs as r', 'r.id', 'd.run_id')
    .where('r.id', id)
    .select(
      db.raw(
        `TIMESTAMPDIFF(MICROSECOND, MIN(r.created_at), MAX(d.sent_at)) / 1000000 AS seconds,
         TIMESTAMPDIFF(MICROSECOND, MIN(r.created_at), MIN(d.sent_at)) / 1000000 AS made,
         SUM(d.state = 'sent' AND d.attempt = 1) AS sent`,
      ),
    );
  const isWhole =
    Number(row?.['sent']) === MAILS && taken === MAILS && (await norwegians(db, id)) === MAILS / 2;
  return { seconds: Number(row?.['seconds']), madeS: Number(row?.['made']), isWhole };
}

/** Mails with another subject than the first, which is English. */
async function norwegians(db: Db, id: number): Promise<number> {
  const rows: readonly { readonly head: string }[] = await db('report_dispatches')
    .where('run_id', id)
    .orderBy('id')
    .select({ head: db.raw("JSON_UNQUOTE(JSON_EXTRACT(envelope, '$.head'))") });
  const subjects = rows.map(({ head }) => /Subject: (.*?)\r\nDate:/s.exec(head)?.[1]);
  return subjects.filter((subject) => subject !== subjects[0]).length;
}

async function awaitSent(db: Db, id: number): Promise<void> {
  const end = performance.now() + PATIENCE_S * 1000;
  while (performance.now() < end) {
    await pause(250);
    const [row] = await db('report_dispatches').where({ run_id: id, state: 'sent' }).count({ n: '*' });
    if (Number(row?.['n']) >= MAILS) return;
  }
  throw new Error(`not ${MAILS} mails within ${PATIENCE_S} s`);
}

/** A run nobody gets a mail of: its model is what the others send. */
async function storeReport(db: Db, endsAt: Temporal.Instant): Promise<number> {
  const run = { ...runOf({ stored: null, round: 0, endsAt }), occurrence: 'stored' };
  const id = await insertRun(db, run, await databaseNow(db));
  const templates = loadTemplates();
  const { state, reason } = await produceReport(
    {
      db,
      now: () => databaseNow(db),
      owner: 'bench',
      refresh: async () => undefined,
      compose: (asked) => composeFromCubes(db, { ...asked, asOf: endsAt }),
      render: (model) => renderReport(model, templates),
      saveMails: async () => undefined,
    },
    id,
  );
  if (state !== 'done') throw new Error(`the report is ${state}: ${reason}`);
  return id;
}

function runOf({
  stored,
  round,
  endsAt,
}: {
  readonly stored: number | null;
  readonly round: number;
  readonly endsAt: Temporal.Instant;
}): NewRun {
  const { window, title } = weekAsked(endsAt);
  const now = Temporal.Now.instant();
  return {
    scheduleId: null,
    requestId: null,
    occurrence: `personalised-${round}`,
    report: 'performance',
    title,
    window,
    windowKind: 'last-week',
    tzdb: process.versions.tz ?? 'unknown',
    options: optionsOf(stored),
    dueAt: now,
    deadlineAt: now.add({ hours: 24 }),
    skip: null,
  };
}

function optionsOf(stored: number | null): RunOptions {
  const recipients =
    stored === null ? [] : Array.from({ length: MAILS }, (_, index) => `reader-${index}@example.com`);
  return {
    ...NO_WISH,
    v: 1,
    campaignIds: null,
    segmentIds: null,
    recipients,
    formats: ['html', 'csv'],
    locale: 'en-GB',
    recipientLocales: recipients.filter((_, index) => index % 2 === 1).map((to) => ({ to, locale: 'nb-NO' })),
    marks: [],
    replyTo: null,
    ambiguousPolicy: 'resend_once',
    staleAfterS: 86_400 * 30,
    waitS: 0,
    schedule: { key: 'weekly', rule: 'weekly on monday at 08:00' },
    resendOf: stored,
  };
}

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openQueues } from '../../src/queue/open-queues.ts';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import type { Db } from '../../src/store/connect.ts';
import { createRandom, type Random } from '../data/random.ts';
import { processorSeconds } from '../processor-seconds.ts';
import type { Figure } from '../results.ts';
import { withOwnDatabase } from './own-database.ts';
import { slopePerMinute } from './slope.ts';
import { startSmtpSink } from './smtp-sink.ts';
import { fillHistory, startWorkerProcess, type WorkerProcess } from './world.ts';

const LIMIT_MB = 300;
const LIMIT_SLOPE = 1;
/** Compiled templates, opened pools, warm caches: a process that has just begun still grows into its work. */
const WARM_MINUTES = 3;
const SAMPLE_S = 5;
/** one report to three readers */
const REPORT_EVERY_S = 10;
const MESSAGES_EVERY_S = 2;
const MESSAGES = 25;

type Sample = { readonly minute: number; readonly mb: number };

/**
 * A worker under load: a report asked for every ten seconds and mailed to three, messages and receipts that come in all the
 * time and are counted each minute, and its own timers. Its memory by the system, and the slope of a line through it.
 */
export function benchSteady(
  servers: PrivateServers,
  request: { readonly seed: number; readonly minutes: number; readonly tell: (line: string) => void },
): Promise<readonly Figure[]> {
  const { secretKey } = servers;
  return withOwnDatabase(servers, 'bench_steady', async ({ db, url }) => {
    const random = createRandom();
    random.seed(request.seed, 2);
    await fillHistory(db, { seed: request.seed, scale: 0.05, endsAt: Temporal.Now.instant(), secretKey });
    await db('allowed_recipients').insert({
      pattern: '@example.com',
      origin: 'bench',
      added_at: new Date(0),
    });
    const sink = await startSmtpSink();
    const prefix = `bench-steady-${process.pid}`;
    const queues = openQueues({ redisUrl: servers.redisUrl, prefix });
    const worker = await startWorkerProcess(servers, {
      DATABASE_URL: url,
      SMTP_URL: sink.url,
      QUEUE_PREFIX: prefix,
    });
    try {
      const ask = (serial: number) => queues.ask(requestOf(serial));
      const samples = await load({ ...request, db, worker, random, ask });
      return figuresOf(samples, { ...request, worker, mails: sink.taken(), counts: await countsOf(db) });
    } finally {
      await worker.end();
      await queues.close();
      sink.close();
    }
  });
}

type Load = {
  readonly db: Db;
  readonly worker: WorkerProcess;
  readonly random: Random;
  readonly minutes: number;
  readonly ask: (serial: number) => Promise<unknown>;
  readonly tell: (line: string) => void;
};

async function load({ db, worker, random, minutes, ask, tell }: Load): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let step = 0;
  while (seconds() < minutes * 60) {
    if (step % MESSAGES_EVERY_S === 0) await sendMessages(db, random, step);
    if (step % REPORT_EVERY_S === 0) await ask(step);
    if (step % SAMPLE_S === 0) samples.push({ minute: seconds() / 60, mb: residentMb(worker.pid) });
    if (step % 60 === 0)
      tell(`steady: minute ${(seconds() / 60).toFixed(1)}: ${samples.at(-1)?.mb.toFixed(1)} MB`);
    step += 1;
    await pause(Math.max(0, step * 1000 - seconds() * 1000));
  }
  return samples;
}

function requestOf(serial: number) {
  return {
    v: 1,
    requestId: `steady-${serial}`,
    report: 'performance',
    window: { kind: ['last-week', 'last-day', 'last-month'][serial % 3] ?? 'last-week', tz: 'Europe/Oslo' },
    recipients: ['a@example.com', 'b@example.com', 'c@example.com'],
  };
}

/** To people who got messages before, of campaigns there are; most arrive. */
async function sendMessages(db: Db, random: Random, step: number): Promise<void> {
  const now = new Date();
  const rows = Array.from({ length: MESSAGES }, (_, at) => ({
    message_id: `steady-${step}-${at}`,
    provider: 'link_mobility',
    contact_id: 1 + Math.floor(random.next() * 1_000),
    campaign_id: 1 + Math.floor(random.next() * 20),
    variant_id: 0,
    segment_id: 0,
    sent_at: now,
  }));
  const [first] = await db('messages').insert(rows);
  await db('receipts').insert(
    rows.map((_, at) => ({
      message_id: Number(first) + at,
      event_key: Math.floor(random.next() * 2 ** 48),
      status: random.next() < 0.95 ? 50 : 41,
      occurred_at: now,
      received_at: now,
    })),
  );
}

/** What the system counts as ours. */
function residentMb(pid: number): number {
  const [, kb] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}

async function countsOf(db: Db): Promise<{ readonly done: number; readonly counted: number }> {
  const [runs] = await db('report_runs').where({ state: 'done' }).count({ n: '*' });
  const [facts] = await db('message_facts').count({ n: '*' });
  return { done: Number(runs?.n), counted: Number(facts?.n) };
}

function figuresOf(
  samples: readonly Sample[],
  done: {
    readonly minutes: number;
    readonly worker: WorkerProcess;
    readonly mails: number;
    readonly counts: Awaited<ReturnType<typeof countsOf>>;
  },
): readonly Figure[] {
  const warm = samples.filter(({ minute }) => minute >= Math.min(WARM_MINUTES, done.minutes / 3));
  const slope = slopePerMinute(warm.map(({ minute, mb }) => [minute, mb]));
  const most = Math.max(...samples.map(({ mb }) => mb));
  const each = Math.max(1, Math.round(samples.length / 16));
  const series = samples
    .filter((_, at) => at % each === 0)
    .map(({ minute, mb }) => `${minute.toFixed(0)}: ${mb.toFixed(0)}`);
  const base = { oursMs: null, rawMs: null, duckMs: null };
  return [
    {
      name: `worker, ${done.minutes} minutes of load: most memory`,
      ...base,
      ratio: `${most.toFixed(0)} MB`,
      ask: `${LIMIT_MB} MB (issue)`,
      isMet: most < LIMIT_MB,
      note: `${done.counts.done} reports, ${done.mails} mails, ${done.counts.counted.toLocaleString('en')} messages counted, ${processorSeconds(done.worker.pid).toFixed(0)} s of processor; minute: MB ${series.join(', ')}`,
    },
    {
      name: `worker, ${done.minutes} minutes of load: slope of memory`,
      ...base,
      ratio: `${slope.toFixed(2)} MB/min`,
      ask: `${LIMIT_SLOPE} MB/min (issue)`,
      isMet: slope <= LIMIT_SLOPE,
      note: `least squares through ${warm.length} samples, the first ${(warm[0]?.minute ?? 0).toFixed(0)} minutes left out`,
    },
  ];
}

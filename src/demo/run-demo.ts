import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, openApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import { Failure } from '../core/failure.ts';
import { createLog } from '../log.ts';
import { type Catcher, type CaughtMail, startCatcher } from '../mail/catcher.ts';
import { withFolderLock } from '../servers/folder-lock.ts';
import type { PrivateServers } from '../servers/private-servers.ts';
import type { Engine } from '../servers/server-version.ts';
import { startWorker } from '../worker.ts';
import { adHocRequest, askForReport } from './ask-for-report.ts';
import { awaitDispatches } from './await-dispatches.ts';
import {
  applyDemoSchedule,
  chooseDueMinute,
  type ReadSchedules,
  schedulesText,
  waitUntil,
} from './demo-schedule.ts';
import { startDemoServers } from './demo-servers.ts';
import { fillDatabase } from './fill-database.ts';
import { type Screenshot, writeMailViews } from './mail-views.ts';
import { createSteps, type DemoOutput, type Steps } from './steps.ts';

export type DemoRequest = {
  /** the checkout's `.local`, where private servers live */
  readonly local: string;
  /** name of the private servers */
  readonly instance: string;
  /** emptied and written to: history, mails, log */
  readonly folder: string;
  readonly engine: Engine | undefined;
  readonly seed: string;
  /** end of the history */
  readonly endsAt: Temporal.Instant;
  /** 1 = some 300,000 messages */
  readonly scale: number;
  /** leave the servers running */
  readonly keep: boolean;
  readonly output: DemoOutput;
  readonly readSchedules: ReadSchedules;
  readonly screenshot: Screenshot;
};

export type DemoMail = { readonly mail: CaughtMail; readonly files: readonly string[] };

export type DemoResult = {
  readonly mails: readonly DemoMail[];
  readonly seconds: number;
  readonly servers: Pick<PrivateServers, 'databaseUrl' | 'redisUrl' | 'secretKey' | 'engine' | 'version'>;
};

/** Waits at most so long for the next full minute. */
const PATIENCE_S = 12;

/**
 * From nothing to two delivered reports; whatever happens, nothing is left running (but with `keep`, the servers).
 * Fails with `locked` while another demo runs on the same folder: each begins with empty servers.
 */
export async function runDemo(request: DemoRequest): Promise<DemoResult> {
  let isOurs = false;
  const work = (): Promise<DemoResult> => {
    isOurs = true;
    return runAlone(request);
  };
  try {
    return await withFolderLock(`${request.folder}.lock`, work, 0);
  } catch (cause) {
    if (isOurs || !(cause instanceof Failure) || cause.code !== 'locked') throw cause;
    throw new Failure('locked', 'another demo is running in this checkout; wait until it ends', { cause });
  }
}

async function runAlone(request: DemoRequest): Promise<DemoResult> {
  const { folder, keep } = request;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const steps = createSteps(request.output);
  const servers = await steps.run(
    'servers',
    (tell) => startDemoServers({ ...request, folder: request.local, tell }),
    ({ engine, version, redisVersion }) =>
      `${engine === 'mysql' ? 'MySQL' : 'MariaDB'} ${version} and Redis ${redisVersion}, private, emptied`,
  );
  const stops: (() => Promise<void>)[] = keep ? [] : [() => servers.stop()];
  try {
    const app = await steps.run(
      'schema',
      () => openDemoApp(request),
      () => 'migrations applied',
    );
    stops.unshift(() => app.close());
    await fillDatabase(request, steps, app, join(folder, 'history'));
    const catcher = await startCatcher({ folder: join(folder, 'mails') });
    stops.unshift(() => catcher.stop());
    const mails = await makeReports(request, steps, app, catcher);
    return { mails, seconds: steps.seconds(), servers };
  } finally {
    for (const stop of stops) await stop();
  }
}

/** Never the servers of the environment: the demo must not write into somebody's database. */
function openDemoApp(request: DemoRequest): Promise<App> {
  const { engine } = request;
  return openApp({
    config: demoConfig(),
    schema: 'must-match',
    instance: request.instance,
    ...(engine === undefined ? {} : { engine }),
  });
}

function demoConfig(): Config {
  return readConfig(
    { HTTP_PORT: '0', WORKER_CONCURRENCY: '2', MAIL_FROM: 'SMS reports <reports@demo.example>' },
    'no-file-for-the-demo.yaml',
  );
}

async function makeReports(
  request: DemoRequest,
  steps: Steps,
  app: App,
  catcher: Catcher,
): Promise<readonly DemoMail[]> {
  const { db, redisUrl, config } = app;
  const { folder } = request;
  const file = join(folder, 'schedules.yaml');
  const { dueAt } = await steps.run(
    'schedule',
    async () => {
      const now = await app.now();
      const minute = chooseDueMinute(now, PATIENCE_S);
      writeFileSync(file, schedulesText(minute.rule));
      return applyDemoSchedule(db, request.readSchedules, file, minute, now);
    },
    ({ dueAt: due, wasBackdated }) =>
      `last week, due ${due.toString().slice(11, 16)} UTC${wasBackdated ? ' (registered as of the second before, so that you need not wait)' : ''}`,
  );
  const log = createLog({
    write: (line) => appendFileSync(join(folder, 'worker.log'), line),
    now: () => Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
  });
  const worker = await startWorker(app, { log, smtpUrl: catcher.url });
  try {
    await steps.run(
      'ad hoc',
      () => askForReport({ redisUrl, prefix: config.QUEUE_PREFIX }, adHocRequest(request.endsAt)),
      (answer) => `asked through BullMQ, answered ${JSON.stringify(answer)}`,
    );
    await steps.run(
      'delivery',
      async (progress) => {
        progress(`waiting for ${dueAt.toString().slice(11, 19)}`);
        await waitUntil(dueAt);
        await worker.look();
        await awaitDispatches(db, 2);
      },
      () => 'both reports handed over by SMTP',
    );
  } finally {
    await worker.stop();
  }
  return steps.run(
    'views',
    async (): Promise<readonly DemoMail[]> => {
      const mails = await catcher.mails();
      return Promise.all(
        mails.map(async (mail) => ({ mail, files: await writeMailViews(mail, request.screenshot) })),
      );
    },
    (views) => `${views.reduce((sum, { files }) => sum + files.length, 0)} files`,
  );
}

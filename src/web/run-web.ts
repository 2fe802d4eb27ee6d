import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../app.ts';
import { Failure } from '../core/failure.ts';
import { reachOf } from '../fault-point.ts';
import { readHooksFile } from '../files/hooks-file.ts';
import { createLog, type Log } from '../log.ts';
import { createGroupCommit, type GroupCommitLimits } from '../pipelines/group-commit.ts';
import { storeHookEvents } from '../pipelines/store-hook-events.ts';
import { buildHookRoutes } from './hook-routes.ts';
import type { HookNeeds } from './hook-server.ts';
import { openPages } from './pages/open-pages.ts';
import { createWebServer } from './server.ts';
import { createTally } from './tally.ts';

export type RunningWeb = {
  readonly url: string;
  /** takes nothing any more, and answers what it took within 30 s */
  readonly stop: () => Promise<void>;
};

export type WebOptions = {
  /** hooks.yaml; null = only pages */
  readonly hooks: string | null;
  /** default: with the review pages */
  readonly pages?: boolean;
  readonly log?: Log;
  readonly limits?: Partial<GroupCommitLimits>;
  /** to the pages, of one address */
  readonly callsPerMinute?: number;
};

const TELL_MS = 60_000;
const DRAIN_MS = 30_000;
const IDLE_MS = 100;
const QUIET_MS = 10_000;

/** Fails with `bad-state` or `bad-config` before anything listens. The app stays the caller's. */
export async function startWeb(app: App, options: WebOptions): Promise<RunningWeb> {
  const log = options.log ?? createLog();
  const tell = seldom((error, where) => log.error('page-failed', error, { where }));
  const hooks =
    options.hooks === null ? null : await openHooks(app, options.hooks, log, options.limits ?? {});
  const { callsPerMinute } = options;
  const pages = options.pages === false ? null : { ...(await openPages(app)), callsPerMinute };
  const server = createWebServer({
    hooks: hooks?.needs ?? null,
    pages,
    onError: hooks?.onError ?? tell,
    onPageError: tell,
  });
  const { WEB_HOST: host, WEB_PORT: port } = app.config;
  const url = await server.listen({ host, port }).catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'cannot listen';
    throw new Failure('bad-config', `WEB_HOST, WEB_PORT: ${host}:${port} cannot be used (${why})`, { cause });
  });
  const telling = setInterval(() => hooks?.needs.tally.tell(), TELL_MS);
  log.info('web-started', { url, hooks: [...(hooks?.needs.routes.keys() ?? [])], pages: pages !== null });
  const stop = async (): Promise<void> => {
    log.info('web-stopping');
    clearInterval(telling);
    // a connection that falls idle after the close began would be kept for its whole keep-alive time
    const idling = setInterval(() => server.server.closeIdleConnections(), IDLE_MS);
    const drained = await within(DRAIN_MS, server.close());
    clearInterval(idling);
    if (!drained) server.server.closeAllConnections();
    if (hooks !== null) await within(drained ? DRAIN_MS : 0, hooks.needs.commit.stop());
    hooks?.needs.tally.tell();
    log.info('web-stopped', { drained });
  };
  return { url, stop };
}

type OpenHooks = { readonly needs: HookNeeds; readonly onError: (error: unknown, hook: string) => void };

async function openHooks(
  app: App,
  path: string,
  log: Log,
  limits: Partial<GroupCommitLimits>,
): Promise<OpenHooks> {
  if (app.config.SOURCE_DATABASE_URL !== undefined)
    throw new Failure(
      'bad-state',
      'SOURCE_DATABASE_URL is set: the source tables follow that database and take no hooks',
    );
  const file = await readHooksFile(path);
  const routes = buildHookRoutes(file, path, { ...app.config, SECRET_KEY: app.secretKey });
  const faultPoint = app.config.FAULT_POINT;
  const tally = createTally(log);
  const onError = seldom((error, hook) => log.error('hook-not-stored', error, { hook }));
  const commit = createGroupCommit({
    store: storeHookEvents({
      ...app,
      secretKey: app.phoneKey,
      reach: faultPoint === undefined ? undefined : reachOf(faultPoint),
    }),
    onBatch: ({ requests }) => tally.committed(requests),
    onError,
    limits,
  });
  const nowMs = (): number => Temporal.Now.instant().epochMilliseconds;
  return { needs: { routes, commit, tally, nowMs }, onError };
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const given = new AbortController();
  const tooLate = pause(ms, false, { signal: given.signal }).catch(() => false);
  const done = await Promise.race([work.then(() => true), tooLate]);
  given.abort();
  return done;
}

/** A database that is away fails every request; a line in ten seconds says as much. */
function seldom(tell: (error: unknown, hook: string) => void): (error: unknown, hook: string) => void {
  let quietUntil = 0;
  return (error, hook) => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + QUIET_MS;
    tell(error, hook);
  };
}

/** `sms-reports web`: until SIGTERM or SIGINT; a second signal ends the process at once. */
export async function runWeb(app: App, options: WebOptions): Promise<void> {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    // 128 + SIGINT, whichever it was: not a clean end
    if (signals > 1) process.exit(130);
    resolve();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  const web = await startWeb(app, options);
  await asked;
  await web.stop();
}

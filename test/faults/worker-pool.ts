import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { processOf } from './process-of.ts';

/** A worker or web process. */
export type FaultProcess = {
  readonly pid: number;
  readonly isAlive: () => boolean;
  readonly isStopped: () => boolean;
  /** has a fault point, and will end at it when it gets there */
  readonly isToCrash: boolean;
  readonly signal: (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void;
  readonly exited: Promise<void>;
  /** of no effect once it has ended */
  readonly tell: (message: string) => void;
  /** peak of resident memory, MiB; 0 when it has ended */
  readonly peakMib: () => number;
};

export type FaultWeb = FaultProcess & {
  /** null = listens nowhere yet */
  readonly url: () => string | null;
};

export type WorkerPool = {
  /** one with a fault point does one thing at a time, so that what it leaves is known */
  readonly start: (faultPoint?: string) => Promise<FaultProcess>;
  readonly startWeb: (faultPoint?: string) => Promise<FaultWeb>;
  /** the workers that were started and live */
  readonly living: () => readonly FaultProcess[];
  /** how often each of them that is not stopped has looked for work, by process id */
  readonly looks: () => ReadonlyMap<number, number>;
  /** how long the last look of it took; 0 = it has not looked yet */
  readonly lookMs: (pid: number) => number;
  /** those that are not stopped look at once, and not only when it is time again */
  readonly askToLook: () => void;
  /** the last one that was started; null = none, or it has ended */
  readonly web: () => FaultWeb | null;
  /** highest peak of all that were started since the last `endStarted`, MiB, dead ones by their last look */
  readonly peakMib: () => number;
  /** what they wrote since the last call, all of them */
  readonly takeOutput: () => string;
  /** the last lines of it, which are not taken */
  readonly lastOutput: (lines: number) => readonly string[];
  /** kill -9 for those that were started; those that stand by stay */
  readonly endStarted: () => Promise<void>;
  /** those that stand by are loaded */
  readonly ready: () => Promise<void>;
  readonly endAll: () => Promise<void>;
};

export type PoolRequest = {
  /** the checkout, or a copy of it with a change */
  readonly root: string;
  readonly compileCache: string;
  readonly hooks: string;
  readonly settings: () => Readonly<Record<string, string>>;
};

/** A worker looks now; whatever a process was told before. */
const LOOK_NOW = 'look';

type Warm = { readonly child: ChildProcess; readonly loaded: Promise<void> };

const LOOK_MS = 150;
const PEAK_EVERY_MS = 1_000;
/** loaded and waiting: a campaign begins at once, and one that is killed has a follower */
const STANDING_BY = 4;

export function startWorkerPool(request: PoolRequest): WorkerPool {
  let output = '';
  let isOver = false;
  let peakMib = 0;
  let web: FaultWeb | null = null;
  const started: FaultProcess[] = [];
  const looks = new Map<number, number>();
  const lastMs = new Map<number, number>();
  const children = new Set<ChildProcess>();
  const look = (): void => {
    for (const one of started) peakMib = Math.max(peakMib, one.peakMib());
  };
  const looking = setInterval(look, PEAK_EVERY_MS);
  looking.unref();
  const warm = (): Warm => {
    const { child, loaded } = load(request, (text) => {
      output += text;
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return { child, loaded };
  };
  const waiting: Warm[] = Array.from({ length: STANDING_BY }, warm);
  let filling: Promise<void> | null = null;
  // one after the other: those that are at work have the processors first
  const fill = async (): Promise<void> => {
    while (!isOver && waiting.length < STANDING_BY) {
      const next = warm();
      waiting.push(next);
      await next.loaded.catch(() => undefined);
    }
  };
  const take = async (): Promise<ChildProcess> => {
    const { child, loaded } = waiting.shift() ?? warm();
    filling ??= fill().finally(() => {
      filling = null;
    });
    await loaded;
    return child;
  };
  return {
    living: () => started.filter((one) => one !== web && one.isAlive()),
    looks: () =>
      new Map(
        started
          .filter((one) => one !== web && one.isAlive() && !one.isStopped())
          .map(({ pid }) => [pid, looks.get(pid) ?? 0]),
      ),
    lookMs: (pid) => lastMs.get(pid) ?? 0,
    askToLook: () => {
      for (const one of started) if (one !== web && !one.isStopped()) one.tell(LOOK_NOW);
    },
    web: () => (web?.isAlive() === true ? web : null),
    peakMib: () => {
      look();
      return Math.round(peakMib);
    },
    takeOutput: () => {
      const taken = output;
      output = '';
      return taken;
    },
    lastOutput: (lines) => output.trimEnd().split('\n').slice(-lines),
    start: async (faultPoint) => {
      const child = await take();
      const worker = processOf(child, faultPoint !== undefined);
      started.push(worker);
      child.on('message', (message) => {
        if (typeof message !== 'object' || !('lookedMs' in message)) return;
        looks.set(worker.pid, (looks.get(worker.pid) ?? 0) + 1);
        lastMs.set(worker.pid, Number(message.lookedMs));
      });
      const alone = faultPoint === undefined ? {} : { FAULT_POINT: faultPoint, WORKER_CONCURRENCY: '1' };
      child.send({ settings: { ...request.settings(), ...alone }, as: { role: 'worker', lookMs: LOOK_MS } });
      return worker;
    },
    startWeb: async (faultPoint) => {
      const child = await take();
      let url: string | null = null;
      child.on('message', (message) => {
        if (typeof message === 'object' && 'url' in message) url = String(message.url);
      });
      const next = { ...processOf(child, faultPoint !== undefined), url: () => url };
      web = next;
      started.push(next);
      const point = faultPoint === undefined ? {} : { FAULT_POINT: faultPoint };
      child.send({
        settings: { ...request.settings(), ...point },
        as: { role: 'web', hooks: request.hooks },
      });
      return next;
    },
    endStarted: async () => {
      const ending = started.splice(0);
      for (const one of ending) one.signal('SIGKILL');
      await Promise.all(ending.map(({ exited }) => exited));
      web = null;
      peakMib = 0;
      looks.clear();
      lastMs.clear();
    },
    ready: async () => {
      for (const { loaded } of waiting) await loaded;
    },
    endAll: async () => {
      isOver = true;
      clearInterval(looking);
      const closed = [...children].map((child) => once(child, 'exit'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(closed);
    },
  };
}

/** One that cannot be loaded says why; without that a campaign would wait for it for ever. */
function load(request: PoolRequest, tell: (text: string) => void): Warm {
  const child = spawn(join(request.root, 'node_modules/.bin/node'), ['test/support/faults-worker.ts'], {
    cwd: request.root,
    env: {
      PATH: process.env.PATH ?? '',
      TZ: 'America/New_York',
      NODE_COMPILE_CACHE: request.compileCache,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      tell(bytes.toString());
      said = `${said}${bytes.toString()}`.slice(-2_000);
    });
  const loaded = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`a process ended (${code}) before it was loaded: ${said}`)),
    );
  });
  loaded.catch(() => undefined);
  return { child, loaded };
}

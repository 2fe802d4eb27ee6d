import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A worker in a process of its own. */
export type FaultWorker = {
  readonly pid: number;
  readonly isAlive: () => boolean;
  readonly isStopped: () => boolean;
  readonly signal: (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void;
  readonly exited: Promise<void>;
  /** peak of resident memory, MiB */
  readonly peakMib: () => number;
};

export type WorkerPool = {
  /** one with a fault point does one thing at a time, so that what it leaves is known */
  readonly start: (faultPoint?: string) => Promise<FaultWorker>;
  /** the ones that were started and live */
  readonly living: () => readonly FaultWorker[];
  /** what they wrote since the last call, all of them */
  readonly takeOutput: () => string;
  /** kill -9 for those that were started; the one that stands by stays */
  readonly endStarted: () => Promise<void>;
  readonly endAll: () => Promise<void>;
};

type Warm = { readonly child: ChildProcess; readonly loaded: Promise<unknown> };

const LOOK_MS = 250;

/** `root` = the checkout, or a copy of it with a change. One more than is needed stands by. */
export function startWorkerPool(root: string, settings: () => Readonly<Record<string, string>>): WorkerPool {
  let output = '';
  let isOver = false;
  const started: FaultWorker[] = [];
  const children = new Set<ChildProcess>();
  const warm = (): Warm => {
    const child = spawn(join(root, 'node_modules/.bin/node'), ['test/support/faults-worker.ts'], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', TZ: 'America/New_York' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    children.add(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
    child.on('error', () => undefined);
    const loaded = once(child, 'message');
    loaded.catch(() => undefined);
    return { child, loaded };
  };
  const waiting: Warm[] = [warm()];
  return {
    living: () => started.filter((worker) => worker.isAlive()),
    takeOutput: () => {
      const taken = output;
      output = '';
      return taken;
    },
    start: async (faultPoint) => {
      const { child, loaded } = waiting.shift() ?? warm();
      if (!isOver) waiting.push(warm());
      await loaded;
      const worker = workerOf(child);
      started.push(worker);
      const point = faultPoint === undefined ? {} : { FAULT_POINT: faultPoint, WORKER_CONCURRENCY: '1' };
      child.send({ settings: { ...settings(), ...point }, lookMs: LOOK_MS });
      return worker;
    },
    endStarted: async () => {
      for (const worker of started.splice(0)) {
        worker.signal('SIGKILL');
        await worker.exited;
      }
    },
    endAll: async () => {
      isOver = true;
      const closed = [...children].map((child) =>
        child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve(),
      );
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(closed);
    },
  };
}

function workerOf(child: ChildProcess): FaultWorker {
  const pid = child.pid ?? 0;
  let isStopped = false;
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const status = (): string => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return '';
    }
  };
  return {
    pid,
    isAlive,
    // one that stopped itself at a point tells nobody
    isStopped: () => isStopped || /^State:\s+T/m.test(status()),
    exited: new Promise((resolve) => {
      if (!isAlive()) resolve();
      child.once('exit', () => resolve());
    }),
    signal: (name) => {
      if (isAlive()) child.kill(name);
      isStopped = name === 'SIGSTOP';
    },
    peakMib: () => Number(/VmHWM:\s+(\d+)/.exec(status())?.[1] ?? 0) / 1_024,
  };
}

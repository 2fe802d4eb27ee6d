import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FaultProcess } from './worker-pool.ts';

/** What can be done to a child and seen of it. */
export function processOf(child: ChildProcess, isToCrash: boolean): FaultProcess {
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
    isToCrash,
    // one that stopped itself at a point tells nobody
    isStopped: () => isStopped || /^State:\s+T/m.test(status()),
    exited: new Promise((resolve) => {
      if (!isAlive()) resolve();
      child.once('exit', () => resolve());
    }),
    tell: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    signal: (name) => {
      if (isAlive()) child.kill(name);
      isStopped = name === 'SIGSTOP';
    },
    peakMib: () => Number(/VmHWM:\s+(\d+)/.exec(status())?.[1] ?? 0) / 1_024,
  };
}

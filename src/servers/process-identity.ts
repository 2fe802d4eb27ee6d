import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process id alone is used again; with the moment of its birth it names one process. */
export type ProcessIdentity = { readonly pid: number; readonly born: string };

export function identityOf(pid: number): ProcessIdentity | null {
  const born = existsSync('/proc/self/stat') ? bornOnLinux(pid) : bornByPs(pid);
  return born === null ? null : { pid, born };
}

export function isAlive(process: ProcessIdentity): boolean {
  return identityOf(process.pid)?.born === process.born;
}

/** Asks the process to end, waits, and ends it the hard way after `patienceMs`. */
export async function endProcess(target: ProcessIdentity, patienceMs: number): Promise<void> {
  signal(target, 'SIGTERM');
  const hardAt = performance.now() + patienceMs;
  while (isAlive(target)) {
    if (performance.now() > hardAt) signal(target, 'SIGKILL');
    await sleep(10);
  }
}

function signal(target: ProcessIdentity, name: 'SIGTERM' | 'SIGKILL'): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, name);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

/** Field 22 of /proc/<pid>/stat, ticks since boot; a zombie (state Z) is dead though its pid is still there. */
function bornOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function bornByPs(pid: number): string | null {
  try {
    const printed = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim();
    return printed === '' || printed.startsWith('Z') ? null : printed.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}

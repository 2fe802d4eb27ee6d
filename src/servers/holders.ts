import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive } from './process-identity.ts';

/** A holder without a process: `scripts/servers.ts start` keeps the servers until `stop`. */
const KEPT = 'kept';
let held = 0;

/** Notes that this process (or nobody in particular, until `dropKept`) needs the servers of `folder`. */
export function addHolder(folder: string, kept: boolean): string {
  const name = kept ? KEPT : `${process.pid}-${++held}`;
  mkdirSync(join(folder, 'holders'), { recursive: true });
  writeFileSync(join(folder, 'holders', name), kept ? '' : (identityOf(process.pid)?.born ?? ''));
  return name;
}

export function dropHolder(folder: string, name: string): void {
  rmSync(join(folder, 'holders', name), { force: true });
}

export function dropKept(folder: string): void {
  dropHolder(folder, KEPT);
}

/** Removes the holders whose process is gone and returns those that are left. */
export function liveHolders(folder: string): readonly string[] {
  return namesIn(folder).filter((name) => {
    if (name === KEPT || isLive(folder, name)) return true;
    dropHolder(folder, name);
    return false;
  });
}

function isLive(folder: string, name: string): boolean {
  try {
    const born = readFileSync(join(folder, 'holders', name), 'utf8');
    return isAlive({ pid: Number(name.split('-')[0]), born });
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'holders'));
  } catch {
    return [];
  }
}

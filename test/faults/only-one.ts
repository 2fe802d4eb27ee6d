import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Two campaigns on one set of servers would kill and empty them for each other. Throws when another process is at it. */
export function onlyOne(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const holder = readHolder(path);
  if (holder !== null && isAlive(holder))
    throw new Error(`process ${holder} runs campaigns here; one at a time`);
  writeFileSync(path, String(process.pid));
}

function readHolder(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}

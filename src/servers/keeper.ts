import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWhenUnheld } from './end-servers.ts';
import { noteRunning } from './ensure-running.ts';
import { withFolderLock } from './folder-lock.ts';
import { liveHolders } from './holders.ts';
import { readRunning } from './instance-files.ts';
import { endProcess, identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

const ROUND_MS = 1_000;

/**
 * Starts the process that ends the servers when every holder is gone without having let go (killed, or the
 * terminal was closed). One per instance. Call it under the lock.
 */
export function startKeeper(folder: string): void {
  const keeper = readRunning(folder)?.keeper ?? null;
  if (keeper !== null && isAlive(keeper)) return;
  const child = spawn(process.execPath, [import.meta.filename, folder], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  });
  child.on('error', () => undefined);
  child.unref();
  noteRunning(folder, { keeper: child.pid === undefined ? null : identityOf(child.pid) });
}

async function keep(folder: string): Promise<void> {
  let servers: readonly ProcessIdentity[] = [];
  for (;;) {
    await sleep(ROUND_MS);
    const running = readRunning(folder);
    if (running?.keeper?.pid !== process.pid) break;
    servers = [running.database, running.redis].filter((server) => server !== null);
    if (liveHolders(folder).length === 0) await withFolderLock(folder, () => endWhenUnheld(folder));
  }
  // The folder was deleted under running servers: nobody could find them any more.
  if (readRunning(folder) === null) for (const server of servers) await endProcess(server, 30_000);
}

if (import.meta.main) await keep(process.argv[2] ?? '');

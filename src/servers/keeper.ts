import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWhenUnheld } from './end-servers.ts';
import { noteRunning } from './ensure-running.ts';
import { withFolderLock } from './folder-lock.ts';
import { liveHolders } from './holders.ts';
import { type RunningServers, readRunning } from './instance-files.ts';
import { endProcess, identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

const ROUND_MS = 1_000;

/**
 * Starts the process that ends the servers when every holder is gone without having let go (killed, or the
 * terminal was closed). One per instance. Call it under the lock.
 */
export function startKeeper(folder: string): void {
  const keeper = readRunning(folder)?.keeper ?? null;
  if (keeper !== null && isAlive(keeper)) return;
  // Told now, because the folder may be gone before the new process can read it.
  const known = JSON.stringify(serversOf(readRunning(folder)));
  const child = spawn(process.execPath, [import.meta.filename, folder, known], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  });
  child.on('error', () => undefined);
  child.unref();
  noteRunning(folder, { keeper: child.pid === undefined ? null : identityOf(child.pid) });
}

async function keep(folder: string, known: readonly ProcessIdentity[]): Promise<void> {
  let servers = known;
  for (;;) {
    await sleep(ROUND_MS);
    const running = readRunning(folder);
    if (running?.keeper?.pid !== process.pid) break;
    servers = serversOf(running);
    if (liveHolders(folder).length === 0) await withFolderLock(folder, () => endWhenUnheld(folder));
  }
  // The folder was deleted under running servers: nobody could find them any more.
  if (readRunning(folder) === null) for (const server of servers) await endProcess(server, 5_000);
}

function serversOf(running: RunningServers | null): readonly ProcessIdentity[] {
  return [running?.database ?? null, running?.redis ?? null].filter((server) => server !== null);
}

if (import.meta.main) await keep(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? '[]'));

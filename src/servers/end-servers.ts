import { liveHolders } from './holders.ts';
import { readRunning, writeRunning } from './instance-files.ts';
import { endProcess } from './process-identity.ts';

/** Ends the servers when nobody holds them; returns the holders that are left. Call it under the lock. */
export async function endWhenUnheld(folder: string): Promise<readonly string[]> {
  const holders = liveHolders(folder);
  const running = readRunning(folder);
  if (holders.length > 0 || running === null) return holders;
  const { keeper } = running;
  if (keeper !== null && keeper.pid !== process.pid) await endProcess(keeper, 5_000);
  const servers = [running.database, running.redis].filter((server) => server !== null);
  await Promise.all(servers.map((server) => endProcess(server, 30_000)));
  writeRunning(folder, null);
  return holders;
}

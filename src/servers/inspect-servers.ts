import { liveHolders } from './holders.ts';
import { type RunningServer, readRunning } from './instance-files.ts';
import { isAlive } from './process-identity.ts';
import type { Engine } from './server-version.ts';

export type SeenServers = {
  readonly engine: Engine | null;
  /** null = not running */
  readonly database: RunningServer | null;
  readonly redis: RunningServer | null;
  /** process id and number of each holder, or `kept` */
  readonly holders: readonly string[];
};

/** What runs of an instance now; starts and stops nothing. */
export function inspectPrivateServers(folder: string): SeenServers {
  const running = readRunning(folder);
  const alive = (server: RunningServer | null): RunningServer | null =>
    server !== null && isAlive(server) ? server : null;
  const database = alive(running?.database ?? null);
  return {
    engine: database === null ? null : (running?.engine ?? null),
    database,
    redis: alive(running?.redis ?? null),
    holders: liveHolders(folder),
  };
}

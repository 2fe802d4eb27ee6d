import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import type { PrivateServers } from '../../src/servers/private-servers.ts';
import { type Figure, writeResults } from '../results.ts';
import { benchMails } from './mails.ts';
import { benchPlanning } from './planning.ts';
import { benchSteady } from './steady.ts';

export type WorkerRequest = {
  readonly seed: number;
  /** of load */
  readonly minutes: number;
  readonly engine: string;
  readonly tell: (line: string) => void;
};

type Part = (servers: PrivateServers, request: WorkerRequest) => Promise<readonly Figure[]>;

const PARTS: Readonly<Record<string, Part>> = {
  planning: benchPlanning,
  mails: benchMails,
  steady: benchSteady,
};

/** Takes the names of its parts out of `only`, and writes them to a file of their own. */
export async function benchWorker(
  servers: PrivateServers,
  only: Set<string>,
  request: WorkerRequest,
): Promise<void> {
  const asked = Object.entries(PARTS).filter(([name]) => only.delete(name));
  if (asked.length === 0) return;
  const { engine } = request;
  const load = loadavg()[0] ?? Number.NaN;
  const facts = [
    `${servers.version ?? 'a server that was given'}, flushing its log at each commit`,
    `when it began, ${load.toFixed(1)} processes wanted the ${availableParallelism()} cores (load of the last minute)`,
  ];
  const subjects = [];
  for (const [name, part] of asked)
    subjects.push({
      name: name === 'steady' ? `steady, ${request.minutes} minutes` : name,
      facts,
      figures: await part(servers, request),
      profile: [],
    });
  const file = join(import.meta.dirname, `../results-worker-${engine}.md`);
  process.stdout.write(writeResults(file, `the worker on ${engine}`, subjects));
}

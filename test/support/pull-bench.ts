import { randomBytes } from 'node:crypto';
import { DEFAULT_FIELDS, type PlatformPlan } from '../../src/core/platform-plan.ts';
import {
  type PullNeeds,
  type PullReport,
  pullMarketingPlatform,
} from '../../src/pipelines/pull-marketing-platform.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from './import-bench.ts';
import { type MarketingPlatformServer, startMarketingPlatform } from './marketing-platform-server.ts';

export const PULL_TABLES = ['pull_sources', 'pull_cursors', 'platform_runs', 'platform_statistics'];

export type PullBench = {
  readonly bench: ImportBench;
  readonly server: MarketingPlatformServer;
  /** list 24; every run is campaign p1; no waiting for turns */
  readonly plan: PlatformPlan;
  readonly needs: (given?: Partial<PullNeeds>) => PullNeeds;
  readonly pull: (given?: Partial<PullNeeds>, since?: string) => Promise<PullReport>;
  /** a run of newsletter 311 to list 24 that began yesterday */
  readonly addRun: (statid: string, clicks: Record<string, unknown>[], statistics?: unknown) => void;
  readonly reset: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

const PLAN: PlatformPlan = {
  lists: ['24'],
  segments: [],
  newsletters: [],
  campaigns: { runs: {}, newsletters: {}, pattern: 'p1' },
  followDays: 14,
  firstDays: 3_650,
  marginMinutes: 60,
  requestsPerMinute: 60_000,
  fields: DEFAULT_FIELDS,
};

/** Seconds as the platform writes them. */
export function unix(time: string): string {
  return String(Temporal.Instant.from(time).epochMilliseconds / 1_000);
}

/** A database and a MarketingPlatform of its own. */
export async function pullBench(): Promise<PullBench> {
  const [bench, server] = await Promise.all([
    importBench(),
    startMarketingPlatform({ perMinute: 1_000_000 }),
  ]);
  const needs: PullBench['needs'] = (given = {}) => ({
    db: bench.db,
    secretKey: IMPORT_SECRET,
    account: { baseUrl: server.url, username: server.username, token: server.token },
    plan: PLAN,
    owner: randomBytes(4).toString('hex'),
    hasForeignSource: false,
    pause: async () => undefined,
    ...given,
  });
  return {
    bench,
    server,
    plan: PLAN,
    needs,
    pull: (given, since) =>
      pullMarketingPlatform(needs(given), since === undefined ? null : Temporal.Instant.from(since)),
    addRun: (statid, clicks, statistics = { sent: '2' }) => {
      const starttime = String(Math.floor(Date.now() / 1_000) - 86_400);
      const listed = { statid, newsletterid: '311', newslettername: 'Autumn', starttime };
      server.world.found.get('list:24')?.push(statid);
      server.world.runs.set(statid, { listed, clicks, statistics });
    },
    reset: async () => {
      server.clear();
      server.world.lists.set('24', []);
      server.world.found.set('list:24', []);
      for (const table of [...PULL_TABLES, 'parked_events']) await bench.db(table).delete();
      await bench.reset();
    },
    drop: async () => {
      await server.close();
      await bench.drop();
    },
  };
}

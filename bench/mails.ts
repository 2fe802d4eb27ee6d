import { availableParallelism, loadavg } from 'node:os';
import type { PrivateServers } from '../src/servers/private-servers.ts';
import { analyzeAll } from './data/prepare-data.ts';
import { benchOneReport } from './mails/one-report.ts';
import { benchPersonalised } from './mails/personalised.ts';
import type { Subject } from './results.ts';
import { withOwnDatabase } from './worker/own-database.ts';
import { fillHistory } from './worker/world.ts';

/** 60,000 messages of a shop, 40 campaigns; cubes grow with campaigns and hours, hardly with messages. */
const SCALE = 0.2;

/** What a mailed report takes: one from cubes to MIME, and a stored one to a thousand readers of two languages. */
export function benchReportMails(
  servers: PrivateServers,
  request: { readonly seed: number; readonly engine: string; readonly tell: (line: string) => void },
): Promise<Subject> {
  const { secretKey } = servers;
  const load = loadavg()[0] ?? Number.NaN;
  return withOwnDatabase(servers, 'bench_report_mails', async (own) => {
    const endsAt = Temporal.Now.instant().round({ smallestUnit: 'hour', roundingMode: 'floor' });
    await fillHistory(own.db, { seed: request.seed, scale: SCALE, endsAt, secretKey });
    await analyzeAll(own.db);
    request.tell('report mails: filled');
    const figures = await benchOneReport(own.db, endsAt, secretKey);
    request.tell(`report mails: ${JSON.stringify(figures)}`);
    const personalised = await benchPersonalised(servers, own, { endsAt, tell: request.tell });
    return {
      name: `report mails on ${request.engine}`,
      facts: [
        `${servers.version ?? 'a server that was given'}, flushing its log at each commit`,
        `when it began, ${load.toFixed(1)} processes wanted the ${availableParallelism()} cores (load of the last minute)`,
      ],
      figures: [personalised, ...figures],
      profile: [],
    };
  });
}

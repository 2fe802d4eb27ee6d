import type { RunSubject } from '../remote/marketing-platform.ts';
import { fieldNames } from '../remote/read-field.ts';
import { type PlatformRun, readRun } from '../remote/read-rows.ts';
import type { PullCounts } from '../store/pulls/cursors.ts';
import { type StoredRun, saveRuns } from '../store/pulls/platform-runs.ts';
import type { PlatformPull } from './platform-pull.ts';
import { pullPages } from './pull-pages.ts';

/** A run may be listed later than it began. */
const MARGIN_MINUTES = 24 * 60;

/** Runs of campaigns that went to a list or segment, or sent a newsletter. */
export function pullRuns(pull: PlatformPull, by: RunSubject, id: string): Promise<PullCounts> {
  const { db, platform, plan, now, pageRows } = pull;
  const foundBy = `${by}:${id}`;
  return pullPages(pull, {
    key: { kind: 'runs', subject: foundBy },
    firstFrom: now.subtract({ hours: plan.followDays * 24 }),
    marginMinutes: Math.max(MARGIN_MINUTES, plan.marginMinutes),
    pageRows,
    ask: ({ from, startedAt }, page) =>
      platform.runs(by, id, { from, to: startedAt.add({ hours: 24 }) }, page),
    store: async (rows, save) => {
      const runs = new Map<string, StoredRun>();
      const reasons: string[] = [];
      let repeated = 0;
      for (const row of rows) {
        const reading = readRun(row, plan.fields.run);
        if (!reading.ok) reasons.push(`${reading.reason}; its fields: ${fieldNames(row)}`);
        else {
          repeated += runs.has(reading.value.statid) ? 1 : 0;
          runs.set(reading.value.statid, stored(reading.value, foundBy));
        }
      }
      await db.transaction(async (trx) => {
        const applied = await saveRuns(trx, [...runs.values()], now);
        const duplicate = runs.size + repeated - applied;
        const counts = { read: rows.length, applied, duplicate, parked: 0, refused: reasons.length };
        await save(trx, counts, reasons[0] ?? null);
      });
    },
  });
}

function stored({ statid, newsletterId, name, startedMs }: PlatformRun, foundBy: string): StoredRun {
  const startedAt = startedMs === null ? null : Temporal.Instant.fromEpochMilliseconds(startedMs);
  return { statid, foundBy, newsletterId, name, startedAt };
}

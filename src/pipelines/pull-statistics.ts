import { scrubAnswer } from '../remote/scrub-answer.ts';
import type { PullCounts } from '../store/pulls/cursors.ts';
import { saveStatistics } from '../store/pulls/platform-statistics.ts';
import type { PlatformPull } from './platform-pull.ts';
import { pullPages } from './pull-pages.ts';

/** What the platform says of a run, kept as it answers: its shape is documented nowhere. */
export function pullStatistics(pull: PlatformPull, statid: string): Promise<PullCounts> {
  const { db, platform, now } = pull;
  return pullPages(pull, {
    key: { kind: 'statistics', subject: statid },
    firstFrom: now,
    marginMinutes: 0,
    pageRows: 1,
    ask: async (_pass, { offset }) => (offset === 0 ? [await platform.smsStatistics(statid)] : []),
    store: (rows, save) =>
      db.transaction(async (trx) => {
        const isNew = await saveStatistics(trx, statid, scrubAnswer(rows[0] ?? null));
        const counts = { read: 1, applied: isNew ? 1 : 0, duplicate: isNew ? 0 : 1, parked: 0, refused: 0 };
        await save(trx, counts, null);
      }),
  });
}

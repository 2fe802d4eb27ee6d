import { Failure } from '../core/failure.ts';
import { databaseNow } from '../store/database-clock.ts';
import { findPullSource } from '../store/pulls/lease.ts';
import { MARKETING_PLATFORM } from './platform-pull.ts';
import { type PullNeeds, type PullReport, pullMarketingPlatform } from './pull-marketing-platform.ts';

/** What became of a tick. */
export type PullTick =
  | PullReport
  | { readonly skipped: 'not configured' | 'the source is foreign' | 'not due' | 'locked' };

type TellPull = (event: string, fields: Readonly<Record<string, unknown>>) => void;

/** Pulls when the last pull began at least a period ago; of several workers one does. `needs` null = nothing to pull. */
export async function pullWhenDue(
  needs: PullNeeds | null,
  everyMinutes: number,
  tell?: TellPull,
): Promise<PullTick> {
  if (needs === null) return { skipped: 'not configured' };
  if (needs.hasForeignSource) return { skipped: 'the source is foreign' };
  const { startedAt } = await findPullSource(needs.db, MARKETING_PLATFORM);
  if (startedAt !== null && !(await isDue(needs, startedAt, everyMinutes))) return { skipped: 'not due' };
  try {
    const report = await pullMarketingPlatform(needs);
    tell?.('platform-pulled', report);
    return report;
  } catch (error) {
    if (error instanceof Failure && error.code === 'locked') return { skipped: 'locked' };
    throw error;
  }
}

async function isDue({ db }: PullNeeds, startedAt: Temporal.Instant, everyMinutes: number): Promise<boolean> {
  const due = startedAt.add({ minutes: everyMinutes });
  return Temporal.Instant.compare(due, await databaseNow(db)) <= 0;
}

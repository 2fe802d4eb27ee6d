import { setTimeout as sleep } from 'node:timers/promises';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import type { PlatformPlan } from '../core/platform-plan.ts';
import type { AskNeeds } from '../remote/ask.ts';
import { createMarketingPlatform } from '../remote/marketing-platform.ts';
import type { PlatformAccount } from '../remote/platform-account.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { takeParked } from '../store/provider-events/take-parked.ts';
import { claimPull, holdPull, type PullLease, releasePull } from '../store/pulls/lease.ts';
import { putOffTurns, reserveTurn } from '../store/pulls/turns.ts';
import type { PhoneSecret } from './open-phone-keys.ts';
import { MARKETING_PLATFORM, type PlatformPull, turnMs } from './platform-pull.ts';
import { type PulledKinds, pullSteps } from './pull-steps.ts';

export type PullNeeds = {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  readonly account: PlatformAccount;
  readonly plan: PlatformPlan;
  /** who holds the lease: unlike for every process */
  readonly owner: string;
  /** true = the source tables follow another database, and nothing may be written there */
  readonly hasForeignSource: boolean;
  readonly limits?: AskNeeds['limits'];
  readonly pause?: AskNeeds['pause'];
  readonly pageRows?: number;
  readonly onPage?: PlatformPull['onPage'];
};

export type PullReport = PulledKinds & {
  /** parked events that have found their contact or message now */
  readonly taken: number;
  readonly requests: number;
  readonly seconds: number;
};

const PAGE_ROWS = 1_000;
/** Well inside the lease. */
const LONGEST_WAIT_MS = 90_000;

/**
 * Pulls what is new, kind by kind. Fails with `bad-state` (a foreign source), `locked` (somebody else pulls),
 * `bad-config` (not let in) or `remote-unreachable`; what was stored by then stays, and the next pull goes on there.
 */
export async function pullMarketingPlatform(
  needs: PullNeeds,
  since: Temporal.Instant | null = null,
): Promise<PullReport> {
  if (needs.hasForeignSource)
    throw new Failure(
      'bad-state',
      'SOURCE_DATABASE_URL is set: the source tables follow that database and nothing is pulled into them',
    );
  const lease = await claimPull(needs.db, MARKETING_PLATFORM, needs.owner);
  if (lease === null) throw new Failure('locked', 'another process pulls from MarketingPlatform now');
  try {
    const report = await pullAll(needs, lease, since);
    await releasePull(needs.db, lease, null);
    return report;
  } catch (error) {
    // of a database that is away the lease ends by itself
    await releasePull(needs.db, lease, errorLine(error)).catch(() => undefined);
    throw error;
  }
}

async function pullAll(
  needs: PullNeeds,
  lease: PullLease,
  since: Temporal.Instant | null,
): Promise<PullReport> {
  const started = performance.now();
  const { db, secretKey, plan, account, onPage, pageRows = PAGE_ROWS } = needs;
  const asking = askingOf(needs, lease);
  const platform = createMarketingPlatform(account, asking.needs);
  const now = await databaseNow(db);
  const kinds = await pullSteps({ db, secretKey, platform, plan, lease, now, since, pageRows, onPage });
  const taken = await takeParked(db);
  const seconds = (performance.now() - started) / 1_000;
  return { ...kinds, taken, requests: asking.count(), seconds };
}

/** Each question waits for its turn and renews the lease. */
export function askingOf(
  {
    db,
    plan,
    limits,
    pause = (milliseconds) => sleep(milliseconds),
  }: Pick<PullNeeds, 'db' | 'plan' | 'limits' | 'pause'>,
  lease: PullLease,
): { readonly needs: AskNeeds; readonly count: () => number } {
  let count = 0;
  const takeTurn = async (): Promise<void> => {
    await holdPull(db, lease);
    const waitMs = await reserveTurn(db, lease.source, turnMs(plan));
    if (waitMs > LONGEST_WAIT_MS) {
      const seconds = Math.ceil(waitMs / 1_000);
      const message = `the platform may not be asked for another ${seconds} s`;
      throw new Failure('remote-unreachable', message, { retryable: true });
    }
    if (waitMs > 0) await sleep(waitMs);
    count += 1;
  };
  const putOff = (milliseconds: number): Promise<void> => putOffTurns(db, lease.source, milliseconds);
  return {
    needs: { takeTurn, putOff, pause, ...(limits === undefined ? {} : { limits }) },
    count: () => count,
  };
}

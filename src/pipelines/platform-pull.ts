import type { PlatformPlan } from '../core/platform-plan.ts';
import type { MarketingPlatform } from '../remote/marketing-platform.ts';
import type { Db } from '../store/connect.ts';
import type { PullKey } from '../store/pulls/cursors.ts';
import type { PullLease } from '../store/pulls/lease.ts';
import type { PhoneSecret } from './open-phone-keys.ts';

/** Name of the source in our tables; provider of what comes from it. */
export const MARKETING_PLATFORM = 'marketing_platform';

/** What each step of one pull works with. */
export type PlatformPull = {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  readonly platform: MarketingPlatform;
  readonly plan: PlatformPlan;
  readonly lease: PullLease;
  /** start of this pull by the database's clock */
  readonly now: Temporal.Instant;
  /** asked for: reach back at least to here; null = from where the last pull ended */
  readonly since: Temporal.Instant | null;
  /** rows asked for at once; the platform gives 1,000 at most */
  readonly pageRows: number;
  /** told when the first `rows` rows of an answer are stored */
  readonly onPage?: ((key: PullKey, rows: number) => void) | undefined;
};

/** Between two questions. A little slower than the quota: what leaves evenly does not arrive evenly. */
export function turnMs({ requestsPerMinute }: PlatformPlan): number {
  return Math.ceil(61_200 / requestsPerMinute);
}

/** The further back of the two. */
export function earlier(one: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other !== null && Temporal.Instant.compare(other, one) < 0 ? other : one;
}

import { Failure } from '../core/failure.ts';
import type { PlatformPlan } from '../core/platform-plan.ts';
import { readMarketingPlatformFile } from '../files/marketing-platform-file.ts';
import { type PlatformAccount, parsePlatformAccount } from '../remote/platform-account.ts';

/** The settings of the same names. */
export type PullSettings = {
  readonly MARKETING_PLATFORM_URL: string;
  readonly MARKETING_PLATFORM_USERNAME?: string | undefined;
  readonly MARKETING_PLATFORM_TOKEN?: string | undefined;
  readonly MARKETING_PLATFORM_LISTS?: string | undefined;
  readonly MARKETING_PLATFORM_FILE?: string | undefined;
};

export type PreparedPull = { readonly account: PlatformAccount; readonly plan: PlatformPlan };

/** null = nothing is to be pulled. Fails with `bad-config`. */
export async function preparePull(settings: PullSettings): Promise<PreparedPull | null> {
  const { MARKETING_PLATFORM_USERNAME: username, MARKETING_PLATFORM_TOKEN: token } = settings;
  if (username === undefined || token === undefined) return null;
  const account = parsePlatformAccount({ url: settings.MARKETING_PLATFORM_URL, username, token });
  const lists = settings.MARKETING_PLATFORM_LISTS?.split(',').map((list) => list.trim()) ?? [];
  const plan = { lists, ...(await readMarketingPlatformFile(settings.MARKETING_PLATFORM_FILE ?? null)) };
  if (lists.length + plan.segments.length + plan.newsletters.length === 0)
    throw new Failure(
      'bad-config',
      'MARKETING_PLATFORM_LISTS: is required, or segments or newsletters in MARKETING_PLATFORM_FILE',
    );
  return { account, plan };
}

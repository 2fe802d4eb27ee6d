import { away, type Check, failed, ok, warning } from '../core/check.ts';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import { createMarketingPlatform } from '../remote/marketing-platform.ts';
import type { Db } from '../store/connect.ts';
import { findPullSource, type PullSource } from '../store/pulls/lease.ts';
import { putOffTurns, reserveTurn } from '../store/pulls/turns.ts';
import { MARKETING_PLATFORM, turnMs } from './platform-pull.ts';
import { type PreparedPull, type PullSettings, preparePull } from './prepare-pull.ts';

const SUBJECT = 'MarketingPlatform';
/** As long as one turn may take when a pull is under way. */
const PATIENCE_MS = 5_000;
/** Late = so many periods without a pull that went through. */
const PERIODS = 3;

export type ExaminePull = {
  readonly db: Db;
  readonly settings: PullSettings & { readonly MARKETING_PLATFORM_MINUTES: number };
  readonly hasForeignSource: boolean;
  readonly now: Temporal.Instant;
};

/** Can it be reached, and is what was pulled fresh? Nothing when nothing is to be pulled. */
export async function examinePull(asked: ExaminePull): Promise<readonly Check[]> {
  try {
    const prepared = await preparePull(asked.settings);
    if (prepared === null) return [];
    if (asked.hasForeignSource)
      return [
        failed(
          SUBJECT,
          'nothing is pulled while SOURCE_DATABASE_URL is set',
          'take one of the two settings out',
        ),
      ];
    return [
      await greet(asked.db, prepared),
      freshness(asked, await findPullSource(asked.db, MARKETING_PLATFORM)),
    ];
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-config')
      return [failed(SUBJECT, error.message.replaceAll('\n', '; '), 'correct the settings')];
    throw error;
  }
}

async function greet(db: Db, { account, plan }: PreparedPull): Promise<Check> {
  const platform = createMarketingPlatform(account, {
    takeTurn: async () => {
      const waitMs = await reserveTurn(db, MARKETING_PLATFORM, turnMs(plan));
      if (waitMs > PATIENCE_MS)
        throw new Failure(
          'remote-unreachable',
          `may not be asked for another ${Math.ceil(waitMs / 1_000)} s`,
        );
    },
    putOff: (milliseconds) => putOffTurns(db, MARKETING_PLATFORM, milliseconds),
    pause: async () => undefined,
    limits: { attempts: 1, timeoutMs: PATIENCE_MS },
  });
  try {
    await platform.greet();
    return ok(SUBJECT, `${new URL(account.baseUrl).host} lets us in`);
  } catch (error) {
    const seen = errorLine(error);
    if (error instanceof Failure && error.code === 'remote-unreachable')
      return away(SUBJECT, seen, 'see whether the platform is up; a worker tries again');
    if (error instanceof Failure) return failed(SUBJECT, seen, 'correct the settings MARKETING_PLATFORM_...');
    throw error;
  }
}

function freshness({ settings, now }: ExaminePull, source: PullSource): Check {
  const subject = 'last pull';
  const { finishedAt, lastError, isRunning } = source;
  const minutes = settings.MARKETING_PLATFORM_MINUTES;
  const running = isRunning ? ', one is under way' : '';
  if (finishedAt === null)
    return warning(
      subject,
      `none went through yet${running}${because(lastError)}`,
      'start a worker, or run pull',
    );
  const age = Math.max(0, Math.round((now.epochMilliseconds - finishedAt.epochMilliseconds) / 60_000));
  const seen = `${finishedAt.toString({ smallestUnit: 'second' })}, ${age} minutes ago${running}${because(lastError)}`;
  return age > PERIODS * minutes
    ? warning(subject, `${seen}: late`, `every ${minutes} minutes is asked for; is a worker running?`)
    : ok(subject, seen);
}

function because(error: string | null): string {
  return error === null ? '' : `; the last one stopped: ${error}`;
}

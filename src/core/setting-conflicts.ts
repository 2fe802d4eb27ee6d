import { isGuessable } from './setting-faults.ts';

/** Settings that are right one by one and wrong together. */
export function settingConflicts(
  given: Readonly<Record<string, unknown>>,
  production: boolean,
): readonly string[] {
  const problems: string[] = [];
  if (production && given.DATABASE_URL === undefined)
    problems.push('DATABASE_URL: is required when NODE_ENV=production');
  if (production && given.FAULT_POINT !== undefined)
    problems.push('FAULT_POINT: is for tests; it is refused when NODE_ENV=production');
  if (production && given.REDIS_URL === undefined)
    problems.push('REDIS_URL: is required when NODE_ENV=production');
  if (given.DATABASE_URL !== undefined && given.SECRET_KEY === undefined) {
    problems.push('SECRET_KEY: is required with DATABASE_URL; make one with `openssl rand -hex 32`');
  }
  if (production && typeof given.SECRET_KEY === 'string' && isGuessable(given.SECRET_KEY))
    problems.push('SECRET_KEY: can be guessed; make one with `openssl rand -hex 32`');
  if (given.DATABASE_URL !== undefined && given.DATABASE_URL === given.SOURCE_DATABASE_URL)
    problems.push('SOURCE_DATABASE_URL: is DATABASE_URL; leave it out when the source tables are ours');
  if ((given.MARKETING_PLATFORM_USERNAME === undefined) !== (given.MARKETING_PLATFORM_TOKEN === undefined))
    problems.push('MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: either needs the other');
  return problems;
}

import { isClear } from './clear-text.ts';
import { isGuessable } from './setting-faults.ts';

/** Settings that are right one by one and wrong together. */
export function settingConflicts(
  given: Readonly<Record<string, unknown>>,
  production: boolean,
): readonly string[] {
  const problems: string[] = production ? [...inProduction(given), ...clearText(given)] : [];
  if (given.DATABASE_URL !== undefined && given.SECRET_KEY === undefined) {
    problems.push('SECRET_KEY: is required with DATABASE_URL; make one with `openssl rand -hex 32`');
  }
  problems.push(...phoneKeys(given));
  if (given.DATABASE_URL !== undefined && given.DATABASE_URL === given.SOURCE_DATABASE_URL)
    problems.push('SOURCE_DATABASE_URL: is DATABASE_URL; leave it out when the source tables are ours');
  if ((given.MARKETING_PLATFORM_USERNAME === undefined) !== (given.MARKETING_PLATFORM_TOKEN === undefined))
    problems.push('MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: either needs the other');
  return problems;
}

function inProduction(given: Readonly<Record<string, unknown>>): readonly string[] {
  const problems = ['DATABASE_URL', 'REDIS_URL']
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: is required when NODE_ENV=production`);
  if (given.FAULT_POINT !== undefined)
    problems.push('FAULT_POINT: is for tests; it is refused when NODE_ENV=production');
  if (typeof given.SECRET_KEY === 'string' && isGuessable(given.SECRET_KEY))
    problems.push('SECRET_KEY: can be guessed; make one with `openssl rand -hex 32`');
  if (typeof given.PHONE_KEY === 'string' && isGuessable(given.PHONE_KEY))
    problems.push('PHONE_KEY: can be guessed; make one with `openssl rand -hex 32`');
  return problems;
}

/** One key for two purposes, or a change to the same key, changes nothing for whoever knows it. */
function phoneKeys({
  PHONE_KEY: now,
  PHONE_KEY_BEFORE: before,
  SECRET_KEY: secret,
}: Readonly<Record<string, unknown>>): readonly string[] {
  if (before !== undefined && now === undefined)
    return ['PHONE_KEY_BEFORE: says nothing without PHONE_KEY; the key in use is PHONE_KEY'];
  if (now === undefined) return [];
  return [
    ...(now === secret ? ['PHONE_KEY: is SECRET_KEY; make one of its own with `openssl rand -hex 32`'] : []),
    ...(now === before ? ['PHONE_KEY: is PHONE_KEY_BEFORE; make a new one with `openssl rand -hex 32`'] : []),
  ];
}

const WAYS = [
  ['DATABASE_URL', 'mysql', 'add ?tls=required'],
  ['SOURCE_DATABASE_URL', 'mysql', 'add ?tls=required'],
  ['REDIS_URL', 'redis', 'begin it with rediss://'],
] as const;

/** Passwords, reports and all of the audience's data; whose network it is only an operator knows. */
function clearText(given: Readonly<Record<string, unknown>>): readonly string[] {
  const { ALLOW_CLEARTEXT: named } = given;
  const allowed = typeof named === 'string' ? named.split(',') : [];
  return WAYS.filter(([name, kind]) => {
    const url = given[name];
    return typeof url === 'string' && isClear(url) && !allowed.includes(kind);
  }).map(
    ([name, kind, advice]) =>
      `${name}: goes over the network in clear; ${advice}, or name ${kind} in ALLOW_CLEARTEXT if that network is your own`,
  );
}

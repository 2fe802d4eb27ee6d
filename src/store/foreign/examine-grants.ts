import { type Check, failed, ok, warning } from '../../core/check.ts';
import type { Db } from '../connect.ts';

/** The monitors tell how far a replica is behind; they read nothing else. */
const READING =
  /^(USAGE|SELECT|SHOW VIEW|SHOW DATABASES|REPLICATION CLIENT|REPLICA MONITOR|SLAVE MONITOR|BINLOG MONITOR)$/;

/** The source belongs to somebody else: our account there may read and no more. */
export async function examineGrants(source: Db): Promise<Check> {
  const answer: unknown = await source.raw('SHOW GRANTS');
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  const grants = Array.isArray(rows) ? rows.map((row: object) => String(Object.values(row)[0])) : [];
  return judgeGrants(grants);
}

export function judgeGrants(grants: readonly string[]): Check {
  const rights = grants.map((grant) => /^GRANT (.+?) ON /.exec(grant)?.[1] ?? null);
  const writing = rights
    .flatMap((right) => (right === null ? [] : right.replace(/\([^)]*\)/g, '').split(',')))
    .map((right) => right.trim())
    .filter((right) => !READING.test(right));
  const subject = 'source rights';
  if (writing.length > 0)
    return failed(
      subject,
      [...new Set(writing)].join(', '),
      'give SOURCE_DATABASE_URL an account with SELECT only',
    );
  if (grants.some((grant) => / WITH GRANT OPTION/.test(grant)))
    return failed(subject, 'GRANT OPTION', 'give SOURCE_DATABASE_URL an account with SELECT only');
  if (rights.includes(null))
    return warning(subject, 'a role, whose rights are not looked into', 'make sure that it only reads');
  return ok(subject, 'SELECT only');
}

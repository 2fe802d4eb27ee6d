import type { Redis } from 'ioredis';
import type { World } from './world.ts';

/** A text that others may read, and where it stands. */
export type Written = { readonly where: string; readonly text: string };

/** Everything a phone number, an address or a secret must not be in. */
export async function seeWritten({ db, redis }: World, output: string): Promise<readonly Written[]> {
  const [reasons] = await db.raw(
    `SELECT CONCAT_WS(' ', reason, occurrence) AS text FROM report_runs
     UNION ALL SELECT CONCAT_WS(' ', reason, smtp_text) FROM report_dispatches
     UNION ALL SELECT smtp_text FROM dispatch_attempts`,
  );
  const [audit] = await db.raw("SELECT CONCAT_WS(' ', actor, action, object, detail) AS text FROM audit_log");
  const joined = (rows: readonly { readonly text: string | null }[]): string =>
    rows.map(({ text }) => text ?? '').join('\n');
  return [
    { where: 'the log', text: output },
    { where: 'a reason', text: joined(reasons) },
    { where: 'the audit log', text: joined(audit) },
    { where: 'Redis', text: await textInRedis(redis) },
  ];
}

async function textInRedis(redis: Redis): Promise<string> {
  const texts: string[] = [];
  for (const key of await redis.keys('*faults-*')) {
    texts.push(key);
    switch (await redis.type(key)) {
      case 'hash':
        texts.push(JSON.stringify(await redis.hgetall(key)));
        break;
      case 'list':
        texts.push(...(await redis.lrange(key, 0, -1)));
        break;
      case 'zset':
        texts.push(...(await redis.zrange(key, '0', '-1')));
        break;
      case 'set':
        texts.push(...(await redis.smembers(key)));
        break;
      case 'string':
        texts.push((await redis.get(key)) ?? '');
        break;
      case 'stream':
        texts.push(JSON.stringify(await redis.xrange(key, '-', '+')));
        break;
      default:
        break;
    }
  }
  return texts.join('\n');
}

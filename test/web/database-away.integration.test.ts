import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type DatabaseDoor, databaseDoor } from '../support/database-door.ts';
import { HOOK_SECRETS, linkReceipts, type WebBench, webBench } from '../support/web-bench.ts';
import { until } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let door: DatabaseDoor;
let through: Db;
let web: WebBench;

beforeAll(async () => {
  fresh = await freshDatabase();
  door = await databaseDoor(fresh.url);
  through = connectMysql(door.url);
  web = await webBench({ ...fresh, db: through, url: door.url });
});
afterAll(async () => {
  await web?.stop();
  await through?.destroy();
  await door?.shut();
  await fresh?.drop();
});

const HEADERS = { 'Content-Type': 'application/json', 'X-Hook-Secret': HOOK_SECRETS.one };

async function call(
  id: string,
): Promise<{ readonly status: number; readonly again: string | null; text: string }> {
  const response = await fetch(`${web.url}/hooks/link_mobility/plain`, {
    method: 'POST',
    headers: HEADERS,
    body: linkReceipts(id),
  });
  return { status: response.status, again: response.headers.get('retry-after'), text: await response.text() };
}

it('answers 503 while the database is away, and 200 to the same requests when it is back', async () => {
  expect((await call('before')).status).toBe(200);
  await door.shut();
  const away = await Promise.all(['a', 'b', 'c'].map(call));
  for (const answer of away) {
    expect(answer).toMatchObject({ status: 503, again: '5' });
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'unavailable' });
  }
  // nothing of it can be read, and what could not be read must be kept before that is said
  const unread = await fetch(`${web.url}/hooks/link_mobility/plain`, {
    method: 'POST',
    headers: HEADERS,
    body: 'nonsense',
  });
  expect([unread.status, unread.headers.get('retry-after')]).toEqual([503, '5']);
  const health = await fetch(`${web.url}/healthz`);
  expect(health.status).toBe(200);
  expect(await fresh.db('parked_events').pluck('provider_message_id')).toEqual(['before']);
  await door.open();
  await until(async () => ((await call('a')).status === 200 ? true : null));
  expect((await Promise.all(['b', 'c', 'before'].map(call))).map(({ status }) => status)).toEqual([
    200, 200, 200,
  ]);
  const ids = await fresh.db('parked_events').orderBy('provider_message_id').pluck('provider_message_id');
  expect(ids).toEqual(['a', 'b', 'before', 'c']);
  const told = web.lines.filter(({ event }) => event === 'hook-not-stored');
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(JSON.stringify(told)).not.toContain(new URL(fresh.url).password);
});

it('tells nobody outside what is wrong with the database, and the log does', async () => {
  await fresh.db.raw('RENAME TABLE parked_events TO parked_elsewhere');
  const answer = await call('lost');
  await fresh.db.raw('RENAME TABLE parked_elsewhere TO parked_events');
  expect(answer).toMatchObject({ status: 500, again: null });
  expect(JSON.parse(answer.text)).toEqual({
    error: 'internal',
    message: 'a defect of this program; the request was not taken',
  });
  expect(await fresh.db('parked_events').where({ provider_message_id: 'lost' })).toEqual([]);
  expect((await call('lost')).status).toBe(200);
});

import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { inspectPrivateServers } from '../../src/servers/inspect-servers.ts';
import {
  type PrivateServers,
  type PrivateServersRequest,
  startPrivateServers,
  stopPrivateServers,
} from '../../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import { differences } from '../store/roll-up/compare-cubes.ts';
import { contentOf, IMPORT_SECRET } from '../support/import-bench.ts';
import { HOOK_SECRETS_TEXT, HOOKS_YAML, hooksFile, linkReceipts, PLAIN } from '../support/web-bench.ts';
import { startWebProcess, type WebProcess } from '../support/web-process.ts';
import { until } from '../support/worker-app.ts';

const LOCAL = join(import.meta.dirname, '../../.local');
const CALLERS = 6;
const EVENTS = 5;
const TURNS = 60;
const MESSAGES = CALLERS * TURNS * EVENTS;
const NOW = Temporal.Instant.from('2026-11-25T12:00:00Z');

let root: string;
let servers: PrivateServers;
/** To the database, wherever it listens: somebody may have taken its port while it was away. */
let way: TcpProxy;
let databaseUrl: string;
let db: Db;
let file: ReturnType<typeof hooksFile>;

/** A database that may be killed: the one of the other tests may not. */
function request(): PrivateServersRequest {
  return { folder: root, engine: inject('engine'), instance: 'kill', bufferPoolMb: 32 };
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'acknowledged-'));
  if (existsSync(join(LOCAL, 'packages'))) symlinkSync(join(LOCAL, 'packages'), join(root, 'packages'));
  servers = await startPrivateServers(request());
  way = await startTcpProxy(portOf(servers));
  const through = new URL(servers.databaseUrl);
  through.port = String(way.port);
  databaseUrl = through.href;
  db = connectMysql(databaseUrl);
  file = hooksFile(HOOKS_YAML);
  await migrateUp(db);
});
afterAll(async () => {
  file?.remove();
  await db?.destroy();
  await way?.stop();
  await servers?.stop();
  await stopPrivateServers(join(root, 'servers', `kill-${inject('engine')}`));
  rmSync(root, { recursive: true });
});

function portOf({ databaseUrl: url }: PrivateServers): number {
  return Number(new URL(url).port);
}

async function restart(): Promise<PrivateServers> {
  const again = await startPrivateServers(request());
  way.to(portOf(again));
  return again;
}

/** Messages that the receipts of `prefix` tell of. */
async function addMessages(prefix: string): Promise<void> {
  const rows = Array.from(
    { length: MESSAGES },
    (_, n) => `${prefix}m${n},c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,${prefix}${n}\n`,
  );
  const files = {
    contacts: 'contact_id,phone,country\nc1,+4791234567,NO\n',
    campaigns: 'campaign_id,name,kind,link_count\np1,Black week,promotional,1\n',
    messages: `message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id\n${rows.join('')}`,
  };
  for (const [kind, text] of Object.entries(files)) {
    const path = join(root, `${kind}.csv`);
    writeFileSync(path, text);
    await importFiles({ db, secretKey: IMPORT_SECRET, paths: [path] });
  }
}

function startWeb(): WebProcess {
  return startWebProcess(file.path, {
    DATABASE_URL: databaseUrl,
    HOOK_SECRETS: HOOK_SECRETS_TEXT,
    SECRET_KEY: IMPORT_SECRET,
  });
}

async function post(url: string, ids: readonly string[]): Promise<number | null> {
  try {
    const response = await fetch(`${url}/hooks/link_mobility/plain`, {
      method: 'POST',
      headers: PLAIN,
      body: linkReceipts(...ids),
    });
    await response.text();
    return response.status;
  } catch {
    return null;
  }
}

type Told = { readonly acknowledged: Set<string>; readonly statuses: Map<number | null, number> };

/** Callers at once, each with events of its own, one request after the other; `onAnswer` may kill something. */
async function callAll(url: string, prefix: string, onAnswer: (told: Told) => Promise<void>): Promise<Told> {
  const told: Told = { acknowledged: new Set(), statuses: new Map() };
  const caller = async (name: number): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const first = (name * TURNS + turn) * EVENTS;
      const ids = Array.from({ length: EVENTS }, (_, at) => `${prefix}${first + at}`);
      const status = await post(url, ids);
      told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1);
      if (status === 200) for (const id of ids) told.acknowledged.add(id);
      await onAnswer(told);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, name) => caller(name)));
  return told;
}

/** Ids of the messages that have a receipt of a delivery, each as often as it has one. */
function delivered(prefix: string): PromiseLike<string[]> {
  return db('receipts as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .where('r.status', 50)
    .where('m.provider_message_id', 'like', `${prefix}%`)
    .pluck('m.provider_message_id');
}

/** Everything comes again, twice: what is missing is added, and nothing is there twice. */
async function replay(url: string, prefix: string): Promise<void> {
  const contents: (readonly string[])[] = [];
  for (let time = 0; time < 2; time += 1) {
    for (let from = 0; from < MESSAGES; from += 900) {
      const length = Math.min(900, MESSAGES - from);
      expect(
        await post(
          url,
          Array.from({ length }, (_, at) => `${prefix}${from + at}`),
        ),
      ).toBe(200);
    }
    contents.push(await contentOf(db, 'receipts'));
  }
  expect(contents[1]).toEqual(contents[0]);
  const ids = await delivered(prefix);
  expect([ids.length, new Set(ids).size]).toEqual([MESSAGES, MESSAGES]);
  await refreshRollups(db, { now: NOW });
  expect(await differences(db, NOW.epochMilliseconds / 1000)).toEqual([]);
}

describe('what was answered 200', () => {
  it('is in the tables when the web process is killed in the middle', async () => {
    await addMessages('W');
    const web = startWeb();
    const url = await web.url();
    const told = await callAll(url, 'W', async ({ acknowledged }) => {
      if (acknowledged.size >= 400) web.kill('SIGKILL');
    });
    expect(await web.ended).toBeNull();
    const there = new Set(await delivered('W'));
    expect(told.acknowledged.size).toBeGreaterThanOrEqual(400);
    expect(told.statuses.get(null)).toBeGreaterThan(0);
    expect([...told.acknowledged].filter((id) => !there.has(id))).toEqual([]);
    expect(there.size % EVENTS).toBe(0);

    const next = startWeb();
    await replay(await next.url(), 'W');
    next.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  }, 180_000);

  it('is in the tables when the database is killed in the middle, and the same process goes on', async () => {
    await addMessages('D');
    const web = startWeb();
    const url = await web.url();
    const { database } = inspectPrivateServers(servers.folder);
    let restarted: Promise<PrivateServers> | null = null;
    const told = await callAll(url, 'D', async ({ acknowledged, statuses }) => {
      if (acknowledged.size < 400) return;
      if (restarted === null) {
        process.kill(database?.pid ?? 0, 'SIGKILL');
        restarted = until(async () => ((statuses.get(503) ?? 0) >= CALLERS ? restart() : null));
      }
      // until each caller has seen it away
      if ((statuses.get(503) ?? 0) >= CALLERS) await restarted;
    });
    expect(new Set(told.statuses.keys())).toEqual(new Set([200, 503]));
    const again = await (restarted as Promise<PrivateServers> | null);
    expect(again).not.toBeNull();
    const there = new Set(await delivered('D'));
    expect([...told.acknowledged].filter((id) => !there.has(id))).toEqual([]);
    expect(told.acknowledged.size).toBeGreaterThan(400 + EVENTS * CALLERS);

    await replay(url, 'D');
    web.kill('SIGTERM');
    expect(await web.ended).toBe(0);
    await again?.stop();
  }, 180_000);
});

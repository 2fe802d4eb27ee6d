import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { sourceAccount } from '../support/source-account.ts';
import {
  HOOK_SECRETS,
  HOOK_SECRETS_TEXT,
  HOOKS_YAML,
  hooksFile,
  linkReceipts,
} from '../support/web-bench.ts';
import { startWebProcess, type WebProcess } from '../support/web-process.ts';

const HEADERS = { 'Content-Type': 'application/json', 'X-Hook-Secret': HOOK_SECRETS.one };
const EVENTS = 3;

let fresh: FreshDatabase;
let file: ReturnType<typeof hooksFile>;
const running: WebProcess[] = [];

beforeEach(async () => {
  fresh = await freshDatabase();
  file = hooksFile(HOOKS_YAML);
});
afterEach(async () => {
  for (const web of running.splice(0)) {
    web.kill('SIGKILL');
    await web.ended;
  }
  file.remove();
  await fresh.drop();
});

function start(settings: Readonly<Record<string, string>> = {}): WebProcess {
  const web = startWebProcess(file.path, {
    DATABASE_URL: fresh.url,
    HOOK_SECRETS: HOOK_SECRETS_TEXT,
    ...settings,
  });
  running.push(web);
  return web;
}

type Told = {
  readonly acknowledged: Set<string>;
  readonly tried: Set<string>;
  readonly statuses: Set<number>;
};

/** Eight callers, each sending the next request when the last was answered, until the server is gone. */
async function callUntilGone(url: string, told: Told, onAcknowledged: () => void): Promise<void> {
  const caller = async (name: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const ids = Array.from({ length: EVENTS }, (_, at) => `k${name}-${turn}-${at}`);
      for (const id of ids) told.tried.add(id);
      try {
        const body = linkReceipts(...ids);
        const response = await fetch(`${url}/hooks/link_mobility/plain`, {
          method: 'POST',
          headers: HEADERS,
          body,
        });
        await response.text();
        told.statuses.add(response.status);
        if (response.status === 200) for (const id of ids) told.acknowledged.add(id);
        else if (response.status !== 503) throw new Error(`answered ${response.status}`);
        onAcknowledged();
      } catch (error) {
        if (error instanceof TypeError) return;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, name) => caller(name)));
}

/** 0 = it did not drain. */
function drainSeconds(output: string): number {
  const at = (event: string): number =>
    Date.parse(new RegExp(`"at":"([^"]+)","level":"info","event":"${event}"`).exec(output)?.[1] ?? '');
  const seconds = (at('web-stopped') - at('web-stopping')) / 1000;
  return Number.isNaN(seconds) ? 0 : seconds;
}

async function stored(): Promise<ReadonlySet<string>> {
  return new Set<string>(await fresh.db('parked_events').pluck('provider_message_id'));
}

describe('a web process', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'that gets %s in the middle has acknowledged nothing that is not in the tables',
    async (signal) => {
      const web = start();
      const told: Told = { acknowledged: new Set(), tried: new Set(), statuses: new Set() };
      let isKilled = false;
      await callUntilGone(await web.url(), told, () => {
        // a second SIGTERM would end it at once
        if (isKilled || told.acknowledged.size < 300) return;
        isKilled = true;
        web.kill(signal);
      });
      expect(await web.ended).toBe(signal === 'SIGTERM' ? 0 : null);
      const there = await stored();
      expect(told.acknowledged.size).toBeGreaterThanOrEqual(300);
      expect([...told.acknowledged].filter((id) => !there.has(id))).toEqual([]);
      expect([...there].filter((id) => !told.tried.has(id))).toEqual([]);
      expect(there.size % EVENTS).toBe(0);
      expect(/"event":"web-stopped".*"drained":true/.test(web.output())).toBe(signal === 'SIGTERM');
      // longer than any request here takes, shorter than idle connections would be kept
      expect(drainSeconds(web.output())).toBeLessThan(10);

      // what was not acknowledged comes again; nothing is there twice
      const next = start();
      const url = `${await next.url()}/hooks/link_mobility/plain`;
      const ids = [...told.tried];
      for (let from = 0; from < ids.length; from += 900) {
        const body = linkReceipts(...ids.slice(from, from + 900));
        expect((await fetch(url, { method: 'POST', headers: HEADERS, body })).status).toBe(200);
      }
      expect(await fresh.db('parked_events').pluck('provider_message_id')).toHaveLength(told.tried.size);
    },
  );

  it.each([
    [
      { SOURCE_DATABASE_URL: 'DATABASE_URL' },
      3,
      /^error: bad-state: SOURCE_DATABASE_URL is set: .* take no hooks$/m,
    ],
    [{ HOOK_SECRETS: 'one=short' }, 78, /^error: bad-config: HOOK_SECRETS: one must have at least 16/m],
    [{ HOOK_SECRETS: `one=${'k'.repeat(32)}` }, 78, /^error: bad-config: HOOK_SECRETS: one must have/m],
    [
      { HOOK_SECRETS: 'one=first-secret-of-hooks-0123' },
      78,
      /hooks.twilio: names the secret token, which is not in/,
    ],
    [{ WEB_PORT: '99999' }, 78, /^error: bad-config: WEB_PORT: must be a whole number from 0 to 65535$/m],
  ])('with %j does not start', async (settings, code, line) => {
    const reader = await sourceAccount(fresh);
    const given = 'SOURCE_DATABASE_URL' in settings ? { SOURCE_DATABASE_URL: reader.url } : settings;
    const web = start(given as Record<string, string>);
    const ended = await web.ended;
    await reader.drop();
    expect(ended).toBe(code);
    expect(web.output()).toMatch(line);
    expect(web.output()).not.toContain('first-secret');
  });
});

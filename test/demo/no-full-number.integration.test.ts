import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerAudit } from '../../src/cli/commands/audit.ts';
import { registerHooks } from '../../src/cli/commands/hooks.ts';
import { registerRecommendations } from '../../src/cli/commands/recommendations.ts';
import { registerSuppressions } from '../../src/cli/commands/suppressions.ts';
import { type DemoResult, runDemo } from '../../src/demo/run-demo.ts';
import { readSchedulesFile } from '../../src/files/schedules-file.ts';
import { instanceFolder, stopPrivateServers } from '../../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import {
  type CountNumbers,
  countNumbersOf,
  textOfRedis,
  textsOfDatabase,
} from '../support/numbers-in-text.ts';
import { runCommand } from '../support/run-command.ts';
import { callHook, PLAIN, type WebBench, webBench } from '../support/web-bench.ts';

const local = join(import.meta.dirname, '../../.local');
const instance = 'demo-numbers';
const REGISTERS = [registerAudit, registerHooks, registerRecommendations, registerSuppressions];
const STEPS = [
  'recommendations list --state all',
  'recommendations approve --all',
  'recommendations apply --all --allow-large',
  'recommendations undo --batch 1',
  'recommendations export --state all',
  'suppressions check',
  'hooks refused',
  'audit list --json',
  'audit verify',
];

describe('a full run: import, roll-up, search, reports, mails, hooks, decisions', {
  timeout: 120_000,
}, () => {
  // the demo's lock stands beside its folder
  const outer = mkdtempSync(join(tmpdir(), 'demo-numbers-'));
  const folder = join(outer, 'demo');
  const lines: string[] = [];
  let result: DemoResult;
  let db: Db;
  let web: WebBench;
  let count: CountNumbers;
  let told = '';

  beforeAll(async () => {
    result = await runDemo({
      local,
      instance,
      folder,
      engine: inject('engine'),
      seed: '7',
      endsAt: Temporal.Now.instant().round({ smallestUnit: 'second', roundingMode: 'floor' }),
      scale: 0.05,
      keep: true,
      output: { line: (text) => lines.push(text), passing: () => undefined },
      readSchedules: readSchedulesFile,
      screenshot: null,
    });
    count = countNumbersOf(join(folder, 'history/contacts.csv'));
    const url = result.servers.databaseUrl;
    db = connectMysql(url, { poolSize: 4 });
    web = await webBench({ db, url, name: new URL(url).pathname.slice(1), drop: async () => undefined });
    const numbers = [...readFileSync(join(folder, 'history/contacts.csv'), 'utf8').matchAll(/\+\d{9,15}/g)];
    for (const [number] of numbers.slice(0, 20)) {
      const broken = { resultCode: 1001, destination: number, note: `${number} has no id` };
      const unknown = { ...broken, id: `x${number.length}`, timestamp: '2026-11-20T10:01:00Z' };
      told += (await callHook(web.url, '/hooks/link_mobility/plain', posted(broken))).text;
      told += (await callHook(web.url, '/hooks/link_mobility/plain', posted(unknown))).text;
      told += (await callHook(web.url, `/hooks/${number}?to=${number}`, posted(broken))).text;
    }
    for (const step of STEPS) {
      const { stdout, stderr, failure } = await runCommand(web.app, REGISTERS, step.split(' '));
      told += `${step}\n${stdout}${stderr}${failure?.message ?? ''}\n`;
    }
  }, 120_000);
  afterAll(async () => {
    await web?.stop();
    await db?.destroy();
    await stopPrivateServers(instanceFolder({ folder: local, instance, engine: inject('engine') }));
    rmSync(outer, { recursive: true, force: true });
  });

  it('did what it should, and a number would have been found', async () => {
    expect(told).toMatch(/batch 1: \d+ applied/);
    expect(await db('refused_events').count({ n: '*' }).first()).not.toEqual({ n: 0 });
    expect(count(readFileSync(join(folder, 'history/contacts.csv'), 'utf8'))).toBeGreaterThan(1_000);
  });

  it('leaves no full number in what it says: logs, errors, pages of the command line, mails', () => {
    const said = {
      demo: lines.join('\n'),
      worker: readFileSync(join(folder, 'worker.log'), 'utf8'),
      web: JSON.stringify(web.lines),
      told,
      ...Object.fromEntries(result.mails.map(({ mail }, at) => [`mail ${at}`, JSON.stringify(mail)])),
    };
    for (const [place, text] of Object.entries(said)) {
      expect(text.length).toBeGreaterThan(100);
      expect(`${place}: ${count(text)}`).toBe(`${place}: 0`);
    }
  });

  it('leaves none in Redis, and none in any column of any table, the audit log among them', async () => {
    const redis = await textOfRedis(result.servers.redisUrl);
    expect(redis.length).toBeGreaterThan(500);
    expect(count(redis)).toBe(0);
    const texts = await textsOfDatabase(db);
    expect(texts.get('audit_log.detail')?.length).toBeGreaterThan(500);
    const found = [...texts].filter(([, text]) => count(text) > 0).map(([place]) => place);
    expect(found).toEqual([]);
  });
});

function posted(event: unknown): RequestInit {
  return { body: JSON.stringify(event), headers: PLAIN };
}

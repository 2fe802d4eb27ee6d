import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerPull } from '../../src/cli/commands/pull.ts';
import { registerPulls } from '../../src/cli/commands/pulls.ts';
import { readConfig } from '../../src/config.ts';
import { Failure } from '../../src/core/failure.ts';
import { examinePull } from '../../src/pipelines/examine-pull.ts';
import { pullWhenDue } from '../../src/pipelines/pull-when-due.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { type PullBench, pullBench, unix } from '../support/pull-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const FILE = `
campaigns: { newsletters: { 311: p1 } }
statistics: { sent: totals.sent, clicks: totals.clicks }
`;
const PHONE = { mobile_prefix: '47', mobile_number: '91234567' };

let puller: PullBench;
let app: App;

beforeAll(async () => {
  puller = await pullBench();
  await puller.reset();
  writeFileSync(join(puller.bench.folder, 'mp.yaml'), FILE);
  app = await openApp({ config: readConfig(environment(), 'no-such-file.yaml'), schema: 'must-match' });
});

afterAll(async () => {
  await app.close();
  await puller.drop();
});

beforeEach(() => puller.reset());

function environment(more: Readonly<Record<string, string | undefined>> = {}) {
  return {
    DATABASE_URL: puller.bench.url,
    REDIS_URL: inject('redisUrl'),
    SECRET_KEY: IMPORT_SECRET,
    MARKETING_PLATFORM_URL: puller.server.url,
    MARKETING_PLATFORM_USERNAME: puller.server.username,
    MARKETING_PLATFORM_TOKEN: puller.server.token,
    MARKETING_PLATFORM_LISTS: '24',
    MARKETING_PLATFORM_FILE: join(puller.bench.folder, 'mp.yaml'),
    ...more,
  };
}

function run(words: string, with_: App = app): Promise<CommandRun> {
  return runCommand(with_, [registerPull, registerPulls], words.split(' '));
}

function another(more: Readonly<Record<string, string | undefined>>): App {
  return { ...app, config: readConfig(environment(more), 'no-such-file.yaml') };
}

async function fill(): Promise<void> {
  await puller.bench.give(
    'messages',
    'message_id,contact_id,campaign_id,sent_at,status,provider\nm1,c1,p1,2026-11-20T10:00:00Z,delivered,link_mobility\n',
  );
  const { world } = puller.server;
  world.lists.set('24', [
    { ...PHONE, sms_unsubscribed: unix('2026-11-22T08:00:00Z') },
    { mobile_prefix: '47', mobile_number: '', sms_unsubscribed: unix('2026-11-22T08:00:00Z') },
  ]);
  const started = String(Math.floor(Date.now() / 1_000) - 86_400);
  world.found.set('list:24', ['90', '91']);
  const listed = { statid: '90', newsletterid: '311', newslettername: 'Autumn', starttime: started };
  const clicks = [{ ...PHONE, clicktime: unix('2026-11-20T11:00:00Z') }];
  world.runs.set('90', { listed, clicks, statistics: { totals: { sent: '5', clicks: 2 } } });
  world.runs.set('91', { listed: '91', clicks: [], statistics: null });
}

describe('pull', () => {
  it('says what came of each kind, and where it is pulled up to', async () => {
    await fill();
    const { stdout, stderr, failure } = await run('pull');
    expect({ stderr, failure }).toEqual({ stderr: '', failure: null });
    expect(stdout.split('\n')).toEqual([
      'opt-outs of 1 lists: 2 read = 1 applied + 0 duplicate + 0 parked + 1 refused',
      'runs of 1 lists, segments and newsletters: 2 read = 2 applied + 0 duplicate + 0 parked + 0 refused',
      'clicks of 1 runs: 1 read = 1 applied + 0 duplicate + 0 parked + 0 refused',
      'statistics of 1 runs: 1 read = 1 applied + 0 duplicate + 0 parked + 0 refused',
      '  1 runs are no campaign of ours: see campaigns in MARKETING_PLATFORM_FILE',
      expect.stringMatching(/^\d+ requests, \d+\.\d s$/),
      '',
    ]);
    const list = await run('pulls list');
    expect(list.stdout).toMatch(/^last pull \S+Z, last one that went through \S+Z\n/);
    expect(list.stdout).toMatch(/opt_outs\s+24\s+2\S+Z\s+2\s+1\s+0\s+0\s+1\s+done/);
    expect(list.stderr).toBe(
      '  opt_outs 24: a row has no phone number; its fields: mobile_prefix, mobile_number, sms_unsubscribed\n',
    );
  });

  it('shows what the platform counts beside what we count', async () => {
    await fill();
    await run('pull --json');
    await refreshRollups(puller.bench.db, { now: Temporal.Now.instant() });
    const { stdout } = await run('pulls runs');
    expect(stdout).toMatch(/p1\s+90\s+sent\s+5\s+1\s+4\n/);
    expect(stdout).toMatch(/p1\s+90\s+clicks\s+2\s+1\s+1\n/);
    expect(stdout).not.toMatch(/delivered/);
    const campaigns: unknown = JSON.parse((await run('pulls runs --json')).stdout);
    expect(campaigns).toMatchObject([
      {
        campaignId: 'p1',
        figures: { sent: { platform: 5, ours: 1, difference: 4 }, failed: { platform: null, ours: 0 } },
      },
      { campaignId: null, runs: [{ statid: '91' }], figures: { sent: { platform: null, ours: null } } },
    ]);
    expect(JSON.parse((await run('pulls answer 90')).stdout)).toEqual({ totals: { sent: '5', clicks: 2 } });
    expect((await run('pulls answer 91')).failure).toMatchObject({ code: 'bad-state', exit: 3 });
  });

  it('lists as JSON with stable keys', async () => {
    await fill();
    const report: Record<string, unknown> = JSON.parse((await run('pull --json')).stdout);
    expect(Object.keys(report)).toEqual([
      'optOuts',
      'runs',
      'clicks',
      'statistics',
      'runsOfOthers',
      'refused',
      'taken',
      'requests',
      'seconds',
    ]);
    const { cursors, ...source }: { cursors: Record<string, unknown>[] } = JSON.parse(
      (await run('pulls list --json')).stdout,
    );
    expect(Object.keys(source)).toEqual(['startedAt', 'finishedAt', 'lastError', 'isRunning']);
    const page = readFileSync(join(import.meta.dirname, '../../docs/marketing-platform.md'), 'utf8');
    const [compared = {}]: Record<string, unknown>[] = JSON.parse((await run('pulls runs --json')).stdout);
    for (const one of [report, source, cursors[0] ?? {}, compared])
      expect(Object.keys(one).filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
    expect(cursors.map(({ kind, subject }) => [kind, subject].join(' '))).toEqual([
      'clicks 90',
      'opt_outs 24',
      'runs list:24',
      'statistics 90',
    ]);
  });

  it('ends with 69 when a list is refused, after the rest is pulled', async () => {
    puller.server.world.lists.set('31', []);
    const { stdout, stderr, failure } = await run('pull', another({ MARKETING_PLATFORM_LISTS: '99, 24' }));
    expect(failure).toMatchObject({ code: 'remote-refused', exit: 69 });
    expect(stderr).toMatch(
      /opt_outs 99: Profiles\/GetProfilesSMSUnsubscribedSince: 404: The list does not exist/,
    );
    expect(stdout).toMatch(/^opt-outs of 2 lists/);
  });

  it('refuses what it cannot do before anything is asked', async () => {
    const refusals = [
      ['pull --since yesterday', app, 'bad-input', 2],
      ['pull --since 2999-01-01', app, 'bad-input', 2],
      ['pull', another({ SOURCE_DATABASE_URL: `${puller.bench.url}_source` }), 'bad-state', 3],
      ['pull', another({ MARKETING_PLATFORM_USERNAME: '', MARKETING_PLATFORM_TOKEN: '' }), 'bad-config', 78],
      ['pull', another({ MARKETING_PLATFORM_URL: 'http://api.example/' }), 'bad-config', 78],
      ['pull', another({ MARKETING_PLATFORM_FILE: '/no/such.yaml' }), 'bad-config', 78],
      ['pull', another({ MARKETING_PLATFORM_LISTS: '' }), 'bad-config', 78],
      ['pulls answer x', app, 'bad-input', 2],
      ['pulls runs --days 0', app, 'bad-input', 2],
    ] as const;
    for (const [words, on, code, exit] of refusals)
      expect({ words, ...(await run(words, on)).failure }).toMatchObject({ words, code, exit });
    expect(puller.server.asked).toEqual([]);
    for (const wrong of [
      { MARKETING_PLATFORM_TOKEN: '' },
      { MARKETING_PLATFORM_LISTS: 'a,b' },
      { MARKETING_PLATFORM_MINUTES: '0' },
    ])
      expect(() => another(wrong)).toThrow(Failure);
  });

  it('without anything pulled says so', async () => {
    expect((await run('pulls list')).stderr).toBe('nothing was pulled yet\n');
    expect((await run('pulls runs')).stderr).toBe('no runs are pulled\n');
  });
});

describe('doctor', () => {
  const examine = async (settings: App['config'] = app.config, hasForeignSource = false, later = 0) =>
    (
      await examinePull({
        db: app.db,
        settings,
        hasForeignSource,
        now: (await app.now()).add({ minutes: later }),
      })
    ).map(({ subject, verdict, seen }) => `${subject} ${verdict}: ${seen}`);

  it('says whether we are let in, when the last pull was, and when it is late', async () => {
    expect(await examine()).toEqual([
      expect.stringMatching(/^MarketingPlatform ok: 127\.0\.0\.1:\d+ lets us in$/),
      'last pull warning: none went through yet',
    ]);
    await run('pull');
    expect((await examine())[1]).toMatch(/^last pull ok: \S+Z, 0 minutes ago$/);
    expect((await examine(app.config, false, 46))[1]).toMatch(
      /^last pull warning: \S+Z, 46 minutes ago: late$/,
    );
    puller.server.plant('GetLists', { kind: 'html' });
    expect((await examine())[0]).toMatch(
      /^MarketingPlatform failed: Lists\/GetLists: answers with a web page/,
    );
  });

  it('finds wrong settings, and says nothing where nothing is to be pulled', async () => {
    const wrong = { ...app.config, MARKETING_PLATFORM_TOKEN: 'wrong-token-9876543210' };
    const [line] = await examine(wrong);
    expect(line).toMatch(/^MarketingPlatform failed: MARKETING_PLATFORM_USERNAME, .*401/);
    expect(line).not.toContain('wrong-token');
    expect(await examine({ ...app.config, MARKETING_PLATFORM_URL: 'http://api.example/' })).toEqual([
      'MarketingPlatform failed: MARKETING_PLATFORM_URL: must start with https:// unless the host is this machine',
    ]);
    expect(await examine(app.config, true)).toEqual([
      'MarketingPlatform failed: nothing is pulled while SOURCE_DATABASE_URL is set',
    ]);
    expect(await examine({ ...app.config, MARKETING_PLATFORM_TOKEN: undefined })).toEqual([]);
  });
});

describe('a tick of the worker', () => {
  it('pulls when a period has passed since the last pull began, whoever did it', async () => {
    const needs = puller.needs();
    expect(await pullWhenDue(needs, 15)).toMatchObject({ requests: 2 });
    expect(await pullWhenDue(needs, 15)).toEqual({ skipped: 'not due' });
    await app.db('pull_sources').update({ started_at: app.db.raw('UTC_TIMESTAMP(3) - INTERVAL 15 MINUTE') });
    await app.db('pull_sources').update({ lease_owner: 'other', lease_until: new Date(Date.now() + 60_000) });
    expect(await pullWhenDue(needs, 15)).toEqual({ skipped: 'locked' });
    expect(await pullWhenDue({ ...needs, hasForeignSource: true }, 15)).toEqual({
      skipped: 'the source is foreign',
    });
    expect(await pullWhenDue(null, 15)).toEqual({ skipped: 'not configured' });
  });
});

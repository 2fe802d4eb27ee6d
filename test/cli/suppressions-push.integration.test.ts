import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerSuppressions } from '../../src/cli/commands/suppressions.ts';
import { readConfig } from '../../src/config.ts';
import { ALL, APPROVED, applyOn } from '../support/apply-on.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench, keys } from '../support/cleaning-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

type Posted = {
  readonly path: string;
  readonly query: string;
  readonly form: Readonly<Record<string, string>>;
};

let bench: CleaningBench;
let server: Server;
const posted: Posted[] = [];
const refused = new Set<string>();

beforeAll(async () => {
  bench = await cleaningBench();
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://platform');
      const form = Object.fromEntries(new URLSearchParams(body));
      const isRefused = request.method !== 'POST' || refused.has(form.mobileNumber ?? '');
      posted.push({ path: url.pathname, query: url.search, form });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          isRefused
            ? { status: false, code: 404, message: `no profile has ${form.mobilePrefix}${form.mobileNumber}` }
            : { status: true, code: 200, data: true },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await bench.drop();
});
beforeEach(async () => {
  posted.length = 0;
  refused.clear();
  await bench.empty();
  await bench.db('pull_sources').delete();
  await bench.plant(100);
  await bench.plantRun({ id: 1 });
});

async function push(
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<CommandRun> {
  const { port } = server.address() as AddressInfo;
  const config = readConfig({
    DATABASE_URL: bench.url,
    REDIS_URL: inject('redisUrl'),
    SECRET_KEY: CLEANING_SECRET,
    MARKETING_PLATFORM_URL: `http://127.0.0.1:${port}/v2.0/`,
    MARKETING_PLATFORM_USERNAME: 'user',
    MARKETING_PLATFORM_TOKEN: 'token-of-the-account',
    MARKETING_PLATFORM_LISTS: '24,31',
    MARKETING_PLATFORM_PUSH: 'on',
    ...settings,
  });
  const app: App = await openApp({ config, schema: 'must-match' });
  try {
    return await runCommand(app, [registerSuppressions], ['suppressions', 'push', ...words]);
  } finally {
    await app.close();
  }
}

describe('suppressions push', () => {
  it('unsubscribes each number in each list, by a form and not by an address', async () => {
    await bench.recommend([{ ...APPROVED, contact: 1 }]);
    await applyOn(bench.db, ALL);
    const { stdout, failure } = await push([]);
    expect(failure).toBeNull();
    expect(stdout).toBe('1 numbers pushed with 2 requests\n');
    const path = '/v2.0/Profiles/UnsubscribeProfileMobile';
    const phone = { mobileNumber: '91000001', mobilePrefix: '47' };
    expect(posted).toEqual([
      { path, query: '', form: { listid: '24', ...phone } },
      { path, query: '', form: { listid: '31', ...phone } },
    ]);
  });

  it('makes no unsubscription for good of a pause that ends by itself', async () => {
    await bench.recommend([
      { ...APPROVED, contact: 1, reason: 'barred', action: 'suppress_until', detail: { days: 90 } },
      { ...APPROVED, contact: 2 },
      { ...APPROVED, contact: 3, reason: 'barred', action: 'suppress_until', detail: { days: 90 } },
      { ...APPROVED, contact: 3 },
    ]);
    await applyOn(bench.db, ALL);
    expect((await push([])).stdout).toBe('2 numbers pushed with 4 requests\n');
    expect(new Set(posted.map(({ form }) => form.mobileNumber))).toEqual(new Set(['91000002', '91000003']));
  });

  it('goes on from the last push that reached its end', async () => {
    await bench.recommend([{ ...APPROVED, contact: 1 }]);
    await applyOn(bench.db, ALL);
    await push([]);
    await bench.db('apply_batches').update({ finished_at: new Date('2026-11-01T00:00:00Z') });
    await bench.db('suppressions').update({ changed_at: new Date('2026-11-01T00:00:00Z') });
    expect((await push([])).stdout).toBe('0 numbers pushed with 0 requests\n');
    expect((await push(['--since', '2026-10-01', '--dry-run'])).stdout).toBe('1 numbers would be pushed\n');
  });

  it('corrects numbers only where contact ids are said to be profile ids', async () => {
    await bench.db('contacts').where({ id: 1 }).update({ contact_id: '4711' });
    const fix = { reason: 'damaged_import', action: 'fix_number' } as const;
    const columns = { fix_candidate_enc: keys.encrypt('+4792222222') };
    await bench.recommend([1, 3].map((contact) => ({ ...APPROVED, ...fix, contact, columns })));
    await applyOn(bench.db, ALL);
    expect((await push([])).stdout).toBe('0 numbers pushed with 0 requests\n');
    expect((await push(['--since', '2026-10-01', '--change-numbers'])).stdout).toBe(
      '0 numbers, 1 corrections pushed with 1 requests\n',
    );
    expect(posted).toEqual([
      {
        path: '/v2.0/Profiles/ChangeMobile',
        query: '',
        form: { profileid: '4711', mobileNumber: '92222222', mobilePrefix: '47' },
      },
    ]);
  });

  it('tells what the platform would not take, masked, and pushes the rest', async () => {
    await bench.recommend([1, 3].map((contact) => ({ ...APPROVED, contact })));
    await applyOn(bench.db, ALL);
    refused.add('91000001');
    const { stdout, stderr, failure } = await push([]);
    expect(stdout).toBe('2 numbers pushed with 4 requests\n');
    expect(stderr).toContain('+47******01: Profiles/UnsubscribeProfileMobile: 404');
    expect(stderr).not.toContain('91000001');
    expect(failure).toMatchObject({ code: 'remote-refused', exit: 69 });
    expect(posted).toHaveLength(4);
  });

  it('is off unless it was turned on, and needs an account', async () => {
    expect((await push([], { MARKETING_PLATFORM_PUSH: 'off' })).failure).toMatchObject({ exit: 78 });
    const settings = { MARKETING_PLATFORM_USERNAME: '', MARKETING_PLATFORM_TOKEN: '' };
    expect((await push([], settings)).failure?.message).toContain('are required to push');
    expect(posted).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerCodes } from '../../src/cli/commands/codes.ts';
import { registerDefinitions } from '../../src/cli/commands/definitions.ts';
import { readConfig } from '../../src/config.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { takeEvents } from '../../src/pipelines/take-events.ts';
import { receipt, SENT_MS } from '../support/event-samples.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

let bench: ImportBench;
let app: App;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
  await bench.give(
    'messages',
    'message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id\n' +
      'm1,c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,L1\nm2,c1,p1,2026-11-20T10:00:00Z,queued,vonage,L2\n',
  );
  const odd = { failureClass: 'unknown', isKnownCode: false } as const;
  const receivedAt = Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000);
  const taken = { db: bench.db, secretKey: IMPORT_SECRET, receivedAt };
  await takeEvents({
    ...taken,
    provider: 'link_mobility',
    events: [receipt('L1', 'unknown', '424242', odd)],
  });
  await takeEvents({ ...taken, provider: 'vonage', events: [receipt('L2', 'unknown', '424242', odd)] });
  await refreshRollups(bench.db);
});

afterAll(async () => {
  await app.close();
  await bench.drop();
});

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerCodes, registerDefinitions], words);
}

async function states(): Promise<readonly unknown[]> {
  await refreshRollups(bench.db);
  return bench
    .db('message_facts as f')
    .join('messages as m', 'm.id', 'f.message_id')
    .orderBy('m.message_id')
    .select('m.message_id', 'f.status', 'f.failure_class');
}

const CODE = ['--provider', 'link_mobility', '--field', 'resultCode', '--code', '424242'] as const;

describe('a code that is in no table', () => {
  it('is listed until somebody says what it means', async () => {
    const { stdout } = await run('definitions', 'codes', '--unknown');
    expect(stdout).toMatch(/link_mobility\s+resultCode\s+424242\s+1 /);
    const said = await run(
      'codes',
      'classify',
      ...CODE,
      '--status',
      'undelivered',
      '--class',
      'barred',
      '--evidence',
      'medium',
    );
    expect(said.stdout).toContain('1 stored receipts');
    expect((await run('definitions', 'codes', '--unknown', '--json')).stdout).not.toContain('link_mobility');
    const [audited] = await bench.db('audit_log').where({ action: 'code-classify' });
    expect(audited).toMatchObject({ object: 'link_mobility resultCode 424242' });
  });

  it('is read so in receipts that are stored, of that provider alone', async () => {
    expect(await states()).toEqual([
      { message_id: 'm1', status: 41, failure_class: 3 },
      { message_id: 'm2', status: 30, failure_class: 23 },
    ]);
  });

  it('can be read otherwise later', async () => {
    await run('codes', 'classify', ...CODE, '--status', 'expired', '--class', 'expired');
    expect((await states())[0]).toEqual({ message_id: 'm1', status: 42, failure_class: 9 });
  });

  it('needs words of ours', async () => {
    const failures = await Promise.all([
      run('codes', 'classify', ...CODE, '--status', 'gone'),
      run('codes', 'classify', ...CODE, '--status', 'failed', '--class', 'bad'),
      run('codes', 'classify', ...CODE, '--status', 'failed', '--evidence', 'sure'),
      run('codes', 'classify', '--provider', 'x', '--field', ' ', '--code', '1', '--status', 'failed'),
    ]);
    expect(failures.map(({ failure }) => failure?.message.split(':')[0])).toEqual([
      '--status',
      '--class',
      '--evidence',
      '--field',
    ]);
  });
});

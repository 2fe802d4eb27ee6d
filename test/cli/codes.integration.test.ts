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

describe('a code in a file of messages that is in no table', () => {
  const HEADER = 'message_id,contact_id,campaign_id,sent_at,status,provider,error_code\n';
  const row = (id: string, status: string, code: string, provider = 'infobip'): string =>
    `${id},c1,p1,2026-11-20T10:00:00Z,${status},${provider},${code}\n`;
  const CSV = `${HEADER}${row('f1', 'undelivered', '777001')}${row('f2', 'undelivered', '777001')}${row('f3', 'delivered', '777002')}${row('f4', 'failed', '1')}${row('f5', 'failed', 'E9', 'own_gate')}`;
  const unknown = async (): Promise<readonly string[]> =>
    (await run('definitions', 'codes', '--unknown', '--json')).stdout
      .split('\n')
      .filter((line) => /"(code|field|seen)"/.test(line))
      .map((line) => line.trim());
  const stateOf = async (id: string): Promise<unknown> =>
    (await states()).find((one) => (one as { message_id: string }).message_id === id);

  it('is counted once however often the file comes, under the field that the column holds', async () => {
    await bench.give('messages', CSV, { name: 'coded.csv' });
    await bench.give('messages', CSV.replace('f1', 'f0'), { name: 'coded-2.csv' });
    const told = await unknown();
    expect(told.join(' ')).toContain('"field": "error.id", "code": "777001", "seen": 3');
    expect(told.join(' ')).toContain('"field": "error_code", "code": "E9", "seen": 1');
    expect(told.join(' ')).not.toMatch(/777002|"code": "1"/);
  });

  it('is read as somebody says, in what is stored and what comes later, of that field alone', async () => {
    const odd = { status: 'undelivered', failureClass: 'unknown', isKnownCode: false } as const;
    const state = { ...odd, codeField: 'status.id', rawCode: '777001' };
    await takeEvents({
      db: bench.db,
      secretKey: IMPORT_SECRET,
      provider: 'infobip',
      events: [
        receipt('x', 'undelivered', '777001', { providerMessageId: null, clientReference: 'f4', state }),
      ],
      receivedAt: Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000),
    });
    const code = ['--provider', 'infobip', '--field', 'error.id', '--code', '777001'];
    const said = await run('codes', 'classify', ...code, '--status', 'undelivered', '--class', 'absent');
    expect(said.stdout).toContain('3 stored receipts');
    await bench.give('messages', HEADER + row('f6', 'failed', '777001'), { name: 'coded-3.csv' });
    for (const id of ['f0', 'f1', 'f2', 'f6'])
      expect(await stateOf(id)).toEqual({ message_id: id, status: 41, failure_class: 6 });
    expect(await stateOf('f4')).not.toMatchObject({ failure_class: 6 });
    expect((await unknown()).join(' ')).toContain('"field": "status.id", "code": "777001", "seen": 1');
  });
});

describe('a code that a table of the program has', () => {
  it('may be read otherwise: Infobip 2, handed to the operator, as delivered', async () => {
    const event = (id: string): Parameters<typeof takeEvents>[0]['events'][number] =>
      receipt(id, 'sent', '2', {
        providerMessageId: null,
        clientReference: id,
        state: {
          status: 'sent',
          failureClass: 'none',
          codeField: 'status.id',
          rawCode: '2',
          isKnownCode: true,
        },
      });
    const take = (id: string): ReturnType<typeof takeEvents> =>
      takeEvents({
        db: bench.db,
        secretKey: IMPORT_SECRET,
        provider: 'infobip',
        events: [event(id)],
        receivedAt: Temporal.Instant.fromEpochMilliseconds(SENT_MS + 3_600_000),
      });
    const csv = ['s1', 's2'].map((id) => `${id},c1,p1,2026-11-20T10:00:00Z,queued,infobip\n`).join('');
    await bench.give('messages', `message_id,contact_id,campaign_id,sent_at,status,provider\n${csv}`, {
      name: 'handed.csv',
    });
    await take('s1');
    const stateOf = async (id: string): Promise<unknown> =>
      (await states()).find((one) => (one as { message_id: string }).message_id === id);
    const code = ['--provider', 'infobip', '--field', 'status.id', '--code', '2'];
    const said = await run('codes', 'classify', ...code, '--status', 'delivered');
    expect(said.stdout).toContain('1 stored receipts');
    await take('s2');
    expect([await stateOf('s1'), await stateOf('s2')]).toMatchObject([{ status: 50 }, { status: 50 }]);
    await run('codes', 'classify', ...code, '--status', 'sent');
    // three days after it was sent
    const NO_ANSWER = { status: 30 };
    expect([await stateOf('s1'), await stateOf('s2')]).toMatchObject([NO_ANSWER, NO_ANSWER]);
  });
});

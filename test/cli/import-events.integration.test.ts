import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerImport } from '../../src/cli/commands/import.ts';
import { readConfig } from '../../src/config.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const ROOT = join(import.meta.dirname, '../..');

let bench: ImportBench;
let app: App;
let environment: Record<string, string>;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
  await bench.give(
    'messages',
    `message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id\n${[1, 2, 3, 4]
      .map((n) => `m${n},c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,L${n}\n`)
      .join('')}`,
  );
});

afterAll(async () => {
  await app.close();
  await bench.drop();
});

function report(id: string, code: number, over: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id,
    refId: null,
    operator: 'no.telenor',
    sentTimestamp: '2026-11-20T10:00:01Z',
    timestamp: '2026-11-20T10:00:05Z',
    resultCode: code,
    segments: 1,
    ...over,
  });
}

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(
    app,
    [registerImport],
    ['import', '--format', 'events', '--provider', 'link_mobility', ...words],
  );
}

function write(name: string, content: string | Buffer): string {
  const path = join(bench.folder, name);
  writeFileSync(path, content);
  return path;
}

describe('import --format events', () => {
  it('takes lines, lists and whole documents, and adds up', async () => {
    const folder = join(bench.folder, 'reports');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.ndjson'), `${report('L1', 1001)}\nnonsense\n${report('L1', 1001)}\n`);
    writeFileSync(join(folder, 'b.json'), `[\n${report('L2', 2104)},\n${report('L99', 1001)}]`);
    writeFileSync(join(folder, 'c.json'), JSON.stringify(JSON.parse(report('L3', 424_242)), null, 2));
    const { stdout, stderr, failure } = await run(folder);
    expect(failure).toBeNull();
    expect(stdout).toContain('a.ndjson: 3 read = 1 applied + 1 duplicate + 0 parked + 1 refused + 0 ignored');
    expect(stdout).toContain('b.json: 2 read = 1 applied + 0 duplicate + 1 parked + 0 refused + 0 ignored');
    expect(stdout).toContain('parked: no message or contact of link_mobility');
    expect(stdout).toContain('c.json: 1 read = 1 applied');
    expect(stderr).toContain('record 2, event: is not JSON');
    const statuses = await bench
      .db('receipts as r')
      .join('messages as m', 'm.id', 'r.message_id')
      .where('r.status', '>', 10)
      .orderBy('m.message_id')
      .select('m.message_id', 'r.status', 'r.failure_class', 'r.raw_code');
    expect(statuses).toEqual([
      { message_id: 'm1', status: 50, failure_class: 0, raw_code: '1001' },
      { message_id: 'm2', status: 41, failure_class: 1, raw_code: '2104' },
      { message_id: 'm3', status: 30, failure_class: 23, raw_code: '424242' },
    ]);
    expect(await bench.db('unknown_codes').pluck('code')).toEqual(['424242']);
  });

  it('takes nothing twice', async () => {
    const { stdout } = await run(join(bench.folder, 'reports', 'b.json'));
    expect(stdout).toContain('b.json: 2 read = 0 applied + 2 duplicate + 0 parked');
  });

  it('names the record of a long file that cannot be kept, whichever piece it came in', async () => {
    const lines = Array.from({ length: 1_300 }, (_, at) => report(`L${at + 100}`, 1001));
    lines[2] = 'nonsense';
    lines[1_200] = 'nonsense';
    lines[1_202] = report('L1302', 1001, { timestamp: '2999-01-01T00:00:00Z' });
    const { stdout, stderr } = await run('--dry-run', write('long.ndjson', lines.join('\n')));
    expect(stdout).toContain('long.ndjson: 1,300 read = 1,297 applied');
    expect(stderr).toContain('record 3, event: is not JSON');
    expect(stderr).toContain('record 1201, event: is not JSON');
    expect(stderr).toContain('record 1203, occurredMs: lies more than a day in the future');
  });

  it('counts what one line holds and what is no event when it names the place of one', async () => {
    const late = '2999-01-01T00:00:00Z';
    const of = (id: string, doneAt: string) => ({ messageId: id, status: { id: 5 }, doneAt });
    const lines = [
      { results: [of('I1', '2026-11-20T10:00:05Z'), { nothing: 1 }, of('I2', late)] },
      { notificationType: 'OPENED', messageId: 'I3' },
      { results: [of('I4', '2026-11-20T10:00:05Z'), of('I5', late)] },
    ];
    const path = write('infobip.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
    const { stdout, stderr } = await runCommand(
      app,
      [registerImport],
      ['import', '--format', 'events', '--provider', 'infobip', '--dry-run', path],
    );
    expect(stdout).toContain('6 read = 2 applied + 0 duplicate + 0 parked + 3 refused + 1 ignored');
    expect(stderr).toMatch(/record 2, status: .*\n.*record 3, occurredMs: .*\n.*record 6, occurredMs: /);
  });

  it('only checks in a dry run', async () => {
    const before = await bench.content('receipts');
    const { stdout } = await run('--dry-run', write('dry.json', report('L4', 1001)));
    expect(stdout).toContain('dry.json: 1 read = 1 applied');
    expect(stdout).toContain('nothing stored');
    expect(await bench.content('receipts')).toEqual(before);
  });

  it('takes parked events when their message is imported', async () => {
    const path = write(
      'messages-2.csv',
      'message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id\nm99,c1,p1,2026-11-20T10:00:00Z,sent,link_mobility,L99\n',
    );
    const { stderr } = await runCommand(app, [registerImport], ['import', path]);
    expect(stderr).toContain('1 parked events have found their message');
    expect(await bench.db('parked_events').select('id')).toEqual([]);
  });

  it('reads standard input', async () => {
    const child = spawn(
      process.execPath,
      ['src/cli/main.ts', 'import', '--format', 'events', '--provider', 'link_mobility', '-'],
      { cwd: ROOT, env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    let told = '';
    child.stdout.on('data', (piece: Buffer) => {
      told += piece.toString();
    });
    child.stdin.end(report('L4', 1001));
    await once(child, 'close');
    expect(told).toContain('standard input: 1 read = 1 applied');
  });

  it('turns texts into opt-outs', async () => {
    const text = (words: string, id: string): string =>
      JSON.stringify({
        source: '+4791234567',
        destination: '2333',
        content: { userData: words },
        timestamp: '2026-11-20T12:00:00Z',
        messageId: id,
      });
    const path = write(
      'texts.ndjson',
      [text('STOPP', 'mo-1'), text('Takk!', 'mo-2'), text('STOPP', 'mo-1')].join('\n'),
    );
    const { stdout } = await run(path);
    expect(stdout).toContain('3 read = 2 applied + 1 duplicate');
    expect(await bench.db('opt_outs').pluck('keyword')).toEqual(['STOPP']);
    expect(await bench.db('inbound').pluck('text')).toEqual(['Takk!']);
  });

  it('refuses what it cannot read, each in one line', async () => {
    const failures = await Promise.all([
      runCommand(app, [registerImport], ['import', '--format', 'events', 'x.json']),
      runCommand(
        app,
        [registerImport],
        ['import', '--format', 'events', '--provider', 'nobody', write('n.json', '{}')],
      ),
      runCommand(app, [registerImport], ['import', '--format', 'xml', 'x.json']),
      run(write('empty.json', ' \n')),
      run(write('packed.json', Buffer.from([0x1f, 0x8b, 8]))),
      run(join(bench.folder, 'missing.json')),
      run('--timezone', 'Europe/Olso', write('zone.json', '{}')),
      run('--max-errors', '1', write('bad.ndjson', 'a\nb\nc\n')),
    ]);
    expect(failures.map(({ failure }) => failure?.message)).toEqual([
      expect.stringContaining('--format events needs --provider'),
      expect.stringContaining('provider: must be one of link_mobility'),
      expect.stringContaining('--format: must be'),
      expect.stringContaining('empty.json: is empty'),
      expect.stringContaining('packed.json'),
      expect.stringContaining('cannot be read (ENOENT)'),
      expect.stringContaining('--timezone'),
      expect.stringContaining('3 were refused and 1 are allowed'),
    ]);
    for (const { failure } of failures) expect(failure).toMatchObject({ code: 'bad-input', exit: 2 });
  });
});

it('a word to stop of the setting OPT_OUT_WORDS is one, in the countries it names', async () => {
  const config = readConfig({ ...environment, OPT_OUT_WORDS: 'NO=STANS' });
  const own = await openApp({ config, schema: 'must-match' });
  const text = (id: string, userData: string): string =>
    JSON.stringify({
      messageId: id,
      source: '+4791234567',
      destination: '2333',
      content: { userData },
      timestamp: '2026-11-20T11:00:00Z',
    });
  const file = write('texts.ndjson', `${text('own-1', 'Stans!')}\n${text('own-2', 'Hvor er butikken?')}\n`);
  const words = ['import', '--format', 'events', '--provider', 'link_mobility', file];
  try {
    expect((await runCommand(own, [registerImport], words)).failure).toBeNull();
  } finally {
    await own.close();
  }
  const ofOwn = (table: string, id: string) => bench.db(table).where(id, 'like', '%own-%').pluck(id);
  expect(await ofOwn('opt_outs', 'event_id')).toEqual(['link_mobility:own-1']);
  expect(await ofOwn('inbound', 'inbound_id')).toEqual(['link_mobility:own-2']);
});

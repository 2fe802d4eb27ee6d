import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerImport } from '../../src/cli/commands/import.ts';
import { readConfig } from '../../src/config.ts';
import { BAD_CSV, GOOD, HEADER, ODD_CSV } from '../support/bad-csv.ts';
import { BAD_EVENTS, GOOD_REPORT, ODD_EVENTS } from '../support/bad-events.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const PHONE = /\d{10,}/;

let bench: ImportBench;
let app: App;
let serial = 0;

beforeAll(async () => {
  bench = await importBench();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
});
afterAll(async () => {
  await app.close();
  await bench.drop();
});
beforeEach(async () => {
  await bench.reset();
  await bench.db('parked_events').delete();
});

function write(name: string, content: string | Buffer): string {
  serial += 1;
  const folder = join(bench.folder, String(serial));
  mkdirSync(folder);
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerImport], ['import', ...words]);
}

function events(...words: readonly string[]): Promise<CommandRun> {
  return run('--format', 'events', '--provider', 'link_mobility', ...words);
}

/** One line, our words, no stack and no number in full. */
function expectLine({ failure }: CommandRun, says: RegExp): void {
  expect(failure).toMatchObject({ code: 'bad-input', exit: 2 });
  expect(failure?.message).toMatch(says);
  expect(failure?.message).not.toMatch(/\n|\bat .*:\d+|node_modules/);
  expect(failure?.message).not.toMatch(PHONE);
}

/** The reasons that it was refused for, one line each. */
function lineOf(run: CommandRun): string {
  expectLine(run, /./);
  return run.failure?.message ?? '';
}

function expectRefusals(answer: CommandRun, reasons: readonly RegExp[]): void {
  expect(answer.failure).toBeNull();
  expectReasons(answer, reasons);
}

function expectReasons({ stderr }: CommandRun, reasons: readonly RegExp[]): void {
  const lines = stderr.split('\n').filter((line) => /^ {2}(row|record) /.test(line));
  expect(lines).toHaveLength(reasons.length);
  for (const [at, reason] of reasons.entries()) expect(lines[at]).toMatch(reason);
  expect(stderr).not.toMatch(/\+\d{8}/);
}

async function rows(table: string): Promise<number> {
  const [row] = await bench.db(table).count({ rows: '*' });
  return Number(row?.rows);
}

describe('messages.csv', () => {
  it.each(BAD_CSV.filter(({ file }) => file !== undefined))(
    'with $name is refused in one line, and nothing is stored',
    async ({ content, file = /./ }) => {
      expectLine(await run(write('messages.csv', content)), file);
      expect([await rows('messages'), await rows('receipts')]).toEqual([0, 0]);
    },
  );

  it.each(BAD_CSV.filter(({ file }) => file === undefined))(
    'with $name keeps the good row, and says what was wrong where',
    async ({ content, rows: reasons = [] }) => {
      const answer = await run(write('messages.csv', content));
      expectRefusals(answer, reasons);
      expect(answer.stdout).toContain(
        `${reasons.length + 1} read = 1 applied + 0 duplicate + 0 stale + ${reasons.length} refused`,
      );
      expect(await bench.db('messages').pluck('message_id')).toEqual(['g1']);
    },
  );

  it('of which no row can be taken is a bad file, however good its form', async () => {
    const header = 'message_id,contact_id,campaign_id,sent_at,status';
    const bad = (id: string): string => `${id},c1,p1,2026-02-30T10:00:00Z,queued\n`;
    const two = await run(write('messages.csv', `${header}\n${bad('m1')}${bad('m2')}`));
    expectLine(
      two,
      /^messages\.csv: all 2 rows were refused; first: row 2, sent_at: "2026-02-30T10:00:00Z" /,
    );
    expectReasons(two, [/row 2, sent_at/, /row 3, sent_at/]);
    expectLine(
      await run(write('messages.csv', `${header}\n${bad('m1')}`)),
      /: its only row was refused; first: row 2/,
    );
    expect((await run('--json', write('messages.csv', `${header}\n${bad('m1')}`))).failure?.exit).toBe(2);
    expect((await run(write('messages.csv', `${header}\n`))).failure).toBeNull();
    expect(await rows('messages')).toBe(0);
  });

  it.each(ODD_CSV)('with $name is taken as it is', async ({ content }) => {
    const answer = await run(write('messages.csv', content));
    expect([answer.failure, answer.stdout]).toEqual([null, expect.stringContaining('1 read = 1 applied')]);
    expect(await rows('messages')).toBe(1);
  });
});

describe('a file of events', () => {
  beforeEach(async () => {
    await bench.give(
      'messages',
      'message_id,contact_id,campaign_id,sent_at,status,provider,provider_message_id\nm1,c1,p1,2026-11-20T10:00:00Z,queued,link_mobility,L1\n',
    );
  });
  const delivered = (): PromiseLike<unknown[]> => bench.db('receipts').where({ status: 50 });

  it.each(BAD_EVENTS.filter(({ file }) => file !== undefined))(
    'with $name is refused in one line, and nothing is stored',
    async ({ content, file = /./ }) => {
      expectLine(await events(write('events.ndjson', content)), file);
      expect([await delivered(), await rows('parked_events')]).toEqual([[], 0]);
    },
  );

  it.each(BAD_EVENTS.filter(({ file }) => file === undefined))(
    'with $name keeps the good event, and says what was wrong where',
    async ({ content, events: reasons = [] }) => {
      const answer = await events(write('events.ndjson', content));
      expectRefusals(answer, reasons);
      expect(answer.stdout).toContain(
        `2 read = 1 applied + 0 duplicate + 0 parked + ${reasons.length} refused + 0 ignored`,
      );
      expect([(await delivered()).length, await rows('parked_events')]).toEqual([1, 0]);
    },
  );

  it.each(ODD_EVENTS)('with $name is taken', async ({ content }) => {
    const answer = await events(write('events.json', content));
    expect([answer.failure, answer.stdout]).toEqual([null, expect.stringContaining('1 read = 1 applied')]);
    expect(await delivered()).toHaveLength(1);
  });

  it.each([
    [
      'a document type',
      '<!DOCTYPE l [<!ENTITY a "aaaa">]><l>&a;</l>',
      /has a document type, which is refused/,
    ],
    ['a page to sign in', '<!DOCTYPE html><html></html>', /has a document type/],
    ['XML that is cut', '<a><id>L1</id><resultCode>1001', /is not XML \(unclosed tag\)/],
    ['XML in 30 levels', `${'<a>'.repeat(30)}${'</a>'.repeat(30)}`, /nests deeper than 20 levels/],
    ['XML of something else', '<a><b>1</b></a>', /holds no element with resultCode/],
  ])('with %s is refused with the reason', async (_name, content, reason) => {
    const answer = await events(write('events.xml', content));
    expectReasons(answer, [reason]);
    expectLine(answer, /^events\.xml: its only record was refused; first: record 1, /);
    expect(await delivered()).toEqual([]);
  });

  it('one by one keeps the events around what is no XML, also where the file is cut', async () => {
    const report = (id: string, more = '') =>
      `<report><id>${id}</id><resultCode>1001</resultCode>${more}</report>`;
    const bad = report('L1', '<x>a & b</x>');
    const content = `<all>${bad}${report('L1')}<report><id>L1</id><resu`;
    const answer = await events(write('events.xml', content));
    expect(answer.stdout).toContain('3 read = 1 applied + 0 duplicate + 0 parked + 2 refused + 0 ignored');
    expect(answer.stderr).toMatch(
      /record 1, payload: is not XML \(.*\n.*record 3, payload: is not XML \(unclosed tag\)/,
    );
    expect(await delivered()).toHaveLength(1);
  });

  it('in an encoding that it does not declare, or that nobody reads, is refused in one line', async () => {
    const latin = Buffer.from('<a><id>L1</id><resultCode>1001</resultCode><x>å</x></a>', 'latin1');
    expectLine(await events(write('events.xml', latin)), /holds bytes that are no UTF-8/);
    const other = '<?xml version="1.0" encoding="EBCDIC"?><a/>';
    expectLine(await events(write('events.xml', other)), /declares an encoding that is not read/);
    const declared = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>'), latin]);
    expect((await events(write('events.xml', declared))).stdout).toContain('1 read = 1 applied');
  });

  it('stops at the limit of refused events, and keeps what was stored', async () => {
    const content = `${GOOD_REPORT}\n${'nonsense\n'.repeat(11)}`;
    expectLine(
      await events('--max-errors', '10', write('events.ndjson', content)),
      /events\.ndjson: stopped after 12 events, 11 were refused and 10 are allowed; first: record 2, event: is not JSON/,
    );
    expect(await delivered()).toHaveLength(1);
  });
});

describe.each([
  ['import', run, 'messages.csv'],
  ['import --format events', events, 'events.ndjson'],
] as const)('%s', (_title, command, name) => {
  it('refuses what is no file of its own', async () => {
    const folder = join(bench.folder, `places-${name}`);
    mkdirSync(folder);
    const file = write(name, GOOD_REPORT);
    symlinkSync(file, join(folder, `link-${name}`));
    execFileSync('/usr/bin/mkfifo', [join(folder, `pipe-${name}`)]);
    mkdirSync(join(folder, 'empty'));
    const places = [
      join(folder, `link-${name}`),
      join(folder, `pipe-${name}`),
      '/dev/zero',
      join(folder, 'empty'),
      join(folder, 'missing'),
      join(file, 'below'),
    ];
    const told: string[] = [];
    for (const place of places) told.push(lineOf(await command(place)));
    expect(told).toEqual([
      expect.stringContaining('is a symbolic link; name the file itself'),
      expect.stringContaining('is not a regular file'),
      expect.stringContaining('zero: is not a regular file'),
      expect.stringContaining('holds no '),
      expect.stringContaining('cannot be read (ENOENT)'),
      expect.stringContaining('cannot be read (ENOTDIR)'),
    ]);
  });
});

describe('import', () => {
  it('refuses words that nobody understands, and standard input where it cannot be gone back in', async () => {
    const runs = [
      await run('-'),
      await run('--max-errors', '-1', 'x'),
      await run('--max-errors', '1e3', 'x'),
      await run('--format', 'xml', 'x'),
      await run('--format', 'events', 'x'),
      await events('--timezone', 'Europe/Olso', 'x'),
      await events('--error-dictionary', '../x', 'x'),
    ];
    expect(runs.map(lineOf)).toEqual([
      '-: standard input is read with --format events only',
      '--max-errors: must be a whole number from 0 to 9999999',
      '--max-errors: must be a whole number from 0 to 9999999',
      '--format: must be interchange or events',
      expect.stringContaining('--format events needs --provider'),
      expect.stringContaining('--timezone'),
      expect.stringContaining('--error-dictionary: there is no code table'),
    ]);
  });

  it('warns of a provider without a code table, which is mostly mistyped', async () => {
    const path = write('messages.csv', `${HEADER}\n${GOOD}\n`);
    const { stderr, failure } = await run('--dry-run', '--provider', 'twillio', path);
    expect(failure).toBeNull();
    expect(stderr).toMatch(/^warning: --provider: there is no code table twillio, .*; there are .*twilio/);
  });

  it('refuses a file of more than 2 GiB before it reads it', async () => {
    const path = write('messages.csv', '');
    truncateSync(path, 2 * 2 ** 30 + 1);
    expect(lineOf(await run(path))).toBe('messages.csv: is larger than 2 GiB; split it');
  });
});

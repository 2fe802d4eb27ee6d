import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { type CheckFlags, checkPhones } from '../../src/cli/check-phones.ts';
import { registerDoctor } from '../../src/cli/commands/doctor.ts';
import { registerImport } from '../../src/cli/commands/import.ts';
import { registerPhones } from '../../src/cli/commands/phones.ts';
import { readConfig } from '../../src/config.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const ROOT = join(import.meta.dirname, '../..');

let bench: ImportBench;
let app: App;

beforeAll(async () => {
  bench = await importBench();
  await bench.reset();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: IMPORT_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
});
afterAll(async () => {
  await app.close();
  await bench.drop();
});

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerPhones, registerImport, registerDoctor], words);
}

const CONTACTS = [
  'd1,4.79E+10,',
  'd2,4791234567,',
  'd3,+4700000001,',
  'd4,+4700000002,',
  'd5,+12133734253,',
  'd6,12345,NO',
  'd7,+4740000001,',
];

describe('an import of contacts', () => {
  it('says how their phones are, and warns of those without one', async () => {
    const path = join(bench.folder, 'contacts-3.csv');
    writeFileSync(path, `contact_id,phone,country\n${CONTACTS.join('\n')}\n`);
    const { stdout, stderr, failure } = await run('import', path);
    expect(failure).toBeNull();
    expect(stdout).toContain(
      '  phones: 2 invalid_pattern (2 unknown-range), 1 unparseable (1 scientific-notation), 1 fixable (1 lost-plus), 1 ambiguous_type, 1 short codes left alone, 1 ok\n',
    );
    expect(stderr).toBe(
      '  warning: 3 contacts were taken without a phone, theirs cannot be told; see phones list\n',
    );
  });
});

describe('phones list', () => {
  it('shows what is wrong, masked, and who was delivered to all the same', async () => {
    const at = '2026-11-16T08:00:00Z';
    await bench.give(
      'messages',
      `message_id,contact_id,campaign_id,sent_at,status\nm3,d3,p1,${at},delivered\nm4,d4,p1,${at},failed\n`,
    );
    await refreshRollups(bench.db, { chunk: 100 });
    const { stdout, stderr } = await run('phones', 'list');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/).slice(0, 6).join('|'));
    expect(lines).toEqual([
      'contact|verdict|written|may be|same as|delivered',
      'c2|duplicate|+47******67|-|c1|no',
      'd1|unparseable|*.**E+**|-|-|no',
      'd2|fixable|479*****67|+47******67|c1|no',
      'd3|invalid_pattern|+470*****01|-|-|yes',
      'd4|invalid_pattern|+470*****02|-|-|no',
    ]);
    expect(stderr).toBe(
      '5 shown; in all: 2 invalid_pattern (2 unknown-range), 1 fixable (1 lost-plus), 1 unparseable (1 scientific-notation), 2 duplicate\n',
    );
  });

  it('says which the pattern alone may condemn: none that was delivered to', async () => {
    const { stdout } = await run('phones', 'list', '--verdict', 'invalid_pattern', '--json');
    const listed: readonly { contactId: string; isCondemned: boolean }[] = JSON.parse(stdout);
    expect(listed.map(({ contactId, isCondemned }) => [contactId, isCondemned])).toEqual([
      ['d3', false],
      ['d4', true],
    ]);
    expect(stdout).not.toMatch(/\d{6}/);
  });

  it('lists one verdict, a piece at a time', async () => {
    const ids = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await run('phones', 'list', '--json', ...words);
      return JSON.parse(stdout).map(({ contactId }: { contactId: string }) => contactId);
    };
    expect(await ids('--verdict', 'duplicate')).toEqual(['c2', 'd2']);
    expect(await ids('--verdict', 'duplicate', '--limit', '1')).toEqual(['c2']);
    expect(await ids('--verdict', 'duplicate', '--after', 'c2')).toEqual(['d2']);
    expect(await ids('--verdict', 'ambiguous_type')).toEqual(['d5']);
    expect(await ids('--verdict', 'not_mobile')).toEqual([]);
    expect(await ids('--after', 'nobody')).toEqual([]);
  });

  it.each([
    [['--verdict', 'ok'], /--verdict: must be one of fixable/],
    [['--verdict', 'Fixable'], /--verdict: must be one of/],
    [['--limit', '0'], /--limit: must be a whole number from 1/],
    [['--limit', '1e3'], /--limit: must be a whole number/],
  ])('refuses %s', async (words, message) => {
    const { failure } = await run('phones', 'list', ...words);
    expect(failure).toMatchObject({ code: 'bad-input', exit: 2, message: expect.stringMatching(message) });
  });
});

describe('phones judge', () => {
  it('prints the difference, none when nothing is new', async () => {
    expect((await run('phones', 'judge', '--dry-run')).stdout).toBe('10 contacts judged, 0 would change\n');
    await bench.db('phone_verdicts').where({ rule: 'unknown-range' }).delete();
    const { stdout } = await run('phones', 'judge');
    expect(stdout).toMatch(/^contacts {2}before +now\n +2 {2}not judged {2}invalid_pattern unknown-range\n/);
    expect(stdout).toContain('10 contacts judged, 2 changed\n');
  });
});

describe('doctor', () => {
  it('counts contacts whose phone cannot be read', async () => {
    const { stdout } = await run('doctor', '--json');
    const checks: readonly { subject: string; verdict: string; seen: string }[] = JSON.parse(stdout);
    expect(checks.find(({ subject }) => subject === 'phones')).toMatchObject({
      verdict: 'warning',
      seen: '1 contacts with a phone that cannot be read, 4 with another doubt',
    });
    expect(checks.find(({ subject }) => subject === 'numbering plans')?.verdict).toBe('ok');
    await bench.db('phone_verdicts').update({ judged_by: 'older' });
    expect((await run('doctor')).stdout).toContain('run `sms-reports phones judge`');
  });
});

describe('phones check', () => {
  async function* given(...pieces: readonly string[]): AsyncGenerator<string> {
    yield* pieces;
  }
  const check = (flags: Partial<CheckFlags>, ...pieces: readonly string[]): Promise<readonly string[]> =>
    Array.fromAsync(checkPhones(given(...pieces), { country: null, full: false, json: false, ...flags }));

  it('says verdict, kind, country and what may be meant, masked unless it is asked for whole', async () => {
    expect(await check({}, '+47912', '34567\n+52155', '12345678')).toEqual([
      '1\t+479*****67\tok\tmobile\tNO\t-\tnothing is wrong with it\n',
      expect.stringMatching(/^2\t\+521\*+78\tfixable\t-\tMX\t\+52\*+78\thas the 1 that/),
    ]);
    expect((await check({ full: true }, '4791234567')).join()).toContain('\t+4791234567\t');
  });

  it('refuses a line without end', async () => {
    await expect(check({}, '+47\n', '9'.repeat(70_000))).rejects.toThrow(/line 2 has more than 65536/);
  });

  it('judges standard input without any server', async () => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'src/cli/main.ts'), 'phones', 'check', '--country', 'NO', '--json'],
      { env: { ...process.env, NODE_ENV: 'production' } },
    );
    const out = child.stdout?.setEncoding('utf8').toArray();
    child.stdin?.end('91234567\r\n\n12133734253\n+4\u0000791234567\nx');
    const answers = (await out)
      ?.join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers?.map(({ verdict, candidate }) => [verdict, candidate])).toEqual([
      ['ok', null],
      ['fixable', '+12*******53'],
      ['fixable', '+47******67'],
      ['unparseable', null],
    ]);
  });
});

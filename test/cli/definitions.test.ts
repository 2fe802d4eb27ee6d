import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/cli/context.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { Failure } from '../../src/core/failure.ts';
import { PROVIDERS } from '../../src/providers/catalogue.ts';

const FIXTURES = join(import.meta.dirname, '../providers/fixtures');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sms-reports-definitions-'));
});
afterAll(() => rm(folder, { recursive: true }));

function noApp(): never {
  throw new Error('definitions need no server');
}

/** The program with these words, without a process: what it printed, or the failure that main would tell. */
async function definitions(...words: readonly string[]): Promise<string> {
  let stdout = '';
  const context: CommandContext = {
    app: noApp,
    appWithAnySchema: noApp,
    stdout: (text) => {
      stdout += text;
    },
    stderr: () => undefined,
    isTerminal: false,
  };
  const program = await buildProgram(context, ['definitions', ...words]);
  await program.parseAsync(['definitions', ...words], { from: 'user' });
  return stdout;
}

function sample(text: string | Uint8Array): string {
  const file = join(folder, 'sample');
  writeFileSync(file, text);
  return file;
}

async function failureOf(...words: readonly string[]): Promise<Failure> {
  const failure: unknown = await definitions(...words).catch((error: unknown) => error);
  if (failure instanceof Failure) return failure;
  throw new Error(`no failure but ${String(failure)}`);
}

describe('sms-reports definitions codes', () => {
  it('lists every code with its meaning, as a table and as JSON', async () => {
    const tables: { codes: { source: string }[]; sources: string[] }[] = JSON.parse(
      await definitions('codes', '--json'),
    );
    expect(tables.flatMap(({ codes }) => codes)).toHaveLength(614);
    for (const { codes, sources } of tables)
      expect(new Set(codes.map(({ source }) => source))).toEqual(new Set(sources));
    const text = await definitions('codes', '--provider', 'link_mobility');
    expect(text).toMatch(
      /link_mobility +resultCode +1010 +unknown +no_dlr +none +no +yes +Expired because the operator/,
    );
    expect(text).toMatch(/sources of link_mobility:\n {2}1 {2}LINK Mobility SMS REST API/);
  });

  it('refuses a provider without a table', async () => {
    const { code, message } = await failureOf('codes', '--provider', 'nobody');
    expect(code).toBe('bad-input');
    expect(message).toMatch(
      /^--provider: there is no code table nobody; there are bird, .+ vonage_messages$/,
    );
  });
});

describe('sms-reports definitions providers', () => {
  it('lists who can be read, and still explains the metrics without a word behind it', async () => {
    const listed: { id: string }[] = JSON.parse(await definitions('providers', '--json'));
    expect(listed.map(({ id }) => id)).toEqual(PROVIDERS.map(({ id }) => id));
    const kannel = await definitions('providers', '--provider', 'kannel');
    expect(kannel).toMatch(/^id .*\nkannel +form json ndjson +receipt +submit +Kannel \(dlr-url\)\n\n/);
    expect(kannel).toContain('bills on submit: a guess, no published word of theirs is known\n');
    expect(await definitions('providers', '--provider', 'twilio')).toContain(
      'bills on accept: support.twilio.com',
    );
    expect(kannel).toMatch(/\nfields that --field can place,.+:\n {2}client_reference = id\n/);
    expect(await definitions()).toContain('(delivery-rate)');
    expect(JSON.parse(await definitions('--json'))).toBeInstanceOf(Array);
    expect(await definitions()).toContain('(opt-out-honour-time)');
  });

  it('shows what a file says with phones masked, and what is refused', async () => {
    const file = join(FIXTURES, 'link_mobility/inbound-of-another-gate.txt');
    const read = ['providers', '--provider', 'link_mobility', '--read', file];
    const text = await definitions(...read, '--field', 'sender=from', 'text=msg');
    expect(text).toContain('read as form\n1 events, 2 refused, 0 ignored\n');
    expect(text).toMatch(/inbound +\+47\*{6}99 +not said +"STOPP"/);
    expect(text).toContain('refused: event 2, from: is missing\n');
    expect(text).not.toContain('99999999');
  });

  it('counts statuses, names codes that are in no table and shows ten events', async () => {
    const failed = 'id:7F submit date:2611252030 done date:2611252031 stat:UNDELIV err:027 text:a\n';
    const file = sample(`${failed.repeat(11)}ID:80 STAT:DELIVRD\n`);
    const words = ['providers', '--provider', 'smpp', '--read', file, '--timezone', 'Europe/Oslo'];
    expect(JSON.parse(await definitions(...words, '--json'))).toMatchObject({
      format: 'form',
      events: 12,
      refused: 0,
      statuses: { delivered: 1, undelivered: 11 },
      unknownCodes: { 'err 027': 11 },
      firstEvents: { length: 10 },
    });
    const text = await definitions(...words);
    expect(text).toContain('statuses: undelivered 11, delivered 1\ncodes in no table: err 027 11\n');
    expect(text).toContain('and 2 more events\n');
    expect(await definitions(...words, '--error-dictionary', 'gsm_map')).not.toContain('in no table');
  });

  it('masks every text of a person in JSON too', async () => {
    const file = sample(
      '{"messageId":"5","source":"+4799999999","content":{"userData":"call +47 999 99 999"}}',
    );
    const text = await definitions('providers', '--provider', 'link_mobility', '--read', file, '--json');
    expect(JSON.parse(text)).toMatchObject({
      firstEvents: [{ sender: '+47******99', text: 'call +47******99' }],
    });
  });

  it.each([
    [[], '', /^\S+: payload: is empty$/],
    [[], '{"id":', /^\S+: event 1, event: is not JSON$/],
    [[], '1\n2\n', /^\S+: event 1, short_message: is no receipt.*; and 1 more are refused$/],
    [[], new Uint8Array([0xe6, 0xf8]), /^\S+: is not UTF-8; save it as UTF-8$/],
    [['--format', 'xml'], '<a/>', /^--format: smpp does not come as xml but as json, ndjson, form$/],
    [['--timezone', 'Oslo'], 'id:1', /^--timezone: Oslo is no IANA zone such as Europe\/Oslo$/],
    [['--field', 'text'], 'id:1', /^--field: text must be name=path, such as sender=data.from$/],
    [['--field', 'sender=x'], 'id:1', /^--field: smpp has no field sender to place; it has short_message,/],
    [['--error-dictionary', 'map'], 'id:1', /^--error-dictionary: there is no code table map; there are/],
    [['--read', 'no/such/file'], '', /^no\/such\/file: cannot be read \(ENOENT\)$/],
    [['--provider', 'smtp'], '', /^--provider: we cannot read smtp; we can read link_mobility,/],
  ])('refuses %j in one line', async (flags, text, line) => {
    const read = ['providers', '--provider', 'smpp', '--read', sample(text)];
    const { code, message } = await failureOf(...read, ...flags);
    expect(code).toBe('bad-input');
    expect(message).toMatch(line);
  });

  it('asks whose file it is', async () => {
    const { message } = await failureOf('providers', '--read', sample('{}'));
    expect(message).toBe('--read needs --provider, whose file it is');
  });
});

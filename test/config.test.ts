import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { Failure } from '../src/core/failure.ts';

const KEY = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const PASSWORD = 'hunter2-hunter2';
const ours = (url: string) => ({ DATABASE_URL: url, SECRET_KEY: KEY });
const live = {
  NODE_ENV: 'production',
  REDIS_URL: 'rediss://h',
  ...ours(`mysql://u:${PASSWORD}@h/d?tls=required`),
};

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(env: Readonly<Record<string, string>>, yaml = ''): readonly string[] {
  const file = join(folder, 'settings.yaml');
  writeFileSync(file, yaml);
  try {
    readConfig(env, file);
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== 78) throw error;
    return error.message.replaceAll(file, 'settings.yaml').split('\n');
  }
}

const BAD: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
  [{ DATABASE_URL: 'mysql://u:p@h/d' }, 'SECRET_KEY: is required with DATABASE_URL; make one with `openssl'],
  [{ NODE_ENV: 'production', REDIS_URL: 'rediss://h' }, 'DATABASE_URL: is required when NODE_ENV=production'],
  [{ ...live, REDIS_URL: '' }, 'REDIS_URL: is required when NODE_ENV=production'],
  [{ SECRET_KEY: 'short' }, 'SECRET_KEY: must have at least 32 characters of randomness, on one line'],
  [{ SECRET_KEY: `${KEY}\n${KEY}` }, 'SECRET_KEY: must have at least 32 characters of randomness, on one'],
  [
    { ...live, SECRET_KEY: 'k'.repeat(64) },
    'SECRET_KEY: can be guessed; make one with `openssl rand -hex 32`',
  ],
  [{ ...live, SECRET_KEY: 'changeme'.repeat(5) }, 'SECRET_KEY: can be guessed'],
  [{ ...live, SECRET_KEY: ' '.repeat(40) }, 'SECRET_KEY: can be guessed'],
  [{ ...live, SECRET_KEY: 'My_Password_of_the_Year_2026_is_long' }, 'SECRET_KEY: can be guessed'],
  [ours(`postgres://u:${PASSWORD}@h/d`), 'DATABASE_URL: must be a URL that starts with mysql://'],
  [ours('localhost'), 'DATABASE_URL: must be a URL that starts with mysql://'],
  [ours(` mysql://u:${PASSWORD}@h/d`), 'DATABASE_URL: must be a URL that starts with mysql://'],
  [ours(`mysql://u:${PASSWORD}@h:99999/d`), 'DATABASE_URL: must be a URL that starts with mysql://'],
  [ours('mysql:///d'), 'DATABASE_URL: names no host'],
  [ours(`mysql://u:${PASSWORD}@h`), 'DATABASE_URL: must end with one database, as in mysql://host/reports'],
  [ours(`mysql://u:${PASSWORD}@h/`), 'DATABASE_URL: must end with one database'],
  [ours(`mysql://u:${PASSWORD}@h/a/b`), 'DATABASE_URL: must end with one database'],
  [ours('mysql://u:%ZZ@h/d'), 'DATABASE_URL: has a user, password or database that is not percent-encoded'],
  [ours(`mysql://u:${PASSWORD}@h/d?ssl=false`), 'DATABASE_URL: has an option that is none of socket, tls'],
  [ours('mysql://u@h/d?multipleStatements=true'), 'DATABASE_URL: has an option that is none of socket, tls'],
  [ours('mysql://u@h/d?tls=off'), 'DATABASE_URL: option tls can only be "required"'],
  [{ SOURCE_DATABASE_URL: 'http://x' }, 'SOURCE_DATABASE_URL: must be a URL that starts with mysql://'],
  [
    { ...live, SOURCE_DATABASE_URL: live.DATABASE_URL },
    'SOURCE_DATABASE_URL: is DATABASE_URL; leave it out when the source tables are ours',
  ],
  [{ REDIS_URL: 'http://h' }, 'REDIS_URL: must be a URL that starts with redis:// or rediss://'],
  [{ REDIS_URL: '127.0.0.1:6379' }, 'REDIS_URL: must be a URL that starts with redis:// or rediss://'],
  [{ REDIS_URL: 'redis://' }, 'REDIS_URL: names no host and port'],
  [{ REDIS_URL: 'redis://h:0' }, 'REDIS_URL: names no host and port'],
  [{ REDIS_URL: 'redis://h/reports' }, 'REDIS_URL: may end with the number of a database only'],
  [{ REDIS_URL: 'redis://:%E0@h' }, 'REDIS_URL: has a user or password that is not percent-encoded'],
  [{ SMTP_URL: 'mail.example.com' }, 'SMTP_URL: must be a URL that starts with smtp:// or smtps://'],
  [{ SMTP_URL: 'smtp://h:70000' }, 'SMTP_URL: must be a URL that starts with smtp:// or smtps://'],
  [{ MAIL_FROM: 'nobody' }, 'MAIL_FROM: must be one address such as Reports <reports@example.com>'],
  [{ MAIL_FROM: '@' }, 'MAIL_FROM: must be one address'],
  [{ MAIL_FROM: 'a@x.no, evil@x.no' }, 'MAIL_FROM: must be one address'],
  [{ MAIL_FROM: 'a@x.no\r\nBcc: evil@x.no' }, 'MAIL_FROM: must be one address'],
  [{ MAIL_FROM: 'Boss <a@x.no' }, 'MAIL_FROM: must be one address'],
  [{ MAIL_FROM: `${'x'.repeat(400)}@x.no` }, 'MAIL_FROM: is longer than 320 characters'],
  [{ MESSAGE_ID_DOMAIN: 'not a domain' }, 'MESSAGE_ID_DOMAIN: must be a domain such as reports.example.com'],
  [{ MESSAGE_ID_DOMAIN: 'localhost' }, 'MESSAGE_ID_DOMAIN: must be a domain'],
  [{ MESSAGE_ID_DOMAIN: 'x.no>\r\nBcc: evil@x.no' }, 'MESSAGE_ID_DOMAIN: must be a domain'],
  [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL: must be a URL that starts with https:// or http://'],
  [{ PUBLIC_URL: 'reports.example.com' }, 'PUBLIC_URL: must be a URL that starts with https:// or http://'],
  [{ PUBLIC_URL: `https://u:${PASSWORD}@x.no/` }, 'PUBLIC_URL: must not hold a user or password; mails show'],
  [{ PUBLIC_URL: 'https://x.no/?a=1' }, 'PUBLIC_URL: must end with its path, without ? and #'],
  [{ QUEUE_PREFIX: 'a:b' }, 'QUEUE_PREFIX: must be 1-40 letters, digits, - _ { }'],
  [{ QUEUE_PREFIX: '*' }, 'QUEUE_PREFIX: must be 1-40 letters'],
  [{ WORKER_CONCURRENCY: '999' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ WORKER_CONCURRENCY: '-1' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ WORKER_CONCURRENCY: '0x10' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ WORKER_CONCURRENCY: '1e1' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ WORKER_CONCURRENCY: ' ' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ WORKER_CONCURRENCY: '٤' }, 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
  [{ HTTP_PORT: '65536' }, 'HTTP_PORT: must be a whole number from 0 to 65535'],
  [{ HTTP_HOST: 'http://x' }, 'HTTP_HOST: must be a host or address such as 127.0.0.1'],
  [{ WEB_HOST: '0.0.0.0:80' }, 'WEB_HOST: must be a host or address'],
  [{ WEB_PROXY_HEADER: 'x\r\ny' }, 'WEB_PROXY_HEADER: must be the name of a header such as X-Forwarded-User'],
  [{ HOOK_SECRETS: 'x'.repeat(20_000) }, 'HOOK_SECRETS: is longer than 16384 characters'],
  [{ ROLLUP_CHUNK: '1000000' }, 'ROLLUP_CHUNK: must be a whole number from 100 to 50000'],
  [
    { BILL_ON: 'twilio=maybe' },
    'BILL_ON: twilio=maybe must be provider=word, with a word of submit, accept, deliver; blanks divide several',
  ],
  [
    { PACKING: 'x=klingon' },
    'PACKING: x=klingon must be provider=word, with a word of turkish, spanish, portuguese, 16bit; blanks divide several',
  ],
  [{ CLEANING: 'colour=red' }, 'CLEANING: colour is no threshold'],
  [{ FOUR_EYES: 'true' }, 'FOUR_EYES: must be off, apply or approve'],
  [{ FAULT_POINT: 'rec.apply_chunk:0' }, 'FAULT_POINT: must look like rec.apply_chunk:2:kill'],
  [
    { ...live, ...ours(`mysql://u:${PASSWORD}@h/d`) },
    'DATABASE_URL: goes over the network in clear; add ?tls=required, or name mysql in ALLOW_CLEARTEXT if',
  ],
  [
    { ...live, SOURCE_DATABASE_URL: `mysql://u:${PASSWORD}@h/s`, ALLOW_CLEARTEXT: 'redis' },
    'SOURCE_DATABASE_URL: goes over the network in clear; add ?tls=required, or name mysql',
  ],
  [
    { ...live, REDIS_URL: 'redis://h', ALLOW_CLEARTEXT: 'mysql' },
    'REDIS_URL: goes over the network in clear; begin it with rediss://, or name redis in ALLOW_CLEARTEXT',
  ],
  [{ ALLOW_CLEARTEXT: 'all' }, 'ALLOW_CLEARTEXT: must be mysql, redis or mysql,redis'],
  [{ ...live, FAULT_POINT: 'rec.apply_chunk' }, 'FAULT_POINT: is for tests; it is refused when NODE_ENV'],
  [
    { MARKETING_PLATFORM_URL: 'file:///etc/passwd' },
    'MARKETING_PLATFORM_URL: must be a URL that starts with',
  ],
  [{ MARKETING_PLATFORM_TOKEN: 't' }, 'MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: either needs'],
  [{ MARKETING_PLATFORM_LISTS: '1;2' }, 'MARKETING_PLATFORM_LISTS: must be ids such as 24,31'],
];

describe('a wrong environment', () => {
  it.each(BAD)('%j is one clear line', (env, line) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(line);
    expect(problems[0]).not.toContain(PASSWORD);
    expect(problems[0]).not.toContain('Invalid input');
  });

  it('is none where servers are here, have TLS, or stand in a network that is named as our own', () => {
    const clear = { ...live, REDIS_URL: 'redis://h', ...ours(`mysql://u:${PASSWORD}@h/d`) };
    expect(problemsOf({ ...clear, ALLOW_CLEARTEXT: 'mysql,redis' })).toEqual([]);
    expect(problemsOf({ ...clear, NODE_ENV: 'test' })).toEqual([]);
    expect(problemsOf({ ...live, REDIS_URL: 'redis://127.0.0.1', ...ours('mysql://u@localhost/d') })).toEqual(
      [],
    );
    expect(problemsOf(live)).toEqual([]);
  });

  it('is told whole, a line for each setting', () => {
    expect(problemsOf({ HTTP_PORT: 'x', QUEUE_PREFIX: '', FOUR_EYES: '2', ROLLUP_CHUNK: '1' })).toHaveLength(
      3,
    );
  });

  it('is a file that was named and is not there', () => {
    expect(() => readConfig({ SMS_REPORTS_CONFIG: '/nope.yaml' })).toThrow(
      'SMS_REPORTS_CONFIG: there is no file /nope.yaml',
    );
  });
});

describe('a wrong settings file', () => {
  it.each([
    ['[1, 2]', 'settings.yaml: is not a YAML map of settings'],
    ['reports', 'settings.yaml: is not a YAML map of settings'],
    ['\u0000', 'settings.yaml: is not a YAML map of settings'],
    ['a: {', 'settings.yaml: is not a YAML map of settings ('],
    ['http_port: 1\nhttp_port: 2', 'settings.yaml: is not a YAML map of settings (Map keys must be unique'],
    ['colour: red', 'settings.yaml: unknown key colour; allowed are database_url'],
    ['HTTP_PORT: 1', 'settings.yaml: unknown key HTTP_PORT; allowed are database_url'],
    ['"+4791234567": 1', 'settings.yaml: unknown key +47******67; allowed are database_url'],
    [`${'k'.repeat(90)}: 1`, `settings.yaml: unknown key ${'k'.repeat(40)}; allowed are`],
    ['"a\\nb": 1', 'settings.yaml: unknown key a?b; allowed are database_url'],
    ['worker_concurrency: [4]', 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
    ['worker_concurrency: true', 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
    ['worker_concurrency: 2.5', 'WORKER_CONCURRENCY: must be a whole number from 1 to 64'],
    ['secret_key: 5', 'SECRET_KEY: must be text'],
    ['redis_url: null', 'REDIS_URL: must be text'],
    ['mail_from: {a: b}', 'MAIL_FROM: must be text'],
    ['mail_from: !!js/function x', 'MAIL_FROM: must be one address'],
  ])('%j is one clear line', (yaml, line) => {
    const problems = problemsOf({}, yaml);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(line);
  });
});

describe('a right environment', () => {
  it('goes before the file, and the file before what is usual', () => {
    writeFileSync(join(folder, 'right.yaml'), 'http_port: 8080\nweb_port: "8081"\nmail_from: R <r@x.no>');
    const config = readConfig({ HTTP_PORT: '9000', ...live }, join(folder, 'right.yaml'));
    expect(config).toMatchObject({ HTTP_PORT: 9_000, WEB_PORT: 8_081, MAIL_FROM: 'R <r@x.no>' });
    expect(config).toMatchObject({ WORKER_CONCURRENCY: 4, mayUsePrivateServers: false });
  });

  it.each([
    ours('mysql://u:p%40ss@h:3307/reports?tls=required'),
    ours('mysql:///reports?socket=%2Frun%2Fmysqld.sock'),
    { REDIS_URL: 'rediss://user:p%40ss@[::1]:6380/3' },
    { HTTP_HOST: '::', WEB_HOST: 'reports-1.example.com' },
    { MAIL_FROM: 'reports@localhost', PUBLIC_URL: 'https://reports.example.com/sms/' },
  ])('%j is taken', (env) => {
    expect(problemsOf(env)).toEqual([]);
  });
});

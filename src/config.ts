import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { faultOfCleaning } from './core/cleaning/settings.ts';
import { Failure } from './core/failure.ts';
import { faultOfSendHours } from './core/findings/send-hours.ts';
import { faultOfKeepDays } from './core/keep-days.ts';
import { faultOfOwnWords } from './core/own-opt-out-words.ts';
import { faultOfBillOn, faultOfPacking } from './core/provider-rules.ts';
import { settingConflicts } from './core/setting-conflicts.ts';
import {
  faultOfHost,
  faultOfMysqlUrl,
  faultOfPublicUrl,
  faultOfRedisUrl,
  faultOfSender,
} from './core/setting-faults.ts';
import { shownText } from './core/shown-text.ts';

type Setting = {
  /** environment variable; the same word in lower case is the key in sms-reports.yaml */
  readonly name: string;
  readonly schema: z.ZodType<unknown>;
  readonly secret: boolean;
  readonly sentence: string;
};

const url = (...schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    error: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

/** As digits, in the file as a number too; `0x10`, `1e1` and `true` are no numbers here. */
const whole = (least: number, most: number, fallback: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .union([z.string().regex(/^\d{1,9}$/, { error }), z.int({ error })], { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }))
    .default(fallback);
};

const checked = (fault: (text: string) => string | null) =>
  z.string({ error: 'must be text' }).check(({ value, issues }) => {
    const message = fault(value);
    if (message !== null) issues.push({ code: 'custom', message, input: value });
  });

const like = (pattern: RegExp, error: string) => z.string().regex(pattern, { error });

const DOMAIN = /^(?=.{1,190}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

const LIST_IDS = /^[1-9]\d{0,17}(\s*,\s*[1-9]\d{0,17}){0,999}$/;

/** 32 bytes or more in hex or base64. */
const PHONE_KEY = /^([0-9a-f]{64,256}|[0-9A-F]{64,256}|[A-Za-z0-9+/_-]{43,256}={0,2})$/;
const KEY_FORM = 'must be 32 random bytes or more in hex or base64, as `openssl rand -hex 32` makes them';

/** Every setting there is; the README's table and `doctor` are made from this list. */
const SCHEMAS = {
  DATABASE_URL: checked(faultOfMysqlUrl).optional(),
  SOURCE_DATABASE_URL: checked(faultOfMysqlUrl).optional(),
  REDIS_URL: checked(faultOfRedisUrl).optional(),
  SMTP_URL: url('smtp', 'smtps').optional(),
  MAIL_PER_MINUTE: whole(0, 100_000, 0),
  MAIL_PER_RECIPIENT_DAY: whole(0, 100_000, 1_000),
  REQUESTS_PER_HOUR: whole(0, 100_000, 1_000),
  MAIL_FROM: checked(faultOfSender).default('SMS reports <reports@localhost>'),
  MESSAGE_ID_DOMAIN: like(DOMAIN, 'must be a domain such as reports.example.com').default(
    'sms-reports.local',
  ),
  PUBLIC_URL: checked(faultOfPublicUrl).optional(),
  SECRET_KEY: z
    .string({ error: 'must be text' })
    .regex(/^\P{Cc}{32,}$/u, { error: 'must have at least 32 characters of randomness, on one line' })
    .optional(),
  PHONE_KEY: like(PHONE_KEY, KEY_FORM).optional(),
  PHONE_KEY_BEFORE: like(PHONE_KEY, KEY_FORM).optional(),
  ALLOW_CLEARTEXT: like(/^(mysql|redis)(,(mysql|redis))?$/, 'must be mysql, redis or mysql,redis').optional(),
  QUEUE_PREFIX: like(/^[\w{}-]{1,40}$/, 'must be 1-40 letters, digits, - _ { }').default('bull'),
  WORKER_CONCURRENCY: whole(1, 64, 4),
  HTTP_HOST: checked(faultOfHost).default('127.0.0.1'),
  HTTP_PORT: whole(0, 65_535, 9464),
  WEB_HOST: checked(faultOfHost).default('127.0.0.1'),
  WEB_PORT: whole(0, 65_535, 9465),
  WEB_PROXY_HEADER: like(
    /^[A-Za-z][A-Za-z0-9-]{0,63}$/,
    'must be the name of a header such as X-Forwarded-User',
  ).optional(),
  WEB_PROXY_PEERS: z.string().max(1_000, { error: 'is longer than 1000 characters' }).optional(),
  WEB_PROXY_ROLES: z.string().max(16_384, { error: 'is longer than 16384 characters' }).optional(),
  TEMPLATES_DIR: z.string({ error: 'must be text' }).min(1, { error: 'is empty' }).optional(),
  HOOK_SECRETS: z.string().max(16_384, { error: 'is longer than 16384 characters' }).optional(),
  ROLLUP_CHUNK: whole(100, 50_000, 20_000),
  BILL_ON: checked(faultOfBillOn).optional(),
  PACKING: checked(faultOfPacking).optional(),
  OPT_OUT_WORDS: checked(faultOfOwnWords).optional(),
  CLEANING: checked(faultOfCleaning).optional(),
  SEND_HOURS: checked(faultOfSendHours).default('8-21'),
  KEEP_DAYS: checked(faultOfKeepDays).optional(),
  FOUR_EYES: z.enum(['off', 'apply', 'approve'], { error: 'must be off, apply or approve' }).default('off'),
  FAULT_POINT: like(
    /^[a-z]+\.[a-z_]+(:[1-9]\d{0,4}(:(kill|throw|stop))?)?$/,
    'must look like rec.apply_chunk:2:kill',
  ).optional(),
  MARKETING_PLATFORM_URL: url('https', 'http').default('https://api.mailmailmail.net/v2.0/'),
  MARKETING_PLATFORM_USERNAME: z.string().optional(),
  MARKETING_PLATFORM_TOKEN: z.string().optional(),
  MARKETING_PLATFORM_LISTS: z.coerce
    .string()
    .regex(LIST_IDS, { error: 'must be ids such as 24,31' })
    .optional(),
  MARKETING_PLATFORM_MINUTES: whole(1, 1_440, 15),
  MARKETING_PLATFORM_FILE: z.string().optional(),
  MARKETING_PLATFORM_PUSH: z.enum(['off', 'on'], { error: 'must be off or on' }).default('off'),
} as const;

export type SettingName = keyof typeof SCHEMAS;

const SENTENCES: Record<SettingName, string> = {
  DATABASE_URL: 'our database; without it (and outside production) a private server under `.local/` is used',
  SOURCE_DATABASE_URL:
    "the sending platform's database, read only; without it `import` fills the source tables",
  REDIS_URL: 'Redis for the queue; without it (and outside production) a private server is used',
  SMTP_URL: 'mail server, `smtp://user:password@host:587` or `smtps://`; TLS is required off this machine',
  MAIL_PER_MINUTE:
    'most report mails a minute to the mail server, all workers together; 0 = as fast as it takes them',
  MAIL_PER_RECIPIENT_DAY:
    'most report mails to one recipient in a UTC day; one more is held until a person decides; 0 = no limit',
  REQUESTS_PER_HOUR:
    'most ad-hoc reports one program or person may ask for in an hour; one more is refused; 0 = no limit',
  MAIL_FROM: 'sender of the reports',
  MESSAGE_ID_DOMAIN: 'right half of every Message-ID',
  PUBLIC_URL: 'where recipients reach the web pages; turns on List-Unsubscribe',
  SECRET_KEY:
    'key for signed links and, without PHONE_KEY, phone numbers; required with DATABASE_URL, at least 32 characters',
  PHONE_KEY:
    'key for phone numbers instead of SECRET_KEY, in hex or base64; comes into use with `phones rotate` (docs/security.md)',
  PHONE_KEY_BEFORE: 'the PHONE_KEY before it, until `phones rotate` is done',
  ALLOW_CLEARTEXT:
    'production: `mysql`, `redis` or `mysql,redis` may be reached over a network without TLS, because that network is your own',
  QUEUE_PREFIX: 'BullMQ prefix; use `{name}` on a Redis cluster',
  WORKER_CONCURRENCY: 'reports and dispatches at once in one worker',
  HTTP_HOST: 'address of /healthz, /readyz and /metrics',
  HTTP_PORT: 'port of the same; 0 picks a free one',
  WEB_HOST: 'address of hooks and review pages (`sms-reports web`); put a proxy with TLS before it',
  WEB_PORT: 'port of the same; 0 picks a free one',
  WEB_PROXY_HEADER: 'review pages: header in which a proxy says who it signed in, instead of passwords',
  WEB_PROXY_PEERS: 'review pages: addresses of that proxy, `127.0.0.1 10.0.0.0/8`; nobody else is believed',
  WEB_PROXY_ROLES: 'review pages: `anna=admin ben=reviewer *=viewer`; who is not named is refused',
  TEMPLATES_DIR:
    'folder of your own: `report.css`, `footer.html.hbs`, `languages/nb.json` there stand in place of ours (templates/README.md)',
  HOOK_SECRETS: 'secrets of hooks, `name=value` divided by blanks; hooks.yaml names them',
  ROLLUP_CHUNK: 'messages folded in one transaction',
  BILL_ON:
    'what providers bill, `twilio=accept infobip=deliver` (submit, accept or deliver): recorded cost of messages they do not bill is left out; not named = cost as recorded',
  PACKING:
    'how providers pack texts, `link_mobility=turkish+16bit`: national tables (turkish, spanish, portuguese) and a 16-bit reference',
  OPT_OUT_WORDS: 'words to stop besides ours: `NO=STANS,MELD_UT *=PARE` (`*` everywhere, `_` a blank)',
  CLEANING:
    'list cleaning: thresholds of the rules, `absentDays=120 holdShare=0.1`; not named = as in src/core/cleaning/settings.ts',
  SEND_HOURS: 'local hours in which messages may be sent; no send time outside them is recommended',
  KEEP_DAYS:
    'how long what is stored is kept, `mails=30 dispatches=365 reports=400 requests=90 parked=180 refused=30 findings=400` days (docs/security.md)',
  FOUR_EYES:
    'list cleaning: off, one person is enough; apply, who applies is not who approved; approve, two persons approve',
  FAULT_POINT: 'for tests: end this process at a named point; refused in production',
  MARKETING_PLATFORM_URL: 'api v2 of MarketingPlatform, `https://` and no redirects',
  MARKETING_PLATFORM_USERNAME:
    'its Apiusername; with the token it turns `pull` on (docs/marketing-platform.md)',
  MARKETING_PLATFORM_TOKEN: 'its Apitoken',
  MARKETING_PLATFORM_LISTS: 'ids of the lists whose opt-outs and runs are pulled, divided by commas',
  MARKETING_PLATFORM_MINUTES: 'how often a worker pulls',
  MARKETING_PLATFORM_FILE: 'YAML: which of our campaigns a run is, names of fields',
  MARKETING_PLATFORM_PUSH:
    'on = `suppressions push` may unsubscribe numbers there; nothing else writes to it',
};

const SECRET = /^(SOURCE_)?DATABASE_URL$|^(REDIS|SMTP)_URL$|^HOOK_SECRETS$|_KEY(_BEFORE)?$|_TOKEN$/;

const shape = z.object(SCHEMAS);

export type Config = Readonly<z.infer<typeof shape>> & {
  /** true = nothing is configured and we may start servers of our own */
  readonly mayUsePrivateServers: boolean;
};

export const SETTINGS: readonly (Setting & { readonly name: SettingName })[] = settingNames().map((name) => ({
  name,
  schema: SCHEMAS[name],
  secret: SECRET.test(name),
  sentence: SENTENCES[name],
}));

/** Environment first, `sms-reports.yaml` under it, defaults last. Throws one `bad-config` that names every problem, a line each. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  file = env.SMS_REPORTS_CONFIG ?? 'sms-reports.yaml',
): Config {
  const problems: string[] = [];
  const fromFile = readFile(file, env.SMS_REPORTS_CONFIG !== undefined, problems);
  const given = Object.fromEntries(
    settingNames()
      .map((name) => [name, env[name] ?? fromFile[name.toLowerCase()]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = shape.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push(`${issue.path.join('.')}: ${issue.message.replace(/^Invalid input: /, '')}`);
  }
  const production = env.NODE_ENV === 'production';
  problems.push(...settingConflicts(given, production));
  if (!parsed.success || problems.length > 0) throw new Failure('bad-config', problems.join('\n'));
  return { ...parsed.data, mayUsePrivateServers: !production };
}

function readFile(file: string, mustExist: boolean, problems: string[]): Readonly<Record<string, unknown>> {
  if (!existsSync(file)) {
    if (mustExist) problems.push(`SMS_REPORTS_CONFIG: there is no file ${file}`);
    return {};
  }
  try {
    const content: unknown = parseYaml(readFileSync(file, 'utf8'), { logLevel: 'error' }) ?? {};
    const known = new Set(settingNames().map((name) => name.toLowerCase()));
    const { data: record } = z.record(z.string(), z.unknown()).safeParse(content);
    if (record === undefined) problems.push(`${file}: is not a YAML map of settings`);
    for (const key of Object.keys(record ?? {})) {
      if (!known.has(key))
        problems.push(`${file}: unknown key ${shownText(key)}; allowed are ${[...known].join(', ')}`);
    }
    return record ?? {};
  } catch (cause) {
    problems.push(
      `${file}: is not a YAML map of settings (${cause instanceof Error ? cause.message.split('\n')[0] : 'unreadable'})`,
    );
    return {};
  }
}

function settingNames(): readonly SettingName[] {
  return Object.keys(SCHEMAS).filter((name): name is SettingName => name in SCHEMAS);
}

/** A URL without its password, for messages. */
export function shownUrl(text: string): string {
  const parsed = new URL(text);
  if (parsed.password !== '') parsed.password = '***';
  return parsed.href;
}

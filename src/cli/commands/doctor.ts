import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { SETTINGS, shownUrl } from '../../config.ts';
import { type Check, failed, ok, warning } from '../../core/check.ts';
import { examineClearText } from '../../core/clear-text.ts';
import { Failure, type FailureCode } from '../../core/failure.ts';
import { examineSmtp } from '../../mail/examine-smtp.ts';
import { examineEvents } from '../../pipelines/examine-events.ts';
import { examinePhoneKey } from '../../pipelines/examine-phone-key.ts';
import { examinePull } from '../../pipelines/examine-pull.ts';
import { examineSchedules } from '../../pipelines/examine-schedules.ts';
import { examineSource } from '../../pipelines/examine-source.ts';
import { examineViewers, type ProxyNames } from '../../pipelines/examine-viewers.ts';
import type { WorkerNeeds } from '../../pipelines/worker-needs.ts';
import { examineRedis } from '../../queue/examine-redis.ts';
import { examineSchedulers } from '../../queue/examine-schedulers.ts';
import { loadJobs } from '../../queue/load-jobs.ts';
import { wantedJobs } from '../../queue/wanted-jobs.ts';
import { openTemplates } from '../../render/templates.ts';
import { examineMysql } from '../../store/examine-mysql.ts';
import { schemaState } from '../../store/migrate.ts';
import { examineOwnRights } from '../../store/own-rights.ts';
import { examinePhones } from '../../store/phones/examine-phones.ts';
import { readProxySignIn } from '../../web/pages/proxy-settings.ts';
import type { CommandContext } from '../context.ts';
import { shownSetting } from '../shown-setting.ts';

const JOBS = join(import.meta.dirname, '../../../jobs');
const SIGN = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;
const COLOUR = { ok: 'green', warning: 'yellow', failed: 'red' } as const;

export function registerDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('check settings, MySQL, the source, Redis, mail server; say what to do')
    .option('--json', 'as JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const app = await context.appWithAnySchema();
      const checks = await examine(app);
      if (options.json === true) context.stdout(`${JSON.stringify(checks, null, 2)}\n`);
      else for (const check of checks) context.stdout(line(check));
      const bad = checks.filter(({ verdict }) => verdict === 'failed');
      if (bad.length > 0)
        throw new Failure(codeOf(bad), `${bad.length} of ${checks.length} checks failed, see above`);
    });
}

/** A setting that is wrong outweighs a server that is away: waiting does not help it. */
function codeOf(bad: readonly Check[]): FailureCode {
  if (!bad.every(({ isAway }) => isAway === true)) return 'bad-config';
  const isAway = (name: string): boolean => bad.some(({ subject }) => subject === name);
  if (isAway('SMTP')) return 'smtp-unreachable';
  return isAway('MarketingPlatform') ? 'remote-unreachable' : 'redis-unreachable';
}

async function examine(app: App): Promise<readonly Check[]> {
  return [
    ok('Node', `${process.version}, time zone data ${process.versions.tz}`),
    ...SETTINGS.map((setting) => ok(setting.name, shownSetting(setting, app.config))),
    ok(
      'MySQL',
      `${shownUrl(app.databaseUrl)}${app.config.DATABASE_URL === undefined ? ' (private server)' : ''}`,
    ),
    ...(await examineTables(app)),
    ...(app.source === null ? [] : await examineSource(app.source, app.db)),
    ...(await examineQueue(app)),
    await examineMail(app.config.SMTP_URL),
    ...examineTemplates(app.config.TEMPLATES_DIR),
    examineClearText([
      { name: 'MySQL', url: app.databaseUrl, advice: 'add ?tls=required to DATABASE_URL' },
      {
        name: 'the source',
        url: app.config.SOURCE_DATABASE_URL,
        advice: 'add ?tls=required to SOURCE_DATABASE_URL',
      },
      { name: 'Redis', url: app.redisUrl, advice: 'begin REDIS_URL with rediss://' },
    ]),
    ...(await examinePulls(app)),
  ];
}

/** Each file of the operator that is wrong, with its line. */
function examineTemplates(folder: string | undefined): readonly Check[] {
  if (folder === undefined) return [];
  try {
    const { overridden } = openTemplates({ TEMPLATES_DIR: folder });
    const list =
      overridden.length === 0 ? 'no file in place of ours' : `in place of ours: ${overridden.join(', ')}`;
    return [ok('templates', `${folder}, ${list}`)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message
      .split('\n')
      .map((line) =>
        failed('templates', line, '`sms-reports templates check` says it again when it is corrected'),
      );
  }
}

/** Tables of another schema cannot be asked. */
async function examineTables({ db, config, phoneKey, now }: App): Promise<readonly Check[]> {
  const checks = await examineMysql(db);
  const { pending, unknown } = await schemaState(db);
  if (pending.length + unknown.length > 0) return checks;
  // a private server has one account, for everything
  const rights = config.DATABASE_URL === undefined ? [] : await examineOwnRights(db);
  return [
    ...checks,
    ...rights,
    await examinePhoneKey(db, phoneKey, config),
    ...(await examinePhones(db)),
    ...(await examineEvents(db)),
    ...(await examineSchedules(db, await now())),
    ...(await examineViewers(db, proxyNames(config))),
  ];
}

/** What is wrong with these settings is told where the pages start. */
function proxyNames(config: App['config']): ProxyNames {
  try {
    const proxy = readProxySignIn(config);
    return proxy === null ? null : { names: [...proxy.roles.keys()], hasOthers: proxy.otherRole !== null };
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Of tables that are not there yet nothing can be said; the check of the schema tells to migrate. */
async function examinePulls({ db, config, now }: App): Promise<readonly Check[]> {
  if (!(await db.schema.hasTable('pull_sources'))) return [];
  const hasForeignSource = config.SOURCE_DATABASE_URL !== undefined;
  return examinePull({ db, settings: config, hasForeignSource, now: await now() });
}

async function examineQueue({ redisUrl, config }: App): Promise<readonly Check[]> {
  const checks = await examineRedis(redisUrl, shownUrl(redisUrl));
  // what an absent Redis knows says nothing more
  if (checks.length === 1) return checks;
  const place = { redisUrl, prefix: config.QUEUE_PREFIX };
  const isPulling = config.MARKETING_PLATFORM_TOKEN !== undefined;
  const jobs = wantedJobs(await loadJobs<WorkerNeeds>(JOBS), { isPulling });
  return [...checks, await examineSchedulers(place, jobs)];
}

async function examineMail(url: string | undefined): Promise<Check> {
  if (url === undefined)
    return warning(
      'SMTP',
      'SMTP_URL is not set',
      'set it before you start a worker; reports wait until then',
    );
  try {
    return await examineSmtp(url);
  } catch (error) {
    if (error instanceof Failure) return failed('SMTP', error.message, 'correct SMTP_URL');
    throw error;
  }
}

function line({ subject, verdict, seen, advice }: Check): string {
  const sign = styleText(COLOUR[verdict], SIGN[verdict]);
  return `${sign} ${subject}: ${seen}${advice === null ? '' : `; ${advice}`}\n`;
}

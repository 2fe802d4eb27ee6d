import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerDoctor } from '../../src/cli/commands/doctor.ts';
import { registerMigrate } from '../../src/cli/commands/migrate.ts';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { listRuns } from '../../src/store/runs.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { runCommand } from '../support/run-command.ts';
import { sourceAccount } from '../support/source-account.ts';
import { workerApp } from '../support/worker-app.ts';

const SAMPLES = join(import.meta.dirname, '../../docs/examples/interchange');
const user = `worker_${randomBytes(4).toString('hex')}`;

let fresh: FreshDatabase;
let redis: FreshRedis;
let limited: Db;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  const app = workerApp(fresh, redis);
  const { stdout } = await runCommand(app, [registerMigrate], ['migrate', '--grants', `${user}@%`]);
  await fresh.db.raw(`CREATE USER '${user}'@'%' IDENTIFIED BY 'limited-limited'`);
  for (const statement of stdout.trim().split('\n')) await fresh.db.raw(statement);
  const url = new URL(fresh.url);
  url.username = user;
  url.password = 'limited-limited';
  limited = connectMysql(url.href);
});
afterAll(async () => {
  await limited.destroy();
  await fresh.db.raw(`DROP USER '${user}'@'%'`);
  await redis.drop();
  await fresh.drop();
});

describe('an account with the rights that `migrate --grants` prints', () => {
  it('imports, rolls up, plans and makes a report', async () => {
    const paths = readdirSync(SAMPLES).map((name) => join(SAMPLES, name));
    const files = await importFiles({ db: limited, secretKey: IMPORT_SECRET, paths });
    expect(files.reduce((sum, file) => sum + file.applied, 0)).toBeGreaterThan(10);
    await refreshRollups(limited);
    const now = instant('2026-11-20T12:00Z');
    const schedule = await applied(limited, now, 'weekly');
    const due = instant('2026-11-23T07:00:05Z');
    await planReports(limited, due, TZDB);
    const [run] = await listRuns(limited, { scheduleId: schedule.id, limit: 1 });
    expect(run?.state).toBe('planned');
    await produceReport(produceNeeds(limited, due), run?.id ?? 0);
    expect((await listRuns(limited, { scheduleId: schedule.id, limit: 1 }))[0]?.state).toBe('rendered');
  });

  it.each([
    ["UPDATE audit_log SET actor = 'nobody'"],
    ['DELETE FROM audit_log'],
    ["UPDATE schema_migrations SET name = 'x'"],
    ['DROP TABLE messages'],
    ['CREATE TABLE mine (id INT)'],
    ['ALTER TABLE messages ADD COLUMN x INT'],
    ['TRUNCATE TABLE audit_log'],
    ["SELECT 1 INTO OUTFILE '/tmp/gate-never'"],
    ["LOAD DATA INFILE '/etc/passwd' INTO TABLE segments"],
    ['SELECT user FROM mysql.user'],
  ])('may not %s', async (sql) => {
    await expect(limited.raw(sql)).rejects.toMatchObject({ errno: expect.any(Number) });
    expect(await limited('audit_log').count({ n: '*' })).not.toEqual([{ n: 0 }]);
  });

  it('is told right from too mighty by doctor', async () => {
    const seen = async (db: Db) => {
      const app = workerApp({ ...fresh, db }, redis);
      const { stdout } = await runCommand(app, [registerDoctor], ['doctor', '--json']);
      const checks: readonly { readonly subject: string; readonly verdict: string }[] = JSON.parse(stdout);
      return ['own rights', 'audit log'].map(
        (name) => checks.find(({ subject }) => subject === name)?.verdict,
      );
    };
    expect(await seen(limited)).toEqual(['ok', 'ok']);
    expect(await seen(fresh.db)).toEqual(['warning', 'warning']);
  });

  it('is missed by doctor', async () => {
    const reader = await sourceAccount(fresh);
    try {
      const app = workerApp({ ...fresh, db: reader.db }, redis);
      const { stdout } = await runCommand(app, [registerDoctor], ['doctor', '--json']);
      const checks: readonly { readonly subject: string }[] = JSON.parse(stdout);
      expect(checks.find(({ subject }) => subject === 'own rights')).toMatchObject({
        verdict: 'failed',
        seen: 'may not insert, update, delete, add to the audit log, create temporary tables',
        advice: expect.stringContaining('migrate --grants'),
      });
    } finally {
      await reader.drop();
    }
  });

  it('has a name and a host', async () => {
    for (const account of ['', 'reports', "x'@'%", 'a@b@c', '+4791234567']) {
      const app = workerApp(fresh, redis);
      const { failure } = await runCommand(app, [registerMigrate], ['migrate', '--grants', account]);
      expect(failure).toMatchObject({ code: 'bad-input' });
      expect(failure?.message).toMatch(/^--grants: .* is not an account such as reports@10\.%$/);
      expect(failure?.message).not.toMatch(/\d{8}/);
    }
  });
});

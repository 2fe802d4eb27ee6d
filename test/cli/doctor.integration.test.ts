import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerDoctor } from '../../src/cli/commands/doctor.ts';
import { startWorker } from '../../src/worker.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { runCommand } from '../support/run-command.ts';
import { collectedLog, workerApp } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
});
afterAll(async () => {
  await redis.drop();
  await fresh.drop();
});

const SMTP_URL = 'smtp://somebody:hunter2@127.0.0.1:1';

async function doctor(place: Pick<FreshRedis, 'url' | 'prefix'> = redis, smtpUrl = SMTP_URL) {
  const app = workerApp(fresh, place, { SMTP_URL: smtpUrl });
  const { stdout, failure } = await runCommand(app, [registerDoctor], ['doctor', '--json']);
  const checks: readonly { readonly subject: string; readonly verdict: string; readonly seen: string }[] =
    JSON.parse(stdout);
  return { stdout, failure, of: (subject: string) => checks.find((check) => check.subject === subject) };
}

describe('doctor', () => {
  it('says which zone data there are, and names what is wrong without a secret', async () => {
    const { stdout, failure, of } = await doctor();
    expect(of('Node')?.seen).toContain(`time zone data ${process.versions.tz}`);
    expect(of('SMTP')).toMatchObject({ verdict: 'failed', seen: expect.stringContaining('ECONNREFUSED') });
    expect(failure).toMatchObject({ code: 'smtp-unreachable', exit: 69 });
    expect(stdout).not.toContain('hunter2');
  });

  it('knows which jobs must come by themselves, and when a worker has put them there', async () => {
    expect((await doctor()).of('repeated jobs')).toMatchObject({
      verdict: 'warning',
      seen: expect.stringMatching(/^Redis does not know .*reconcile-rollups, refresh-rollups/),
    });
    const worker = await startWorker(workerApp(fresh, redis, { SMTP_URL }), { log: collectedLog().log });
    await worker.look();
    await worker.stop();
    expect((await doctor()).of('repeated jobs')).toMatchObject({
      verdict: 'ok',
      seen: expect.stringContaining('reconcile-rollups at "20 2 * * *" UTC, refresh-rollups every 60 s'),
    });
  });

  it('ends otherwise where a setting is wrong than where a server is away', async () => {
    const { failure } = await doctor(redis, 'smtp://mail.example?colour=red');
    expect(failure).toMatchObject({ code: 'bad-config', exit: 78 });
  });

  it('says that Redis is away once', async () => {
    const { of } = await doctor({ url: 'redis://127.0.0.1:1', prefix: 'x' });
    expect(of('Redis')).toMatchObject({ verdict: 'failed', seen: expect.stringContaining('ECONNREFUSED') });
    expect(of('repeated jobs')).toBeUndefined();
  });
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createHostCircuit } from '../../src/mail/host-circuit.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { dispatchReport } from '../../src/pipelines/dispatch-report.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { sourceReach } from '../../src/pipelines/source-reach.ts';
import { type PrivateServers, startPrivateServers } from '../../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { readReplicaLag } from '../../src/store/foreign/replica-lag.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { isReadOnlyError, isRetryableError } from '../../src/store/retryable-error.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { renderedRun, START } from '../support/dispatch-bench.ts';
import { produceNeeds } from '../support/produce-needs.ts';
import { startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';

// a server of its own: others would meet its read-only mode
let servers: PrivateServers;
let root: Db;
let limited: Db;
let limitedUrl: string;

beforeAll(async () => {
  servers = await startPrivateServers({
    folder: join(import.meta.dirname, '../../.local'),
    instance: `limits-${process.pid}`,
    engine: inject('engine'),
    mysqlDir: process.env.TEST_MYSQL_DIR,
    redisUrl: inject('redisUrl'),
    bufferPoolMb: 64,
  });
  root = connectMysql(servers.databaseUrl);
  await migrateUp(root);
  const url = new URL(servers.databaseUrl);
  await root.raw("CREATE USER 'limited'@'%' IDENTIFIED BY 'limited-limited'");
  await root.raw(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${url.pathname.slice(1)}.* TO 'limited'@'%'`);
  url.username = 'limited';
  url.password = 'limited-limited';
  limitedUrl = url.href;
  limited = connectMysql(limitedUrl, { poolSize: 1 });
}, 120_000);

afterAll(async () => {
  await limited?.destroy();
  await root?.destroy();
  await servers?.stop();
  if (servers !== undefined) rmSync(servers.folder, { recursive: true, force: true });
});

async function whileReadOnly<T>(work: () => Promise<T>): Promise<T> {
  await root.raw('SET GLOBAL read_only = 1');
  try {
    return await work();
  } finally {
    await root.raw('SET GLOBAL read_only = 0');
  }
}

const connectionId = async (): Promise<number> => {
  const [rows] = await limited.raw('SELECT CONNECTION_ID() AS id');
  return Number(rows[0].id);
};

const allow = (pattern: string) =>
  limited('allowed_recipients').insert({ pattern, origin: 'test', added_at: new Date(0) });

it('a server that takes no writes may be tried again, over another connection', async () => {
  await allow('@before.example');
  const before = await connectionId();
  expect(await connectionId()).toBe(before);
  const error = await whileReadOnly(() =>
    limited
      .transaction(async (trx) => {
        await trx('allowed_recipients').insert({
          pattern: '@in.example',
          origin: 'test',
          added_at: new Date(0),
        });
      })
      .then(
        () => null,
        (one: unknown) => one,
      ),
  );
  expect(isReadOnlyError(error)).toBe(true);
  expect(isRetryableError(error)).toBe(true);
  expect(await connectionId()).not.toBe(before);
  await allow('@after.example');
  const patterns = await root('allowed_recipients').orderBy('pattern').pluck('pattern');
  expect(patterns).toEqual(['@after.example', '@before.example']);
});

it('no mail goes out while nobody could record that it did, and it does afterwards', async () => {
  const runId = await renderedRun(root, {});
  const { id } = await root('report_dispatches').where('run_id', runId).first('id');
  const smtp = await startMisbehavingSmtp();
  const mailer = createMailer(parseSmtpUrl(smtp.url));
  const tools = {
    db: limited,
    mailer,
    circuit: createHostCircuit(),
    worker: 'one',
    clock: async () => START,
  };
  const error = await whileReadOnly(() =>
    dispatchReport(tools, Number(id)).then(
      () => null,
      (one: unknown) => one,
    ),
  );
  expect(isRetryableError(error)).toBe(true);
  expect(smtp.bodies).toHaveLength(0);
  expect(await dispatchReport(tools, Number(id))).toEqual({ kind: 'sent' });
  expect(smtp.bodies).toHaveLength(1);
  mailer.close();
  await smtp.stop();
});

it('a mail that the server cannot take in one statement fails its run, in words and at once', async () => {
  const now = instant('2026-11-23T07:00:05Z');
  const [[{ most }]] = await root.raw('SELECT @@GLOBAL.max_allowed_packet AS most');
  await root.raw('SET GLOBAL max_allowed_packet = 1048576');
  const small = connectMysql(servers.databaseUrl);
  try {
    await applied(small, instant('2026-11-20T12:00Z'), 'large');
    await planReports(small, now, TZDB);
    const { id } = await small('report_runs').where({ title: 'SMS weekly' }).first('id');
    const file = { filename: 'data.csv', contentType: 'text/csv', bytes: new Uint8Array(600_000).fill(65) };
    const needs = produceNeeds(small, now, {
      render: async () => ({ subject: 's', html: '<p>h</p>', text: 't', attachments: [file] }),
    });
    const { state, reason } = await produceReport(needs, Number(id));
    expect(state).toBe('failed');
    expect(reason).toMatch(
      /^bad-state: a part of the mail is \d{6} bytes; .* raise max_allowed_packet to \d{7} or more$/,
    );
    const [row] = await small('report_dispatches').where({ run_id: id }).count({ n: '*' });
    expect(Number(row?.n)).toBe(0);
  } finally {
    await small.destroy();
    await root.raw(`SET GLOBAL max_allowed_packet = ${Number(most)}`);
  }
});

it('a source that is a replica says how far it is behind, to an account that may know', async () => {
  const isMaria = inject('engine') === 'mariadb';
  expect(await readReplicaLag(root)).toBeNull();
  // port 1 answers nobody: a replica that cannot follow
  await root.raw(
    isMaria
      ? "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1, MASTER_USER = 'nobody'"
      : "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 1, SOURCE_USER = 'nobody'",
  );
  try {
    expect(await readReplicaLag(root)).toBe('stopped');
    expect(await sourceReach(root, async () => START)).toBe('unknown');
    expect(await readReplicaLag(limited)).toBeNull();
    await root.raw(`GRANT ${isMaria ? 'REPLICA MONITOR' : 'REPLICATION CLIENT'} ON *.* TO 'limited'@'%'`);
    const grants = await sourceRights();
    expect(grants).toMatch(/MONITOR|REPLICATION CLIENT/);
    await limited.destroy();
    limited = connectMysql(limitedUrl, { poolSize: 1 });
    expect(await readReplicaLag(limited)).toBe('stopped');
  } finally {
    await root.raw(isMaria ? 'RESET SLAVE ALL' : 'RESET REPLICA ALL');
  }
  expect(await sourceReach(root, async () => START)).toBeNull();
  expect(await sourceReach(null, async () => START)).toBeNull();
});

async function sourceRights(): Promise<string> {
  const [rows] = await root.raw("SHOW GRANTS FOR 'limited'@'%'");
  return rows.map((row: object) => String(Object.values(row)[0])).join('\n');
}

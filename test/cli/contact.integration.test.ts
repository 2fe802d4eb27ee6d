import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerContact } from '../../src/cli/commands/contact.ts';
import { readConfig } from '../../src/config.ts';
import { CLEANING_SECRET, type CleaningBench, cleaningBench, phoneOf } from '../support/cleaning-bench.ts';
import { runCommand } from '../support/run-command.ts';

const ROOT = join(import.meta.dirname, '../..');
let bench: CleaningBench;
let app: App;
beforeAll(async () => {
  bench = await cleaningBench();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: CLEANING_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
  await bench.plant(4);
  await bench.plantRun({ id: 1 });
  await bench.recommend([{ contact: 1, columns: { rule_id: 'R1b' } }]);
  const { db } = bench;
  const at = new Date('2026-11-19T10:00:00Z');
  await db('campaigns').insert({ id: 1, campaign_id: 'p', name: 'Black week' });
  await db('messages').insert({
    id: 1,
    message_id: 'm1',
    provider: 'generic',
    contact_id: 1,
    campaign_id: 1,
    variant_id: 0,
    segment_id: 1,
    sent_at: at,
  });
  await db('receipts').insert({
    message_id: 1,
    event_key: 1,
    status: 41,
    failure_class: 1,
    raw_code: '2104',
    occurred_at: at,
    received_at: at,
  });
  await db('opt_outs').insert({
    event_id: 'o',
    contact_id: 2,
    event: 'opt_out',
    occurred_at: at,
    received_at: at,
    keyword: 'STOP +4791234567',
  });
  await db('evidence_codes').insert({
    id: 1,
    provider: 'generic',
    code: '2104',
    failure_class: 1,
    weight: 3,
  });
  await db('number_evidence').insert({
    person_id: 1,
    sent_s: at.getTime() / 1_000,
    message_id: 1,
    campaign_id: 1,
    outcome_id: 0,
    code_id: 1,
    failure_class: 1,
    delivered_before_s: 0,
    delivered_last_s: 0,
    attempted_last_s: 0,
    attempts: 1,
    unanswered_after: 0,
  });
});
afterAll(async () => {
  await app.close();
  await bench.drop();
});

const show = (...words: readonly string[]) =>
  runCommand(app, [registerContact], ['contact', 'show', ...words]);

describe('contact show', () => {
  it('tells why a number is flagged: events, recommendations, what each rule needs and has', async () => {
    const { stdout } = await show('c1');
    expect(stdout).toContain(
      'contact c1  +47******01  mobile  NO  segment s1  nothing wrong with its notation\n',
    );
    expect(stdout).toContain('not suppressed\n');
    expect(stdout).toMatch(/1@1\s+proposed\s+invalid_number\s+R1b/);
    expect(stdout).toMatch(
      /R1\s+2 strong in 2 campaigns, 72 h apart, more often than out of reach\s+1 in 1 campaign over 0 days/,
    );
    expect(stdout).toMatch(/2026-11-19T10:00:00Z\s+undelivered\s+invalid_number 2104\s+Black week/);
    expect(stdout).not.toContain(phoneOf(1));
  });

  it('tells why one is suppressed although nothing flagged it', async () => {
    const { stdout } = await show('c2', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      contacts: [{ contact_id: 'c2', phone_masked: '+47******02' }],
      suppressions: [{ reason: 'opted_out', source: 'opt_out' }],
      recommendations: [],
      rules: [],
      events: [{ what: 'opt_out', detail: 'STOP +47******67' }],
    });
  });

  it('refuses what names nobody', async () => {
    expect((await show('nobody')).failure?.message).toBe('contact: nobody has that id or number');
    expect((await show()).failure?.message).toContain('name an id, or send a number');
    expect((await show('c1', '--phone-stdin')).failure?.message).toContain('name an id, or send a number');
  });

  it('finds a number that is sent on standard input', async () => {
    const child = spawn(
      join(ROOT, 'node_modules/.bin/node'),
      ['src/cli/main.ts', 'contact', 'show', '--phone-stdin'],
      {
        cwd: ROOT,
        env: {
          PATH: process.env.PATH ?? '',
          DATABASE_URL: bench.url,
          REDIS_URL: inject('redisUrl'),
          SECRET_KEY: CLEANING_SECRET,
        },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    let stdout = '';
    child.stdout.on('data', (bytes: Buffer) => {
      stdout += bytes.toString();
    });
    child.stdin.end(`${phoneOf(3)}\n`);
    await once(child, 'close');
    expect(stdout).toContain('contact c3  +47******03');
  });
});

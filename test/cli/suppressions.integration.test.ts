import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerRecommendations } from '../../src/cli/commands/recommendations.ts';
import { registerSuppressions } from '../../src/cli/commands/suppressions.ts';
import { readConfig } from '../../src/config.ts';
import { undoBatch } from '../../src/pipelines/apply-recommendations.ts';
import { ALL, APPROVED, applyNeeds, applyOn } from '../support/apply-on.ts';
import {
  CLEANING_SECRET,
  type CleaningBench,
  cleaningBench,
  NOW,
  phoneOf,
} from '../support/cleaning-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

let bench: CleaningBench;
let app: App;
const folder = mkdtempSync(join(tmpdir(), 'suppressions-'));
beforeAll(async () => {
  bench = await cleaningBench();
  const environment = { DATABASE_URL: bench.url, REDIS_URL: inject('redisUrl'), SECRET_KEY: CLEANING_SECRET };
  app = await openApp({ config: readConfig(environment), schema: 'must-match' });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
  await bench.drop();
});
beforeEach(async () => {
  await bench.empty();
  await bench.plant(200);
  await bench.plantRun({ id: 1 });
});

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerSuppressions], ['suppressions', ...words]);
}

async function exported(...words: readonly string[]): Promise<string> {
  const { stdout, failure } = await run('export', '--out', '-', ...words);
  expect(failure).toBeNull();
  return stdout;
}

async function applied(contacts: readonly number[]): Promise<number> {
  await bench.recommend(contacts.map((contact) => ({ ...APPROVED, contact })));
  return (await applyOn(bench.db, ALL)).batchId;
}

function undo(batchId: number) {
  return undoBatch(applyNeeds(bench.db), { what: { batchId }, actor: 'x', note: null, at: NOW });
}

function wish(event: string, at: string, id: string, contact = 7) {
  const when = new Date(at);
  return bench
    .db('opt_outs')
    .insert({ event_id: id, contact_id: contact, event, occurred_at: when, received_at: when });
}

describe('suppressions export', () => {
  it('writes numbers in full to a new file that only this user reads, and says so in the audit log', async () => {
    await applied([1, 3]);
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
    const file = join(folder, 'numbers.csv');
    const { stderr } = await run('export', '--out', file);
    expect(stderr).toMatch(/^3 numbers, as of 20\S+Z; sha256 [0-9a-f]{64}\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const contact of [1, 3, 7]) expect(text).toContain(phoneOf(contact));
    expect(text).toContain(`${phoneOf(7)},NO,opted_out,suppress,1,2026-11-20T10:00:00Z`);
    const [audit] = await bench.db('audit_log').where({ action: 'suppressions-export' }).select('detail');
    expect(JSON.stringify(audit)).toMatch(/sha256/);
    expect(JSON.stringify(audit)).not.toContain(phoneOf(1).slice(1));
    expect((await run('export', '--out', file)).failure?.message).toContain('exists; name a new file');
    expect((await run('export', '--out', '/nowhere/x')).failure?.message).toContain('(ENOENT)');
  });

  it('is the same to the byte after apply and undo', async () => {
    await applied([1]);
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
    const before = await exported();
    // the same numbers once more, and others, for another reason
    await bench.recommend(
      [1, 5, 7].map((contact) => ({ ...APPROVED, contact, reason: 'inactive', action: 'sunset' })),
    );
    const { batchId } = await applyOn(bench.db, ALL);
    expect(await exported()).not.toBe(before);
    await undo(batchId);
    expect(await exported()).toBe(before);
  });

  it('tells what changed since, and what may be sent to again', async () => {
    const batchId = await applied([1, 3]);
    const past = ['--since', '2026-11-01'];
    const future = ['--since', '2099-01-01'];
    expect((await exported('--format', 'txt', ...past)).split('\n')).toHaveLength(3);
    expect(await exported('--format', 'txt', ...future)).toBe('');
    expect(await exported('--format', 'txt', '--lifted', ...past)).toBe('');
    await undo(batchId);
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
    await wish('opt_in', '2026-11-21T10:00:00Z', 'b');
    await wish('opt_out', '2026-11-20T10:00:00Z', 'c', 3);
    expect(await exported('--format', 'txt', ...past)).toBe(`${phoneOf(3)}\n`);
    const lifted = (await exported('--format', 'txt', '--lifted', ...past)).trim().split('\n');
    expect(new Set(lifted)).toEqual(new Set([phoneOf(1), phoneOf(7)]));
    expect(await exported('--lifted', ...past)).toContain(',unsuppress,');
  });

  it('given its own moment back, misses nothing that was being written at that moment', async () => {
    await applied([1]);
    const { stderr } = await run('export', '--out', '-');
    const moment = Temporal.Instant.from(/as of (\S+?)[\s;]/.exec(stderr)?.[1] ?? '');
    // an import took these wishes in ten minutes before, and stored them after the export had looked
    await wish('opt_out', moment.subtract({ minutes: 10 }).toString(), 'late');
    await wish('opt_out', moment.subtract({ hours: 2 }).toString(), 'long ago', 9);
    const next = await exported('--format', 'txt', '--since', moment.toString());
    expect(next).toContain(phoneOf(7));
    expect(next).not.toContain(phoneOf(9));
  });

  it('makes no file to unsubscribe of those who may be sent to again', async () => {
    const lifted = ['export', '--out', '-', '--lifted', '--since', '2026-11-01'];
    for (const format of ['klaviyo', 'bird'])
      expect((await run(...lifted, '--format', format)).failure?.message).toBe(
        `--lifted: importing a ${format} file takes numbers out; let them in again there by hand, or use csv`,
      );
    expect((await run(...lifted, '--format', 'braze')).failure).toBeNull();
  });

  it('leaves out those that are out for one sender, unless it is named', async () => {
    const one = {
      contact: 1,
      reason: 'recipient_blocked',
      action: 'suppress_sender',
      detail: { sender: 'SHOP' },
    } as const;
    await bench.recommend([{ ...APPROVED, ...one }]);
    await applyOn(bench.db, ALL);
    expect(await exported('--format', 'txt')).toBe('');
    expect(await exported('--format', 'txt', '--sender', 'SHOP')).toBe(`${phoneOf(1)}\n`);
  });

  it('counts numbers of which only the hash is known', async () => {
    await applied([1]);
    await bench.db('contacts').where({ id: 1 }).update({ phone_enc: null });
    const { stdout, stderr } = await run('export', '--out', '-', '--format', 'txt');
    expect(stdout).toBe('');
    expect(stderr).toContain('0 numbers, and 1 of which only the hash is known');
  });

  it('needs what it needs', async () => {
    expect((await run('export', '--out', '-', '--lifted')).failure?.message).toContain(
      '--lifted: needs --since',
    );
    expect((await run('export', '--out', '-', '--format', 'braze')).failure?.message).toContain(
      '--group: braze needs',
    );
    expect((await run('export', '--out', '-', '--since', 'x')).failure?.message).toContain(
      '--since: x is not a date',
    );
  });
});

describe('suppressions check', () => {
  beforeEach(async () => {
    await bench.db('campaigns').insert([
      { id: 1, campaign_id: 'p', name: 'Sale', kind: 'promotional' },
      { id: 2, campaign_id: 't', name: 'Order', kind: 'transactional' },
    ]);
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
  });

  async function sent(id: number, at: string, campaign = 1): Promise<void> {
    await bench.db('messages').insert({
      id,
      message_id: `m${id}`,
      provider: 'generic',
      contact_id: 7,
      campaign_id: campaign,
      variant_id: 0,
      segment_id: 1,
      sent_at: new Date(at),
    });
  }

  it('finds nothing when the platform obeys', async () => {
    await sent(1, '2026-11-20T09:00:00Z');
    const { stdout, failure } = await run('check', '--since', '2026-11-01');
    expect(stdout).toBe('suppressed, yet messaged since: 0\n');
    expect(failure).toBeNull();
  });

  it('lists who was messaged although suppressed, masked, and fails', async () => {
    await sent(1, '2026-11-21T09:00:00Z');
    await sent(2, '2026-11-22T09:00:00Z');
    await sent(3, '2026-11-22T10:00:00Z', 2);
    await wish('opt_out', '2026-11-21T10:00:00Z', 'b');
    const { stdout, failure } = await run('check', '--since', '2026-11-01');
    expect(stdout).toContain('messaged since: 2 (and 1 of campaigns that are not promotional)\n');
    expect(stdout).toMatch(/c7\s+\+47\*+07\s+opted_out\s+2026-11-20T10:00:00Z\s+2\s+2026-11-22T09:00:00Z/);
    expect(failure).toMatchObject({ exit: 3 });
    const json: unknown = JSON.parse((await run('check', '--since', '2026-11-22', '--json')).stdout);
    expect(json).toMatchObject({ messages: 1, contacts: 1, listed: [{ contact_id: 'c7' }] });
  });
});

describe('recommendations export', () => {
  it('writes a table with masked numbers', async () => {
    await bench.recommend([{ contact: 1 }, { contact: 2, state: 'rejected' }]);
    const words = ['recommendations', 'export', '--state', 'all'];
    const { stdout } = await runCommand(app, [registerRecommendations], words);
    expect(stdout.split('\r\n')).toHaveLength(4);
    expect(stdout).toContain(",c1,'+47******01,NO,s1,invalid_number,R1,suppress,0.95,");
    const ndjson = await runCommand(app, [registerRecommendations], [...words, '--format', 'ndjson']);
    expect(ndjson.stdout).toMatch(/^\{"id":"\d+","recommendation_id".*\n\{.*\n$/);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerDoctor } from '../../src/cli/commands/doctor.ts';
import { registerHooks } from '../../src/cli/commands/hooks.ts';
import { keepRefusedEvents } from '../../src/store/provider-events/refused-events.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import {
  callHook,
  HOOK_SECRETS,
  type HookAnswerSeen,
  linkReceipts,
  PLAIN,
  type WebBench,
  webBench,
} from '../support/web-bench.ts';

const HOOK = 'link_mobility/plain';

let fresh: FreshDatabase;
let web: WebBench;

beforeAll(async () => {
  fresh = await freshDatabase();
  web = await webBench(fresh);
});
afterAll(async () => {
  await web?.stop();
  await fresh?.drop();
});
beforeEach(async () => {
  for (const table of ['refused_events', 'hook_refusals', 'parked_events']) await fresh.db(table).delete();
});

function post(body: string, name = HOOK): Promise<HookAnswerSeen> {
  return callHook(web.url, `/hooks/${name}`, { body, headers: PLAIN });
}

function hooks(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(web.app, [registerHooks], ['hooks', 'refused', ...words]);
}

type Listed = {
  readonly hooks: readonly { readonly hook: string; readonly refused: number; readonly kept: number }[];
  readonly events: readonly {
    readonly hook: string;
    readonly field: string;
    readonly reason: string;
    readonly said: string;
    readonly seen: number;
  }[];
};

async function listed(...words: readonly string[]): Promise<Listed> {
  return JSON.parse((await hooks('--json', ...words)).stdout);
}

const texted = JSON.stringify({ resultCode: 1001, destination: '+4791234567', note: 'no id' });
const future = JSON.stringify({ id: 'f1', resultCode: 1001, timestamp: '2099-01-01T00:00:00Z' });

describe('an event that a hook cannot read', () => {
  it('is kept before the answer, its phone masked, and listed with what was wrong', async () => {
    const answer = await post(`[${texted},${future},${linkReceipts('good').slice(1)}`);
    expect(answer).toMatchObject({ status: 422, json: { accepted: 1, refused: 2 } });
    const { hooks: counts, events } = await listed();
    expect(counts).toEqual([{ hook: HOOK, refused: 2, kept: 2 }]);
    expect(events.map(({ field }) => field).sort()).toEqual(['messageId', 'occurredMs']);
    expect(events.find(({ field }) => field === 'messageId')?.said).toContain('"note":"no id"');
    expect(events.find(({ field }) => field === 'occurredMs')?.said).toContain('"f1"');
    expect(JSON.stringify(events)).not.toContain('91234567');
    const { stdout } = await hooks();
    expect(stdout).toContain(`${HOOK}: 2 in 30 days, 2 kept`);
    expect(stdout).toMatch(/messageId\s+is missing/);
  });

  it('is kept when nothing of the request can be read, or none of it is an event', async () => {
    expect((await post('{"id":"cut +4791234567')).status).toBe(422);
    const { events } = await listed();
    expect(events).toMatchObject([{ field: 'payload', reason: 'is not JSON', seen: 1 }]);
    expect(events[0]?.said).toMatch(/^\{"id":"cut \+47\*+/);
    expect((await listed('--hook', 'twilio')).events).toEqual([]);
  });

  it('is kept once however often the provider comes again, and counted each time', async () => {
    for (let time = 0; time < 3; time += 1) expect((await post(`[${texted}]`)).status).toBe(422);
    const { hooks: counts, events } = await listed();
    expect(counts).toEqual([{ hook: HOOK, refused: 3, kept: 1 }]);
    expect(events).toMatchObject([{ seen: 3 }]);
  });

  it('of a request with many is kept for the first twenty, and all are counted', async () => {
    const many = Array.from({ length: 50 }, (_, at) => ({ resultCode: at, note: `n${at}` }));
    expect((await post(JSON.stringify(many))).status).toBe(422);
    expect((await listed()).hooks).toEqual([{ hook: HOOK, refused: 50, kept: 20 }]);
  });

  it('is answered in the words of a gateway that has its own, and kept all the same', async () => {
    const body = '<MSGLST><MSG><ID>1</ID><STATE>DELIVRD</STATE><RCV>4512345678</RCV></MSG></MSGLST>';
    const headers = { 'Content-Type': 'text/xml' };
    const answer = await callHook(web.url, `/hooks/link_mobility_pswin/${HOOK_SECRETS.one}`, {
      body,
      headers,
    });
    expect(answer.text).toContain('<STATUS>FAIL</STATUS>');
    const { events } = await listed();
    expect(events).toMatchObject([{ hook: 'link_mobility_pswin', field: 'REF' }]);
    expect(JSON.stringify(events)).not.toContain('4512345678');
  });

  it('is not kept of a caller without the secret', async () => {
    const answer = await callHook(web.url, `/hooks/${HOOK}`, {
      body: 'nonsense',
      headers: { ...PLAIN, 'X-Hook-Secret': 'wrong' },
    });
    expect(answer.status).toBe(401);
    expect(await listed()).toEqual({ hooks: [], events: [] });
  });
});

describe('what is kept', () => {
  const text = (n: number): { field: string; reason: string; said: string } => ({
    field: 'f',
    reason: 'r',
    said: `${n} ${'x'.repeat(3000)}`,
  });

  it('is bounded: 100 at once, 1,000 of a hook, 2,000 characters each, 30 days', async () => {
    const now = Temporal.Instant.from('2026-11-25T12:00:00Z');
    const old = now.subtract({ hours: 24 * 31 });
    await keepRefusedEvents(fresh.db, [{ hook: 'b', count: 1, first: [text(0)] }], old);
    for (let from = 0; from < 1_100; from += 100) {
      const first = Array.from({ length: 150 }, (_, at) => text(from + at));
      await keepRefusedEvents(fresh.db, [{ hook: 'a', count: 400, first }], now.add({ seconds: from }));
    }
    expect(await fresh.db('refused_events').count({ rows: '*' })).toEqual([{ rows: 1_000 }]);
    expect(await fresh.db('refused_events').where('said', 'like', '1149 %')).toEqual([]);
    const [longest] = await fresh.db('refused_events').select(fresh.db.raw('MAX(CHAR_LENGTH(said)) AS most'));
    expect(longest).toEqual({ most: 2_000 });
    expect(await fresh.db('refused_events').where({ hook: 'b' })).toEqual([]);
    expect(await fresh.db('hook_refusals').where({ hook: 'a' }).pluck('refused')).toEqual([4_400]);
  });

  it('is told by doctor, with what waits and what nobody knows', async () => {
    await post(`[${texted},${linkReceipts('w1', 'w2').slice(1)}`);
    await fresh.db('parked_events').update({ received_at: new Date('2026-11-20T10:00:00Z') });
    await fresh.db('unknown_codes').insert({
      provider: 'link_mobility',
      field: 'resultCode',
      code: '424242',
      seen: 3,
      first_seen_at: new Date(),
      last_seen_at: new Date(),
    });
    const { stdout } = await runCommand(web.app, [registerDoctor], ['doctor', '--json']);
    const checks: readonly { readonly subject: string }[] = JSON.parse(stdout);
    const of = (subject: string): unknown => checks.find((check) => check.subject === subject);
    expect(of('parked events')).toMatchObject({
      verdict: 'warning',
      seen: '2 wait for their message, the oldest since 2026-11-20T10:00:00Z',
    });
    expect(of('refused events')).toMatchObject({
      verdict: 'warning',
      seen: '1 that hooks could not read in 30 days, 1 of them kept',
    });
    expect(of('unknown codes')).toMatchObject({
      seen: '1, the most frequent link_mobility resultCode 424242',
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { AskNeeds } from '../../src/remote/ask.ts';
import { createMarketingPlatform, type MarketingPlatform } from '../../src/remote/marketing-platform.ts';
import {
  type MarketingPlatformServer,
  startMarketingPlatform,
} from '../support/marketing-platform-server.ts';

const SINCE = Temporal.Instant.from('2026-11-01T00:00:00Z');
const PAGE = { limit: 100, offset: 0 };

let server: MarketingPlatformServer;
let waits: string[];

beforeAll(async () => {
  server = await startMarketingPlatform();
});

afterAll(() => server.close());

beforeEach(() => {
  server.clear();
  server.world.lists.set('24', [{ profileid: '1', sms_unsubscribed: '1793232000' }]);
  waits = [];
});

function client(given: Partial<AskNeeds> & { readonly token?: string } = {}): MarketingPlatform {
  const { token = server.token, ...needs } = given;
  return createMarketingPlatform(
    { baseUrl: server.url, username: server.username, token },
    {
      takeTurn: async () => void waits.push('turn'),
      putOff: async (ms) => void waits.push(`off ${ms}`),
      pause: async (ms) => void waits.push(`pause ${ms}`),
      ...needs,
    },
  );
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it went well');
}

describe('a question', () => {
  it('is a GET with the account in its headers and its parameters as the api names them', async () => {
    await client().smsOptOuts('24', SINCE, { limit: 1_000, offset: 40 });
    await client().greet();
    expect(server.asked).toMatchObject([
      {
        method: 'GET',
        path: 'Profiles/GetProfilesSMSUnsubscribedSince',
        parameters: { listid: '24', date: '1793491200', limit: '1000', offset: '40' },
        status: 200,
      },
      { method: 'GET', path: 'Lists/GetLists', parameters: { limit: '1', offset: '0' }, status: 200 },
    ]);
    expect(waits).toEqual(['turn', 'turn']);
  });

  it('is answered with rows, a number or whatever it is', async () => {
    server.world.found.set('segment:7', ['90']);
    server.world.runs.set('90', {
      listed: '90',
      clicks: [{ clickid: '1' }, { clickid: '2' }],
      statistics: { sent: 3 },
    });
    const span = { from: SINCE, to: SINCE.add({ hours: 24 }) };
    expect(await client().runs('segment', '7', span, PAGE)).toEqual(['90']);
    expect(await client().clicks('90', { limit: 1, offset: 1 })).toEqual([{ clickid: '2' }]);
    expect(await client().countClicks('90')).toBe(2);
    expect(await client().smsStatistics('90')).toEqual({ sent: 3 });
  });

  it('that the platform cannot answer is refused at once, with its words', async () => {
    const refusals = [
      [client().smsOptOuts('99', SINCE, PAGE), /^Profiles\/GetProfilesSMS\w+: 404: The list does not exist$/],
      [client().smsOptOuts('x', SINCE, PAGE), /400: listid and date/],
      [client().smsOptOuts('24', SINCE, { limit: 5_000, offset: 0 }), /400: limit must be 1 to 1000/],
    ] as const;
    for (const [work, words] of refusals) {
      const failure = await failureOf(work);
      expect(failure.message).toMatch(words);
      expect(failure).toMatchObject({ code: 'remote-refused', retryable: false });
    }
    server.world.forbidden.add('24');
    expect((await failureOf(client().smsOptOuts('24', SINCE, PAGE))).message).toMatch(
      /403: You have no access/,
    );
    server.plant('GetClicks', { kind: 'status-false' });
    expect((await failureOf(client().clicks('90', PAGE))).message).toBe(
      'Stats/GetClicks: 404: no such thing',
    );
    server.plant('GetClicks', { kind: 'no-code' });
    expect((await failureOf(client().clicks('90', PAGE))).message).toBe('Stats/GetClicks: 200: not for you');
    expect(waits.filter((wait) => wait.startsWith('pause'))).toEqual([]);
  });
});

describe('an account that is not let in', () => {
  it('is told by its settings and never by its token', async () => {
    const failure = await failureOf(client({ token: 'wrong-token-9876543210' }).greet());
    expect(failure).toMatchObject({ code: 'bad-config', retryable: false, exitCode: 78 });
    expect(failure.message).toMatch(/^MARKETING_PLATFORM_USERNAME, MARKETING_PLATFORM_TOKEN: .*401/);
    expect(failure.message).not.toContain('wrong-token');
    expect(waits).toEqual(['turn']);
  });

  it('finds neither its token nor phone numbers in words of the platform', async () => {
    server.plant('GetLists', { kind: 'message', message: `${server.token} of +4791234567\n\u001b[31m` });
    const { message } = await failureOf(client().greet());
    expect(message).toMatch(/^Lists\/GetLists: 400: \*\*\* of \+47\*+67\?\?\[31m$/);
  });
});

describe('trouble that may pass', () => {
  it.each(['html', 'not-json', 'cut'] as const)('is asked again after %s', async (kind) => {
    server.plant('GetLists', { kind }, { kind: 'status', status: 503 });
    await client().greet();
    expect(waits).toEqual(['turn', 'pause 1000', 'turn', 'pause 4000', 'turn']);
  });

  it('is given up after four times, with the last reason, to be tried later', async () => {
    server.plant('GetLists', ...Array.from({ length: 4 }, () => ({ kind: 'html' as const })));
    const failure = await failureOf(client().greet());
    expect(failure).toMatchObject({ code: 'remote-unreachable', retryable: true, exitCode: 69 });
    expect(failure.message).toBe('Lists/GetLists: answers with a web page instead of JSON (4 times)');
    expect(waits.filter((wait) => wait === 'turn')).toHaveLength(4);
  });

  it('is a server that says nothing in time, or nobody at all', async () => {
    server.plant('GetLists', { kind: 'hang' }, { kind: 'stall' });
    const limits = { attempts: 1, timeoutMs: 60 };
    for (const _ of ['hang', 'stall'])
      expect((await failureOf(client({ limits }).greet())).message).toBe(
        'Lists/GetLists: does not answer within 0.06 s',
      );
    const account = { baseUrl: 'http://127.0.0.1:1/v2.0/', username: 'a', token: 'b' };
    const nobody = createMarketingPlatform(account, {
      takeTurn: async () => undefined,
      putOff: async () => undefined,
      pause: async () => undefined,
      // the time is not what is told
      limits: { attempts: 1 },
    });
    expect((await failureOf(nobody.greet())).message).toMatch(/^Lists\/GetLists: the connection failed/);
  });
});

describe('a quota that is used up', () => {
  it('lets the account wait as long as the platform says, or a minute', async () => {
    server.plant(
      'GetLists',
      { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
      { kind: 'status', status: 429 },
    );
    await client().greet();
    expect(waits).toEqual(['turn', 'off 7000', 'turn', 'off 60000', 'turn']);
  });

  it('may be told as a date', async () => {
    const date = new Date(Date.now() + 50_000).toUTCString();
    server.plant('GetLists', { kind: 'status', status: 429, headers: { 'retry-after': date } });
    await client().greet();
    const [, off = ''] = waits;
    expect(Number(off.replace('off ', ''))).toBeGreaterThan(15_000);
    expect(Number(off.replace('off ', ''))).toBeLessThanOrEqual(50_000);
  });

  it('that lasts longer ends the pull, and nobody asks before', async () => {
    server.plant('GetLists', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const failure = await failureOf(client().greet());
    expect(failure).toMatchObject({ code: 'remote-unreachable', retryable: true });
    expect(failure.message).toMatch(/wants us again in 3600 s/);
    expect(waits).toEqual(['turn', 'off 3600000']);
  });
});

describe('an answer that is not to be trusted', () => {
  it('is not followed elsewhere, and not read when it is too large', async () => {
    server.plant('GetLists', { kind: 'redirect' }, { kind: 'huge' });
    expect((await failureOf(client().greet())).message).toMatch(/302: answers with another address/);
    const small = client({ limits: { mostBytes: 100_000 } });
    const failure = await failureOf(small.greet());
    expect(failure.message).toBe('Lists/GetLists: its answer has more than 100000 bytes');
    expect(failure.code).toBe('remote-refused');
  });

  it('that holds no rows is refused, and nothing in any of its forms is no row', async () => {
    server.world.runs.set('5', { listed: '5', clicks: [], statistics: null });
    expect(await client().clicks('5', PAGE)).toEqual([]);
    expect(await client().smsStatistics('5')).toBeNull();
  });
});

describe('the contract server itself', () => {
  it('refuses another method, missing headers, another format and the 241st request of a minute', async () => {
    const headers = { Apiusername: server.username, Apitoken: server.token, Accept: 'application/json' };
    const ask = async (init: RequestInit) => (await fetch(`${server.url}Lists/GetLists`, init)).status;
    expect(await ask({ headers, method: 'POST' })).toBe(400);
    expect(await ask({ headers: { Accept: 'application/json' } })).toBe(401);
    expect(await ask({ headers: { ...headers, Accept: 'text/csv' } })).toBe(400);
    for (let count = 4; count <= 240; count += 1) expect(await ask({ headers })).toBe(200);
    expect(await ask({ headers })).toBe(429);
  });
});

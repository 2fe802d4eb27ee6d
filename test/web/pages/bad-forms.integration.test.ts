import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  type Browser,
  contentsOf,
  type PagesBench,
  pagesBench,
} from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';
import { ADMIN_CASES } from './admin-cases.ts';
import { type Case, REVIEWER_CASES } from './reviewer-cases.ts';

let bench: PagesBench;
let ids: readonly number[];
let before: string;

beforeAll(async () => {
  bench = await pagesBench();
  ids = await plantReview(bench, 130);
  await bench
    .db('recommendations')
    .where({ id: ids[9] })
    .update({
      state: 'rejected',
      is_open: null,
      decided_by: 'web:rita',
      decided_at: new Date('2026-11-24T09:00:00Z'),
      version: 2,
    });
  for (const who of ['ron', 'ada', 'vera'] as const) await (await bench.signedIn(who)).csrf();
  before = await contents();
});
afterAll(() => bench?.stop());

const contents = (): Promise<string> => contentsOf(bench);

const one = (at = 0): string => String(ids[at]);
async function check(own: Browser, [what, path, fields, status, code, mention]: Case): Promise<void> {
  const answer: Answer = await own.post(path(one()), { csrf: await own.csrf(), ...fields(one()) });
  expect([what, answer.status]).toEqual([what, status]);
  expect(answer.text).toContain(code);
  expect(answer.text).toMatch(mention);
}

describe('a form of a reviewer', () => {
  it.each(REVIEWER_CASES)('with %s is refused with what is wrong, and changes nothing', async (...one) => {
    await check(await bench.signedIn('ron'), one);
    expect(await contents()).toBe(before);
  });

  it('about one that somebody rejected meanwhile is told so, with the name', async () => {
    const own = await bench.signedIn('ron');
    const answer = await own.post(`/recommendations/${one(9)}/approve`, { version: '1' });
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(/Not done[^]*rejected[^]*rita[^]*24 Nov 2026, 09:00/);
    const told = await own.post(
      `/recommendations/${one(9)}/approve`,
      { version: '1' },
      { Accept: 'application/json' },
    );
    expect(JSON.parse(told.text)).toMatchObject({
      error: 'bad-state',
      message: expect.stringContaining('rejected'),
    });
    expect(await contents()).toBe(before);
  });
});

describe('a form of an admin', () => {
  it.each(ADMIN_CASES)('with %s is refused with what is wrong, and changes nothing', async (...one) => {
    await check(await bench.signedIn('ada'), one);
    expect(await contents()).toBe(before);
  });
});

describe('a request that is no form', () => {
  const raw = async (
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array,
  ): Promise<Answer> => {
    const own = await bench.signedIn('ron');
    const cookie = [...own.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${bench.url}/recommendations/${one()}/reject`, {
      method: 'POST',
      headers: {
        Cookie: cookie,
        Origin: 'null',
        'Sec-Fetch-Site': 'same-origin',
        Accept: 'text/html',
        ...headers,
      },
      body: typeof body === 'string' ? body : Buffer.from(body),
    });
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: null,
    };
  };
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

  it.each([
    ['JSON', { 'Content-Type': 'application/json' }, '{"version":1}', 415],
    ['a form with files', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ['plain text, as forms of other sites can send', { 'Content-Type': 'text/plain' }, 'version=1', 415],
    [
      'another charset',
      { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-16' },
      'version=1',
      415,
    ],
    ['a compressed form', { ...FORM, 'Content-Encoding': 'gzip' }, 'x', 415],
    ['bytes that are no UTF-8', FORM, Uint8Array.from([0x61, 0x3d, 0xe5]), 415],
    ['escaped bytes that are no UTF-8', FORM, 'version=%FF', 422],
    ['a percent sign that escapes nothing', FORM, 'version=%zz', 400],
    ['five thousand fields', FORM, Array.from({ length: 5_000 }, (_, at) => `a${at}=1`).join('&'), 400],
    ['300 KiB', FORM, `reason=${'x'.repeat(300_000)}`, 413],
    ['nothing', FORM, '', 403],
  ] as const)('but %s is refused', async (_what, headers, body, status) => {
    expect((await raw(headers, body)).status).toBe(status);
    expect(await contents()).toBe(before);
  });

  it('but has a longer header than anybody needs is refused by the server itself', async () => {
    const status = await new Promise((resolve) => {
      const call = request(
        `${bench.url}/recommendations`,
        { headers: { Cookie: 'x'.repeat(20_000) } },
        (answer) => resolve(answer.statusCode),
      );
      call.on('error', () => resolve('closed'));
      call.end();
    });
    expect([431, 'closed']).toContain(status);
  });
});

describe('an address of a list', () => {
  it.each([
    'state=waiting',
    'reason=R1',
    'size=1000',
    'size=-1',
    'page=0',
    'page=1.5',
    'page=99999999',
    'order=random()',
    'confidence=high',
    'run=0',
    'batch=x',
    `segment=${'x'.repeat(65)}`,
  ])('with %s says which part is wrong', async (query) => {
    const answer = await (await bench.signedIn('vera')).get(`/recommendations?${query}`);
    expect(answer.status).toBe(422);
    const [name = ''] = query.split('=');
    expect(answer.text).toContain(`${name}: `);
  });

  it.each([
    'text=%27;DROP TABLE recommendations',
    'text=%25%25',
    'segment=%3Cscript%3E',
    'text=_',
    'utm_source=mail',
  ])('with %s finds what it says, and nothing else happens', async (query) => {
    const answer = await (await bench.signedIn('vera')).get(`/recommendations?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/<script(?! src)/);
    expect(await contents()).toBe(before);
  });

  it('shows names with markup in them as they are written', async () => {
    await bench.db('segments').where({ id: 1 }).update({ name: '<img src=x onerror=alert(1)>' });
    const { text } = await (await bench.signedIn('vera')).get('/recommendations');
    await bench.db('segments').where({ id: 1 }).update({ name: 'Odd' });
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img');
  });
});

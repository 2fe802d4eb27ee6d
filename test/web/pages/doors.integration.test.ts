import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/web/pages/routes.ts';
import {
  browser,
  contentsOf,
  FROM_US,
  type PagesBench,
  pagesBench,
  ROLES,
  signIn,
  type Who,
} from '../../support/pages-bench.ts';
import { plantReport } from '../../support/report-world.ts';
import { plantReview } from '../../support/review-world.ts';

let bench: PagesBench;
let id: number;

beforeAll(async () => {
  bench = await pagesBench();
  const ids = await plantReview(bench, 12);
  id = ids[0] ?? 0;
  await plantReport(bench.db, 'sms-weekly');
});
afterAll(() => bench?.stop());

const PEOPLE = Object.keys(ROLES) as readonly Who[];
const path = (route: string): string =>
  route
    .replace(':id', route.startsWith('/recommendations') ? String(id) : '1')
    .replace(':name', 'vera')
    .replace(':key', 'sms-weekly')
    .replace('*', 'x');

const contents = (): Promise<string> => contentsOf(bench);

describe('who may', () => {
  it('look: nobody who is not signed in gets to any page but the sign-in and a link of a mail', async () => {
    for (const { path: route, get } of ROUTES) {
      if (get === undefined || get.task === 'open') continue;
      const answer = await browser(bench.url).get(path(route));
      expect([route, answer.status]).toEqual([route, 303]);
      expect(answer.location).toMatch(/^\/sign-in/);
    }
  });

  it('see what: each role gets exactly the pages that are its own', async () => {
    const may = {
      viewer: ['look'],
      reviewer: ['look', 'decide'],
      admin: ['look', 'decide', 'apply'],
    } as const;
    for (const who of PEOPLE) {
      const own = await bench.signedIn(who);
      for (const { path: route, get } of ROUTES) {
        if (get === undefined || get.task === 'open') continue;
        const allowed = (may[ROLES[who]] as readonly string[]).includes(get.task);
        const { status } = await own.get(path(route));
        expect([who, route, status === 403]).toEqual([who, route, !allowed]);
      }
    }
  });

  it('change what: each form of a higher role is refused and changes nothing', async () => {
    const before = await contents();
    let refused = 0;
    for (const who of ['vera', 'ron'] as const) {
      const own = await bench.signedIn(who);
      for (const { path: route, post } of ROUTES) {
        if (post === undefined || post.task === 'open' || post.task === 'look') continue;
        if (post.task === 'decide' && who === 'ron') continue;
        const answer = await own.post(path(route), {});
        expect([who, route, answer.status]).toEqual([who, route, 403]);
        expect(answer.text).toContain('forbidden');
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(12);
    expect(await contents()).toBe(before);
  });

  it('change anything: nobody without a session, whatever the form says', async () => {
    const before = await contents();
    const csrf = await (await bench.signedIn('ada')).csrf();
    for (const { path: route, post } of ROUTES) {
      if (post === undefined || post.task === 'open') continue;
      const answer = await browser(bench.url).post(path(route), { csrf });
      expect([route, answer.status]).toEqual([route, 401]);
    }
    expect(await contents()).toBe(before);
  });
});

describe('a link', () => {
  it('never changes anything: what takes a form answers 405 to every other way', async () => {
    const own = await bench.signedIn('ada');
    const before = await contents();
    const forms = ROUTES.filter(({ get }) => get === undefined);
    expect(forms.length).toBeGreaterThan(10);
    for (const { path: route } of forms) {
      const answer = await own.get(path(route));
      expect([route, answer.status, answer.headers.get('allow')]).toEqual([route, 405, 'POST']);
      expect(answer.text).toContain('POST');
      for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const other = await fetch(`${bench.url}${path(route)}`, { method });
        expect([route, method, other.status]).toEqual([route, method, 405]);
      }
    }
    expect(await contents()).toBe(before);
  });

  it('changes nothing when an admin opens every page there is', async () => {
    const own = await bench.signedIn('ada');
    const before = await contents();
    for (const { path: route, get } of ROUTES) if (get !== undefined) await own.get(path(route));
    expect(await contents()).toBe(before);
  });
});

describe('a form', () => {
  const reject = { reason: 'x', version: '1' };

  it.each([
    ['no token', { csrf: '' }],
    ["another session's token", { csrf: 'foreign' }],
    ['a token with something behind it', { csrf: 'suffix' }],
    ['half a token', { csrf: 'half' }],
  ])('with %s is refused, and says to reload', async (_what, { csrf }) => {
    const own = await signIn(bench.url, 'ron');
    const right = await own.csrf();
    const tokens: Readonly<Record<string, string>> = {
      '': '',
      foreign: await (await bench.signedIn('ada')).csrf(),
      suffix: `${right}x`,
      half: right.slice(0, 20),
    };
    const before = await contents();
    const answer = await own.post(`/recommendations/${id}/reject`, { ...reject, csrf: tokens[csrf] ?? '' });
    expect(answer.status).toBe(403);
    expect(answer.text).toMatch(/reload the page[^]*<code>csrf<\/code>/);
    expect(await contents()).toBe(before);
  });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['another site that hides its name', { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }],
    ['a neighbour of the site', { 'Sec-Fetch-Site': 'same-site', Origin: 'null' }],
    ['an address that was typed', { 'Sec-Fetch-Site': 'none', Origin: 'null' }],
    ['an old browser on another site', { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }],
    ['an old browser that hides where', { 'Sec-Fetch-Site': '', Origin: 'null' }],
    ['a program that says nothing', { 'Sec-Fetch-Site': '', Origin: '' }],
    [
      'a page with our port on another host',
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://evil.example' },
    ],
  ])('from %s is refused with the right token and all', async (_what, headers) => {
    const own = await bench.signedIn('ron');
    const before = await contents();
    const answer = await own.post(`/recommendations/${id}/reject`, reject, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('cross-site');
    expect(await contents()).toBe(before);
  });

  it('from an old browser that names our origin is taken', async () => {
    const own = await bench.signedIn('ron');
    const answer = await own.post(
      `/recommendations/${id}/snooze`,
      { version: '1' },
      { 'Sec-Fetch-Site': '', Origin: bench.url },
    );
    expect(answer.status).toBe(303);
  });

  it('that a mail scanner fills and sends by itself changes nothing', async () => {
    const before = await contents();
    const scanner = browser(bench.url);
    for (const route of ['/', '/sign-in', '/recommendations', `/recommendations/${id}`]) {
      const { text } = await scanner.get(route);
      for (const [, action] of text.matchAll(/<form[^>]*action="([^"]+)"/g))
        await fetch(`${bench.url}${action}`, {
          method: 'POST',
          body: 'name=a&password=b&to=',
          headers: FROM_US,
          redirect: 'manual',
        });
    }
    for (const decision of ['approve', 'reject', 'snooze', 'show-number'])
      await fetch(`${bench.url}/recommendations/${id}/${decision}`, {
        method: 'POST',
        body: 'version=1',
        headers: FROM_US,
      });
    expect(await contents()).toBe(before);
  });
});

describe('every answer', () => {
  const DOORS = [
    '/sign-in',
    '/recommendations',
    '/nothing',
    '/review/x',
    '/recommendations/0',
    '/users',
    '/healthz/x',
  ];

  it.each(DOORS)('of %s has the headers that keep it to itself', async (door) => {
    const { headers } = await (await bench.signedIn('ada')).get(door);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "img-src 'self' data:",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('unsafe');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    });
    for (const header of ['access-control-allow-origin', 'server', 'x-powered-by'])
      expect(headers.get(header)).toBeNull();
  });

  it('has no script or style of its own but a report, whose style the policy names, and is in English', async () => {
    const own = await bench.signedIn('ada');
    for (const { path: route, get } of ROUTES) {
      if (get === undefined) continue;
      const { text, headers } = await own.get(path(route));
      if (!(headers.get('content-type') ?? '').includes('html')) continue;
      expect(text).toContain('<html lang="en">');
      const [, style] = /<style>([^]*?)<\/style>/.exec(text) ?? [];
      expect(text.replace('<style>', '')).not.toMatch(/\son\w+="|\sstyle="|<style|<script(?![^>]*src=)/);
      const hash = createHash('sha256')
        .update(style ?? '')
        .digest('base64');
      const named = (headers.get('content-security-policy') ?? '').includes(`'sha256-${hash}'`);
      expect([route, named]).toEqual([route, style !== undefined]);
    }
  });

  it('says nothing of versions, paths or SQL when something breaks', async () => {
    const own = await bench.signedIn('ada');
    await bench.db.schema.renameTable('segments', 'segments_away');
    const answer = await own.get('/recommendations');
    await bench.db.schema.renameTable('segments_away', 'segments');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/segments|select|node_modules|\/work\/|fastify|at \w+ \(/i);
    expect(JSON.stringify(bench.lines)).toContain('page-failed');
  });

  it('is 503 and when to come again while the database is away', async () => {
    const own = await bench.signedIn('ada');
    const { at } = bench.clock;
    Object.defineProperty(bench.clock, 'at', {
      configurable: true,
      get: () => {
        throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:3306'), { code: 'ECONNREFUSED' });
      },
    });
    const answer = await own.get('/recommendations');
    Object.defineProperty(bench.clock, 'at', { configurable: true, writable: true, value: at });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.text).not.toMatch(/ECONN|3306/);
  });

  it('is one JSON line for programs', async () => {
    const response = await fetch(`${bench.url}/nothing`, { headers: { Accept: 'application/json' } });
    expect(await response.json()).toMatchObject({ error: 'not-found' });
  });

  it('is refused under a name that is not ours', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${bench.url}/sign-in`, { headers: { Host: 'rebound.example' } }, ({ statusCode }) =>
        resolve(statusCode),
      ).end();
    });
    expect(status).toBe(421);
  });

  it('of a style sheet may be kept: its address changes with it', async () => {
    const { text } = await (await bench.signedIn('ada')).get('/recommendations');
    const [, asset = ''] = /href="(\/assets\/[^"]+\.css)"/.exec(text) ?? [];
    const answer = await browser(bench.url).get(asset);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await browser(bench.url).get('/assets/../package.json')).status).toBe(404);
  });
});

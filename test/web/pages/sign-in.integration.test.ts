import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changePassword, changeRole, disableUser } from '../../../src/pipelines/manage-users.ts';
import { NOW } from '../../support/cleaning-bench.ts';
import { browser, PASSWORD, type PagesBench, pagesBench, signIn } from '../../support/pages-bench.ts';

let bench: PagesBench;

beforeAll(async () => {
  bench = await pagesBench();
});
afterAll(() => bench?.stop());
beforeEach(async () => {
  bench.clock.at = NOW;
  await bench.db('web_sign_in_failures').delete();
});

async function attempt(name: string, password: string, headers: Readonly<Record<string, string>> = {}) {
  return browser(bench.url).post('/sign-in', { csrf: '', name, password, to: '' }, headers);
}

const manage = () => ({ db: bench.db, now: bench.clock.at, actor: 'test' });

describe('the sign-in', () => {
  it('gives a cookie that scripts cannot read and other sites do not send, and keeps only its hash', async () => {
    const own = browser(bench.url);
    const answer = await own.post('/sign-in', { csrf: '', name: 'Ada ', password: PASSWORD, to: '' });
    expect(answer).toMatchObject({ status: 303, location: '/recommendations' });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const stored = await bench.db('web_sessions').select();
    expect(JSON.stringify(stored)).not.toContain(own.cookies.get('session'));
    expect((await own.get('/recommendations')).status).toBe(200);
  });

  it('tells a wrong name, a wrong password and a disabled user in the same words', async () => {
    await disableUser(manage(), 'rita', true);
    const answers = [
      await attempt('ada', 'not the password at all'),
      await attempt('nobody-here', PASSWORD),
      await attempt('rita', PASSWORD),
    ];
    await disableUser(manage(), 'rita', false);
    const texts = answers.map(({ status, text }) => `${status} ${text.replace(/value="[^"]*"/g, '')}`);
    expect(texts[0]).toMatch(/^403 [^]*The name or the password is wrong/);
    expect(new Set(texts).size).toBe(1);
  });

  it('is locked for a quarter of an hour after five wrong passwords, for names there are and names there are not', async () => {
    for (const name of ['ron', 'no-such-name']) {
      for (let turn = 0; turn < 5; turn += 1)
        expect((await attempt(name, 'wrong password')).status).toBe(403);
      const locked = await attempt(name, PASSWORD);
      expect(locked.status).toBe(429);
      expect(locked.headers.get('retry-after')).toBe('900');
      expect(locked.text).toContain('15 minutes');
    }
    expect((await attempt('ada', PASSWORD)).status).toBe(303);
    bench.clock.at = NOW.add({ minutes: 16 });
    expect((await attempt('ron', PASSWORD)).status).toBe(303);
  });

  it('is locked for an address that tries many names, whatever address it says it has', async () => {
    for (let turn = 0; turn < 20; turn += 1)
      await attempt(`guess-${turn}`, 'wrong password', { 'X-Forwarded-For': `192.0.2.${turn}` });
    expect((await attempt('ada', PASSWORD)).status).toBe(429);
    const rows = await bench.db('web_sign_in_failures').select();
    expect(JSON.stringify(rows)).not.toContain('guess');
  }, 120_000);

  it('forgets wrong passwords of a name when the right one comes', async () => {
    for (let turn = 0; turn < 4; turn += 1) await attempt('ron', 'wrong password');
    await attempt('ron', PASSWORD);
    for (let turn = 0; turn < 4; turn += 1) expect((await attempt('ron', 'wrong password')).status).toBe(403);
    expect((await attempt('ron', PASSWORD)).status).toBe(303);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/recommendations\r\nSet-Cookie: a=b',
    'javascript:alert(1)',
    '/sign-out',
    `/recommendations?${'x'.repeat(2_000)}`,
  ])('goes on to a page of ours and not to %j', async (to) => {
    const answer = await browser(bench.url).post('/sign-in', {
      csrf: '',
      name: 'ada',
      password: PASSWORD,
      to,
    });
    expect([303, 422]).toContain(answer.status);
    expect(answer.location ?? '/recommendations').toMatch(/^\/recommendations/);
    expect(answer.location ?? '').not.toContain('evil.example');
  });

  it('goes on to the page that was asked for', async () => {
    const own = browser(bench.url);
    const asked = await own.get('/recommendations?reason=inactive&size=100');
    expect(asked.status).toBe(303);
    const to = new URL(asked.location ?? '', bench.url).searchParams.get('to') ?? '';
    const answer = await own.post('/sign-in', { csrf: '', name: 'ada', password: PASSWORD, to });
    expect(answer.location).toBe('/recommendations?reason=inactive&size=100');
  });
});

describe('a session', () => {
  it('ends after half an hour without use, and after twelve hours with use', async () => {
    const own = await signIn(bench.url, 'ada');
    bench.clock.at = NOW.add({ minutes: 31 });
    expect((await own.get('/recommendations')).status).toBe(303);
    bench.clock.at = NOW;
    const used = await signIn(bench.url, 'ada');
    for (let minutes = 20; minutes < 720; minutes += 20) {
      bench.clock.at = NOW.add({ minutes });
      expect((await used.get('/runs')).status).toBe(200);
    }
    bench.clock.at = NOW.add({ minutes: 721 });
    expect((await used.get('/runs')).status).toBe(303);
  });

  it('ends with a new password, and when the user is disabled', async () => {
    const first = await signIn(bench.url, 'rita');
    await changePassword(manage(), 'rita', PASSWORD);
    expect((await first.get('/recommendations')).status).toBe(303);
    const second = await signIn(bench.url, 'rita');
    await disableUser(manage(), 'rita', true);
    expect((await second.get('/recommendations')).status).toBe(303);
    await disableUser(manage(), 'rita', false);
    expect((await second.get('/recommendations')).status).toBe(303);
  });

  it('follows a change of the role at once', async () => {
    const own = await signIn(bench.url, 'vera');
    expect((await own.get('/recommendations/confirm')).status).toBe(403);
    await changeRole(manage(), 'vera', 'reviewer');
    expect((await own.get('/recommendations/confirm')).status).toBe(200);
    await changeRole(manage(), 'vera', 'viewer');
  });

  it('ends with the sign-out, and its token opens nothing any more', async () => {
    const own = await signIn(bench.url, 'ada');
    const cookie = own.cookies.get('session') ?? '';
    expect(await own.post('/sign-out')).toMatchObject({ status: 303, location: '/sign-in' });
    expect(own.cookies.has('session')).toBe(false);
    own.cookies.set('session', cookie);
    expect((await own.get('/recommendations')).status).toBe(303);
  });

  it('is not opened by a cookie that is cut, guessed, doubled or foreign', async () => {
    const own = await signIn(bench.url, 'ada');
    const right = own.cookies.get('session') ?? '';
    for (const cookie of [
      `session=${right.slice(1)}`,
      `session=${'A'.repeat(43)}`,
      `session=${right}; session=${right}`,
      `xsession=${right}`,
      "session=' OR 1=1 --",
      'session=',
    ]) {
      const answer = await browser(bench.url).get('/recommendations', { Cookie: cookie });
      expect([cookie, answer.status]).toEqual([cookie, 303]);
    }
  });
});

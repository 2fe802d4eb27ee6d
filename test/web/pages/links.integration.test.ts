import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerWeb } from '../../../src/cli/commands/web.ts';
import { signedLinkPath } from '../../../src/crypto/signed-link.ts';
import { makeReviewLink } from '../../../src/web/review-link.ts';
import { CLEANING_SECRET, NOW, phoneOf } from '../../support/cleaning-bench.ts';
import { browser, contentsOf, PASSWORD, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';
import { runCommand } from '../../support/run-command.ts';

const PUBLIC_URL = 'https://reports.example.com/sms/';
const HOST = 'reports.example.com';
let bench: PagesBench;

beforeAll(async () => {
  bench = await pagesBench({ PUBLIC_URL });
  await plantReview(bench, 40);
});
afterAll(() => bench?.stop());

/** As a proxy that takes `/sms` away asks for it. */
function pathOf(list: string, hours = 72): string {
  const link = { list, recipient: 'anna@example.com', expiresAt: NOW.add({ hours }) };
  const url = makeReviewLink(CLEANING_SECRET, PUBLIC_URL, link, NOW);
  expect(url).toMatch(/^https:\/\/reports\.example\.com\/sms\/review\/1\./);
  return new URL(url).pathname.replace('/sms', '');
}

describe('a link of a mail', () => {
  it('shows its list without a sign-in: counts and masked numbers, no box, no form, no number in full', async () => {
    const { status, text } = await browser(bench.url).get(pathOf('reason=inactive'));
    expect(status).toBe(200);
    expect(text).toContain('8 recommendations to look at');
    expect(text).toContain('+47******04');
    expect(text).not.toContain(phoneOf(4));
    expect(text).not.toMatch(/<form|name="pick"|<button/);
  });

  it('speaks the language of the mail, with its numbers and dates, and leaves no English in the page', async () => {
    const { text } = await browser(bench.url).get(`${pathOf('state=any')}?locale=nb-NO`);
    expect(text).toContain('<html lang="nb">');
    expect(text).toContain('<title>Fra e-posten din · SMS reports</title>');
    expect(text).toContain('<h1>40 forslag å se på</h1>');
    expect(text).toMatch(/Siste livstegn">\s*<time datetime="2026-03-02T09:30:00Z">2. mars 2026<.time>/);
    expect(text).toContain('for 8 måneder siden');
    expect(text).toContain('Operatøren sier to ganger at linjen ikke tar imot SMS.');
    const words = text
      .replace(/<head>[^]*<.head>/, '')
      .replace(/<[^>]*?(?: (?:aria-label|data-label)="([^"]*)"[^>]*)?>/g, ' $1 ');
    expect(
      words.match(/\b(?:the|of|no|and|by|why|how|last|never|unknown|contact|from|until)\b/gi),
    ).toBeNull();
  });

  it('says that nothing is left, and asks nobody to sign in for it', async () => {
    const { text } = await browser(bench.url).get(`${pathOf('reason=fatigued')}?locale=nb-NO`);
    expect(text).toContain('<h1>Ingenting gjenstår</h1>');
    expect(text).not.toMatch(/Logg inn|0 forslag/);
  });

  it('without a language, or with none there is, speaks as the browser asks', async () => {
    const own = browser(bench.url);
    const open = async (query: string, asked: string) =>
      /<html lang="(\w+)"/.exec(
        (await own.get(`${pathOf('')}${query}`, { 'Accept-Language': asked })).text,
      )?.[1];
    expect(await open('', 'nb-NO,nb;q=0.9,en;q=0.8')).toBe('nb');
    expect(await open('', 'de-DE')).toBe('en');
    expect(await open('?locale=en-GB', 'nb-NO')).toBe('en');
    for (const wrong of ['x', 'zz-ZZ', '%00', 'nb_NO', '../../x', 'a'.repeat(5_000)])
      expect([wrong, await open(`?locale=${wrong}`, 'nb-NO')]).toEqual([wrong, 'nb']);
  });

  it('changes nothing, however often scanners open it, also with their HEAD, and sends no one our address', async () => {
    const before = await contentsOf(bench);
    const path = pathOf('');
    for (let turn = 0; turn < 20; turn += 1) {
      const answer = await fetch(`${bench.url}${path}`, { method: turn % 2 === 0 ? 'GET' : 'HEAD' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    const post = await fetch(`${bench.url}${path}`, { method: 'POST', body: 'decision=approve' });
    expect(post.status).toBe(405);
    expect(await contentsOf(bench)).toBe(before);
  });

  it('leads to the sign-in and from there to the same list', async () => {
    const own = browser(bench.url);
    const { text } = await own.get(pathOf('reason=inactive&size=100'));
    const [, href = ''] = /class="button primary" href="([^"]+)"/.exec(text) ?? [];
    const target = href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    expect(target).toBe('/sms/recommendations?reason=inactive&size=100');
    const asked = await own.get(target.replace('/sms', ''));
    expect(asked.location).toMatch(/^\/sms\/sign-in\?to=/);
    const to = new URL(asked.location ?? '', bench.url).searchParams.get('to') ?? '';
    const answer = await own.post('/sign-in', { csrf: '', name: 'ron', password: PASSWORD, to });
    expect(answer.location).toBe('/sms/recommendations?reason=inactive&size=100');
  });

  it('that is over says so with 410; one that is damaged, long, or of another site is refused with 403', async () => {
    const own = browser(bench.url);
    const link = { target: '', recipient: 'a@b.example', expiresAt: NOW.add({ hours: 1 }) };
    const over = await own.get(signedLinkPath('review', CLEANING_SECRET, HOST, { ...link, expiresAt: NOW }));
    expect(over).toMatchObject({ status: 410 });
    expect(over.text).toMatch(/link[^]*link-expired/);
    for (const path of [
      signedLinkPath('review', CLEANING_SECRET, 'evil.example', link),
      signedLinkPath('review', `${CLEANING_SECRET}!`, HOST, link),
      signedLinkPath('review', CLEANING_SECRET, HOST, { ...link, target: 'state=nonsense' }),
      signedLinkPath('review', CLEANING_SECRET, HOST, { ...link, expiresAt: NOW.add({ hours: 24 * 30 }) }),
      `${signedLinkPath('review', CLEANING_SECRET, HOST, link)}x`,
      `/review/${'x'.repeat(10_000)}`,
      '/review/',
      '/review/1.2.3.4',
      '/review/%00',
    ]) {
      const answer = await own.get(path);
      expect([path.slice(0, 40), answer.status]).toEqual([path.slice(0, 40), 403]);
      expect(answer.text).toMatch(/link[^]*bad-link/);
    }
  });

  it('lasts seven days at most', () => {
    expect(() => pathOf('', 7 * 24)).not.toThrow();
    expect(() => pathOf('', 7 * 24 + 1)).toThrow(/at most 7 days/);
    expect(() => pathOf('reason=ugly')).toThrow(/reason: must be one of/);
  });

  it('is printed by the command line', async () => {
    const made = await runCommand(
      bench.app,
      [registerWeb],
      ['web', 'link', '--to', 'anna@example.com', '--days', '3', '--list', 'reason=inactive'],
    );
    const { pathname } = new URL(made.stdout.trim());
    expect((await browser(bench.url).get(pathname.replace('/sms', ''))).text).toContain('8 recommendations');
    const refused = await runCommand(
      bench.app,
      [registerWeb],
      ['web', 'link', '--to', 'a@b.example', '--days', '8'],
    );
    expect(refused.failure).toMatchObject({ code: 'bad-input', exit: 2 });
  });
});

describe('behind a proxy with TLS', () => {
  it('the cookie is for https and the path of these pages only', async () => {
    const own = browser(bench.url);
    const answer = await own.post('/sign-in', { csrf: '', name: 'ada', password: PASSWORD, to: '' });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/sms; HttpOnly; SameSite=Strict; Secure$/);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age');
    expect((await own.get('/recommendations')).text).toContain('href="/sms/batches"');
  });

  it('a form from an old browser is taken from the public address and from no other', async () => {
    const own = browser(bench.url);
    const send = (origin: string) =>
      own.post(
        '/sign-in',
        { csrf: '', name: 'ada', password: PASSWORD, to: '' },
        { 'Sec-Fetch-Site': '', Origin: origin },
      );
    expect((await send('https://reports.example.com')).status).toBe(303);
    for (const origin of [
      'http://reports.example.com',
      'https://reports.example.com.evil.example',
      bench.url,
    ])
      expect([origin, (await send(origin)).status]).toEqual([origin, 403]);
  });
});

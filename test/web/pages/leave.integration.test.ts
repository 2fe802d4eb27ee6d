import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unsubscribeToken } from '../../../src/mail/unsubscribe-token.ts';
import { applied, instant } from '../../support/build-schedule.ts';
import { CLEANING_SECRET } from '../../support/cleaning-bench.ts';
import { browser, type PagesBench, pagesBench } from '../../support/pages-bench.ts';

let bench: PagesBench;
let keys = 0;
let path = '';
let key = '';

beforeAll(async () => {
  bench = await pagesBench({ PUBLIC_URL: 'https://reports.example.com/sms/' });
});
afterAll(() => bench?.stop());
beforeEach(async () => {
  keys += 1;
  key = `weekly-${keys}`;
  await applied(bench.db, instant('2026-11-20T12:00Z'), key, { recipients: ['maren@example.com'] });
  path = `/unsubscribe/${unsubscribeToken(CLEANING_SECRET, key, 'maren@example.com')}`;
});

const left = (): Promise<readonly unknown[]> =>
  bench.db('left_recipients').where('schedule_key', key).select('recipient_key', 'way');

/** As a mail program posts it: from its own servers, without cookies or where it comes from. */
function post(body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> {
  return fetch(`${bench.url}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: type === '' ? {} : { 'Content-Type': type },
  });
}

const MULTIPART = [
  '--b0undary',
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  '',
  'One-Click',
  '--b0undary--',
  '',
].join('\r\n');

describe('the link to leave a report', () => {
  it('shows a button and the masked address, and changes nothing, however often it is opened', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { status, text } = await browser(bench.url).get(path);
      expect(status).toBe(200);
      expect(text).toContain('m…@example.com will get no more mails of SMS weekly.');
      expect(text).toMatch(/<form method="post" action="\/sms\/unsubscribe\/1\.weekly/);
      expect(text).not.toContain('maren@');
    }
    await fetch(`${bench.url}${path}`, { method: 'HEAD' });
    expect(await left()).toEqual([]);
  });

  it('takes its reader off the list by the button, and says so when it is opened again', async () => {
    const answer = await post('leave=yes&csrf=');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('You have left this report');
    expect(await left()).toEqual([{ recipient_key: 'maren@example.com', way: 'page' }]);
    const again = await browser(bench.url).get(path);
    expect(again.text).toContain('gets no more mails of');
    expect(again.text).not.toContain('<button');
  });

  it.each([
    ['a form', 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    ['a form in parts', MULTIPART, 'multipart/form-data; boundary=b0undary'],
  ])('takes its reader off the list by one click of a mail program that posts %s', async (_, body, type) => {
    expect((await post(body, type)).status).toBe(200);
    expect((await post(body, type)).status).toBe(200);
    expect(await left()).toEqual([{ recipient_key: 'maren@example.com', way: 'one-click' }]);
    const audit = await bench
      .db('audit_log')
      .where({ action: 'schedule-leave', object: key })
      .select('actor');
    expect(audit).toEqual([{ actor: 'recipient' }]);
  });

  it.each(['', 'List-Unsubscribe=No', 'leave=no', 'x=y', 'List-Unsubscribe[]=One-Click', '%zz'])(
    'does nothing for the form %j',
    async (body) => {
      expect((await post(body)).status).toBe(400);
      expect(await left()).toEqual([]);
    },
  );

  it('refuses a link that was cut or made up, without a word about who gets the report', async () => {
    for (const wrong of [path.slice(0, -1), `${path}x`, '/unsubscribe/1.weekly.x', '/unsubscribe/%00']) {
      const answer = await browser(bench.url).get(wrong);
      expect([wrong, answer.status]).toEqual([wrong, 404]);
      expect(answer.text).not.toContain('example.com will');
    }
    path = path.slice(0, -4).concat('AAAA');
    expect((await post('leave=yes')).status).toBe(404);
    expect(await left()).toEqual([]);
  });

  it('is read in the language of the mails its reader got, before and after, whatever the browser asks for', async () => {
    const recipients = ['maren@example.com', { to: 'Kari@example.com', locale: 'nb-NO' }];
    await applied(bench.db, instant('2026-11-20T12:00Z'), key, { recipients });
    const own = `/unsubscribe/${unsubscribeToken(CLEANING_SECRET, key, 'kari@example.com')}`;
    const asked = await browser(bench.url).get(own, { 'Accept-Language': 'de-DE' });
    expect(asked.text).toContain('<html lang="nb">');
    expect(asked.text).toContain('k…@example.com får ikke flere e-poster med SMS weekly.');
    expect(asked.text).toMatch(/<title>Meld deg av denne rapporten[^]*Hopp til innholdet[^]*Tidene er i UTC/);
    expect(asked.text).not.toMatch(/mails|Leave|Skip|Times/);
    path = own;
    const done = await (await post('leave=yes')).text();
    expect(done).toMatch(/<html lang="nb">[^]*Du er meldt av denne rapporten/);
    const other = `/unsubscribe/${unsubscribeToken(CLEANING_SECRET, key, 'maren@example.com')}`;
    expect((await browser(bench.url).get(other, { 'Accept-Language': 'nb' })).text).toContain(
      '<html lang="en">',
    );
  });

  it.each([
    ['nb-NO,nb;q=0.9,en;q=0.8', 'nb', 'Denne lenken tilhører ingen'],
    ['no', 'nb', 'Denne lenken tilhører ingen'],
    ['de-DE, nb', 'nb', 'Denne lenken tilhører ingen'],
    ['en-GB, nb', 'en', 'This link is of nobody'],
    ['', 'en', 'This link is of nobody'],
    [`${'x'.repeat(5_000)}, nb`, 'en', 'This link is of nobody'],
    ['"><script>alert(1)</script>', 'en', 'This link is of nobody'],
  ])('that is of nobody says so in what the browser asks for: %.40s', async (header, lang, words) => {
    const headers: Readonly<Record<string, string>> = header === '' ? {} : { 'Accept-Language': header };
    const { status, text } = await browser(bench.url).get('/unsubscribe/1.weekly.x', headers);
    expect(status).toBe(404);
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).toContain(words);
    // a reader of a mail has no sign-in to begin at
    expect(text).not.toContain('To the start');
    expect((await browser(bench.url).get('/nowhere', headers)).text).toContain('<html lang="en">');
  });

  it('takes nothing but GET and POST, and no long body', async () => {
    expect((await fetch(`${bench.url}${path}`, { method: 'DELETE' })).status).toBe(405);
    expect((await post(`leave=yes&x=${'y'.repeat(400_000)}`)).status).toBe(413);
    expect(await left()).toEqual([]);
  });
});

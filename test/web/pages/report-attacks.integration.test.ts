import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { plantReport } from '../../support/report-world.ts';

const HOSTILE = '"><script>alert(1)</script>{{shell.csrf}}\r\nSet-Cookie: stolen=1\u202e/../../etc/passwd';
let bench: PagesBench;
let run = 0;

beforeAll(async () => {
  bench = await pagesBench();
  run = (await plantReport(bench.db, 'hostile', { title: HOSTILE })).runId;
  await bench.db('report_runs').where({ id: run }).update({ title: HOSTILE, reason: HOSTILE });
  await bench.db('report_schedules').update({ title: HOSTILE });
});
afterAll(() => bench?.stop());

const PAGES = (id: number): readonly string[] => [
  '/reports',
  `/reports/runs/${id}`,
  `/reports/runs/${id}/deliveries`,
  `/reports/runs/${id}/report.csv`,
  '/schedules',
  '/schedules/hostile',
  '/schedules/hostile/preview',
];

describe('the pages of reports and schedules, attacked', () => {
  it('show a hostile title as text: no markup, no template, no header, no direction mark', async () => {
    const own = await bench.signedIn('ada');
    for (const path of PAGES(run)) {
      const { status, text, headers } = await own.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toContain('\u202e');
      const markup = path.endsWith('.csv') ? '' : text;
      expect([path, markup.includes('<script>alert')]).toEqual([path, false]);
      expect(headers.getSetCookie().join()).not.toContain('stolen');
      expect(headers.get('content-disposition') ?? '').toMatch(/^(?:attachment; filename="[\w.-]+")?$/);
    }
  });

  it.each([
    '0',
    '-1',
    '01',
    '1e0',
    '0x1',
    '1.0',
    '+1',
    '%31%00',
    '1%20',
    "1'--",
    '9007199254740993',
    '99999999999999999999',
    '%2e%2e',
    '1;1',
    '{{id}}',
  ])('find no run of the number %s', async (id) => {
    const own = await bench.signedIn('ada');
    for (const rest of ['', '/deliveries', '/report.csv'])
      expect([rest, (await own.get(`/reports/runs/${id}${rest}`)).status]).toEqual([rest, 404]);
  });

  it.each([
    '/reports/runs/1/..%2f..%2fetc%2fpasswd',
    '/reports/runs/1/report.csv/../../../package.json',
    '/reports/runs/1/report.csv%00.html',
    '/schedules/..%2f..%2fusers',
    '/schedules/%2e%2e/%2e%2e/etc/passwd',
    '//evil.example/reports',
    '/reports/link/..%2f..%2fusers',
    '/assets/%2e%2e/pages/users.hbs',
    '/assets/..%5c..%5cpackage.json',
  ])('lead nowhere by %s', async (path) => {
    const { status, text } = await (await bench.signedIn('ada')).get(path);
    expect([400, 403, 404]).toContain(status);
    expect(text).not.toMatch(/root:|"name": "|\{\{#/);
  });

  it('take nothing from an address or a form that is huge, doubled, of another kind or not asked for', async () => {
    const own = await bench.signedIn('ron');
    expect(
      (await own.get(`/reports/preview?report=performance&campaigns=${'x'.repeat(15_000)}`)).status,
    ).toBe(422);
    expect([414, 431]).toContain((await own.get(`/reports/preview?tz=${'x'.repeat(40_000)}`)).status);
    const csrf = await own.csrf();
    const sent = (type: string) => own.post('/reports/requests', { csrf }, { 'Content-Type': type });
    expect((await sent('application/json')).status).toBe(415);
    expect((await sent('multipart/form-data; boundary=x')).status).toBe(415);
    expect((await own.post('/reports/requests', { csrf, recipients: 'x'.repeat(300_000) })).status).toBe(413);
    expect((await own.post('/reports/requests', { csrf, producer: 'admin' })).status).toBe(422);
    expect((await own.post('/reports/requests', { csrf, id: ['a', 'b'] })).status).toBe(400);
    const many = Array.from({ length: 5_000 }, (_, at) => `a${at}@nordlys.example`).join('\n');
    expect(
      (await own.post('/reports/requests', { csrf, report: 'performance', recipients: many })).status,
    ).toBe(422);
    expect(await bench.db('report_runs').count()).toEqual([{ 'count(*)': 1 }]);
    const refused = await bench.db('report_requests').select('state');
    expect(refused.filter(({ state }) => state === 'accepted')).toEqual([]);
  });

  it('make no header and no foreign address of what a query says', async () => {
    const own = await bench.signedIn('ada');
    for (const query of [
      'locale=en-GB%0d%0aSet-Cookie:%20a=b',
      'locale=../../x',
      'locale=nb-NO&locale=xx',
      'page=1%0d%0ax',
    ])
      for (const path of [
        `/reports/runs/${run}`,
        `/reports/runs/${run}/report.csv`,
        '/schedules/hostile/preview',
      ]) {
        const answer = await own.get(`${path}?${query}`);
        expect(answer.headers.getSetCookie().join()).not.toContain('a=b');
        expect([path, query, [200, 422].includes(answer.status)]).toEqual([path, query, true]);
      }
    const to = await own.post('/sign-in', { csrf: '', name: 'x', password: 'y', to: '//evil.example' });
    expect(to.text).not.toContain('evil.example');
  });
});

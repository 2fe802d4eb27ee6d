import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, contentsOf, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { PEOPLE, plantReport, SENT_AT } from '../../support/report-world.ts';

const SITE = 'https://reports.example.com/sms';
const HOST = { Host: 'reports.example.com' };
let bench: PagesBench;
let runId: number;

beforeAll(async () => {
  bench = await pagesBench();
  ({ runId } = await plantReport(bench.db, 'sms-weekly'));
});
afterAll(() => bench?.stop());

const run = (): string => `/reports/runs/${runId}`;

describe('the list of reports', () => {
  it('shows each run with its schedule, window, state, recipients and mails', async () => {
    const { text } = await (await bench.signedIn('vera')).get('/reports');
    expect(text).toContain('SMS weekly, Mon 16 Nov – Sun 22 Nov 2026');
    expect(text).toContain('>Done, but not all mails arrived<');
    expect(text).toContain('href="/schedules/sms-weekly"');
    expect(text).toContain('3 recipients: 1 sent, 1 held, 1 failed');
    expect(text).toContain('2 of the dispatches did not arrive');
  });

  it('is narrowed by schedule and state, and refuses what is neither', async () => {
    const own = await bench.signedIn('vera');
    expect((await own.get('/reports?schedule=sms-weekly&state=done_with_failures')).text).toContain(run());
    expect((await own.get('/reports?state=planned')).text).toContain('No report fits');
    for (const query of ['state=nonsense', 'schedule=nonsense', 'page=0', 'page=1e3'])
      expect([query, (await own.get(`/reports?${query}`)).status]).toEqual([query, 422]);
  });
});

describe('the page of a report', () => {
  it('has the figures of the mail, drawn by the same partials, under a policy without inline style', async () => {
    const { status, text, headers } = await (await bench.signedIn('ron')).get(run());
    expect(status).toBe(200);
    for (const words of ['Delivery rate', '8,870 of 111,850 contacts', 'Back in stock: Fjäll &amp; co'])
      expect(text).toContain(words);
    expect(text).toMatch(/<template shadowrootmode="open"><style>/);
    expect(text).not.toMatch(/ style="/);
    expect(text).toMatch(/<img[^>]*src="data:image\/png;base64,/);
    expect(text).not.toContain('cid:');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/style-src 'self' 'sha256-[\w+/]{43}=';/);
    expect(policy).not.toContain('unsafe');
  });

  it('names people in full to those who decide, and masked to those who look', async () => {
    const [first] = PEOPLE;
    for (const [who, isSeen] of [
      ['vera', false],
      ['ron', true],
      ['ada', true],
    ] as const)
      for (const path of [run(), `${run()}/deliveries`]) {
        const { text } = await (await bench.signedIn(who)).get(path);
        expect([who, path, text.includes(first)]).toEqual([who, path, isSeen]);
        expect(text).toContain(isSeen ? first : 'm…@nordlys.example');
      }
  });

  it('tells of each mail how often it was tried, what is in doubt, and what the mail server said', async () => {
    const { text } = await (await bench.signedIn('ron')).get(`${run()}/deliveries`);
    expect(text).toContain('2 tries');
    expect(text).toContain('1 try of which nobody knows the outcome');
    expect(text).toContain('not now, said the mail server');
    expect(text).toContain('451 4.7.1 greylisted');
    expect(text).toContain('23 Nov 2026, 07:03');
    const masked = await (await bench.signedIn('vera')).get(`${run()}/deliveries`);
    expect(masked.text).toContain('550 5.1.1 &lt;f…@nordlys.example&gt; unknown user');
  });

  it('is read in the languages there are, and in no other', async () => {
    const own = await bench.signedIn('vera');
    const inNorwegian = await own.get(`${run()}?locale=nb-NO`);
    expect(inNorwegian.text).toContain('<div class="body" lang="nb">');
    expect(inNorwegian.text).toContain('118\u00a0400');
    for (const locale of ['xx', 'nb-NO%0d', '../../etc/passwd', '<script>'])
      expect((await own.get(`${run()}?locale=${locale}`)).status).toBe(422);
  });

  it('gives its CSV, in the language that was asked for', async () => {
    const own = await bench.signedIn('vera');
    const english = await own.get(`${run()}/report.csv`);
    expect(english.headers.get('content-disposition')).toBe(
      'attachment; filename="performance-2026-11-16.csv"',
    );
    expect(english.text).toContain('Campaigns,');
    expect((await own.get(`${run()}/report.csv?locale=nb-NO`)).text).toContain('Campaigns;');
    expect((await own.get(`${run()}/report.csv?locale=tlh`)).status).toBe(422);
  });

  it('is none for a run that is not there, and says so of one without a report', async () => {
    const own = await bench.signedIn('vera');
    for (const id of ['0', '99999', '1x', '-1', '1e3', "1'--"])
      expect([id, (await own.get(`/reports/runs/${encodeURIComponent(id)}`)).status]).toEqual([id, 404]);
    const [empty = 0] = await bench.db('report_runs').insert(await bare(runId));
    const { status, text } = await own.get(`/reports/runs/${empty}`);
    expect([status, text.includes('There is no report to show')]).toEqual([200, true]);
    expect((await own.get(`/reports/runs/${empty}/report.csv`)).status).toBe(404);
    expect((await own.get(`/reports/runs/${empty}/deliveries`)).text).toContain('There are no mails');
  });

  async function bare(like: number): Promise<object> {
    const row = await bench.db('report_runs').where('id', like).first();
    const { id: _id, ...rest } = row;
    const options = typeof rest.options === 'string' ? rest.options : JSON.stringify(rest.options);
    return {
      ...rest,
      options,
      schedule_id: null,
      model: null,
      as_of: null,
      state: 'failed',
      reason: 'was 0047 91 00 00 01 wrong',
    };
  }
});

describe('the definitions', () => {
  it('are those of the program that counts', async () => {
    const { text } = await (await bench.signedIn('vera')).get('/definitions');
    expect(text).toContain('>Delivery rate<');
    expect(text).toContain('version 1 of our rules');
  });
});

describe('a link of a mail', () => {
  let own: PagesBench;
  let path: string;
  let planted: number;
  beforeAll(async () => {
    own = await pagesBench({ PUBLIC_URL: SITE });
    const site = { publicUrl: SITE, secretKey: own.app.secretKey };
    planted = (await plantReport(own.db, 'with-pages', {}, site)).runId;
    const [row] = await own.db('report_runs').where('id', planted).pluck('model');
    const model = typeof row === 'string' ? JSON.parse(row) : row;
    path = new URL(model.footer.page.url).pathname.replace('/sms', '');
  });
  afterAll(() => own?.stop());

  const open = (at: string) => call(own, at);

  it('stands in the html and the text of the mail', async () => {
    const parts: readonly Buffer[] = await own.db('dispatch_parts').pluck('bytes');
    const mail = parts.map((bytes) => bytes.toString('latin1').replace(/=\r\n/g, '')).join('\n');
    expect(mail).toContain(`${SITE}/reports/link/1.`);
    // in the language of the mail
    expect(mail).toMatch(/reports\/link\/1\.[\w.-]+\?locale=(?:3D)?en-GB/);
    expect(mail).toContain('Read this report on the web');
  });

  it('shows the report and its CSV without a sign-in, and nothing of others', async () => {
    const shown = await open(path);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('8,870 of 111,850 contacts');
    expect(shown.text).not.toContain('Sign out');
    const csv = await open(`${path}.csv?locale=nb-NO`);
    expect(csv.headers['content-disposition']).toContain('performance-2026-11-16.csv');
    expect((await open(`/reports/runs/${planted}`)).status).toBe(303);
    expect((await open(`/reports/runs/${planted}/deliveries`)).status).toBe(303);
  });

  it.each([
    ['a letter changed', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    [
      'another run written into it',
      (token: string) => token.replace(/^(1\.\w+\.)([\w-]+)/, (_, head, text) => `${head}${again(text)}`),
    ],
    ['a word behind it', (token: string) => `${token}x`],
    ['twice the ending', (token: string) => `${token}.csv.csv`],
    ['nothing', () => ''],
    ['another door', (token: string) => `../../review/${token}`],
  ])('with %s opens nothing', async (_what, change) => {
    const token = path.replace('/reports/link/', '');
    const answer = await open(`/reports/link/${change(token)}`);
    expect([403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('8,870');
  });

  it('of a report opens no list, and is over after seven days', async () => {
    const token = path.replace('/reports/link/', '');
    expect((await open(`/review/${token}`)).status).toBe(403);
    const { at } = own.clock;
    own.clock.at = SENT_AT.add({ hours: 24 * 7 });
    const over = await open(path);
    own.clock.at = at;
    expect([over.status, over.text.includes('link-expired')]).toEqual([410, true]);
  });

  it('has the words around the report in the language of the report', async () => {
    const norwegian = (await open(`${path}?locale=nb-NO`)).text;
    expect(norwegian).toMatch(/<html lang="nb">[^]*Lenken virker til man\. 30\. nov\.[^]*Last ned som CSV/);
    const around = norwegian.replace(/<template[^]*<\/template>|<[^>]*>/g, '');
    expect(around).not.toMatch(/\b(?:mail|works|sign|Download|Skip|Times)\b/i);
    expect(norwegian).toMatch(/lang="nb-NO">norsk bokmål/);
    const english = (await open(path)).text;
    expect(english).toMatch(/<html lang="en">[^]*The link works until Mon 30 Nov[^]*Download as CSV/);
  });

  it('changes nothing, however often it is opened', async () => {
    const before = await contentsOf(own);
    const runs = JSON.stringify(await own.db('report_runs').select());
    for (let turn = 0; turn < 5; turn += 1) await open(path);
    expect(await contentsOf(own)).toBe(before);
    expect(JSON.stringify(await own.db('report_runs').select())).toBe(runs);
  });

  it('is over for a run that was deleted', async () => {
    await own.db('report_runs').where('id', planted).update({ model: null });
    expect((await open(path)).status).toBe(404);
  });
});

function again(text: string): string {
  const [seconds, tag, target] = Buffer.from(text, 'base64url').toString().split('\n');
  return Buffer.from([seconds, tag, String(Number(target) + 1)].join('\n')).toString('base64url');
}

type Seen = {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

async function call({ url }: PagesBench, path: string): Promise<Seen> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers: { ...HOST, Accept: 'text/html' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          headers: answer.headers,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('nobody', () => {
  it('sees a report without a sign-in', async () => {
    for (const path of ['/reports', run(), `${run()}/report.csv`, `${run()}/deliveries`, '/definitions']) {
      const answer = await browser(bench.url).get(path);
      expect([path, answer.status]).toEqual([path, 303]);
    }
  });
});

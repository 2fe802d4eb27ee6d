import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Catcher, startCatcher } from '../../../src/mail/catcher.ts';
import { allowRecipients } from '../../../src/store/recipients.ts';
import { NOW } from '../../support/cleaning-bench.ts';
import { contentsOf, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { plantReport } from '../../support/report-world.ts';
import { plantSmallTest } from '../../support/small-test.ts';

let bench: PagesBench;
let catcher: Catcher;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-mail-'));
  catcher = await startCatcher({ folder });
  bench = await pagesBench({ SMTP_URL: catcher.url });
  await plantReport(bench.db, 'sms-weekly');
  await plantSmallTest(bench.db);
  await allowRecipients(bench.db, ['@nordlys.example', 'cfo@example.com'], 'test', NOW);
});
afterAll(async () => {
  await bench?.stop();
  await catcher?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await bench.db('report_schedules').update({ paused_at: null });
});

const audit = async (action: string): Promise<readonly { actor: string; object: string }[]> =>
  bench.db('audit_log').where({ action }).orderBy('id').select('actor', 'object');

describe('the schedules', () => {
  it('say what is due when, for how many, and when it was last sent', async () => {
    const { text } = await (await bench.signedIn('vera')).get('/schedules');
    expect(text).toContain('weekly on Monday at 08:00 Europe/Oslo · 3 recipients');
    expect(text).toContain(
      'Next <time datetime="2026-11-30T07:00:00Z">Mon 30 Nov 2026, 08:00 Europe/Oslo</time>',
    );
    // one of its mails is held: it has not reached everybody
    expect(text).toContain('<strong>Late.</strong>');
  });

  it('show the next five with their windows', async () => {
    const { text } = await (await bench.signedIn('vera')).get('/schedules/sms-weekly');
    const times = [...text.matchAll(/<strong><time datetime="([^"]+)">/g)].map(([, iso]) => iso);
    expect(times).toEqual([
      '2026-11-30T07:00:00Z',
      '2026-12-07T07:00:00Z',
      '2026-12-14T07:00:00Z',
      '2026-12-21T07:00:00Z',
      '2026-12-28T07:00:00Z',
    ]);
    expect(text).toContain('Mon 23 Nov – Sun 29 Nov 2026');
    expect(text).toContain('Mon 21 Dec – Sun 27 Dec 2026');
  });

  it('name nobody in full to those who only look, and offer them no button', async () => {
    const seen = async (who: 'vera' | 'ron' | 'ada') =>
      (await (await bench.signedIn(who)).get('/schedules/sms-weekly')).text;
    expect(await seen('vera')).toContain('m…@nordlys.example');
    expect(await seen('vera')).not.toMatch(/maren@|action="[^"]*(?:pause|test)"/);
    expect(await seen('ron')).toContain('maren@nordlys.example');
    expect(await seen('ron')).not.toContain('/pause"');
    expect(await seen('ada')).toContain('/schedules/sms-weekly/pause"');
  });

  it('are none that is not there', async () => {
    const own = await bench.signedIn('ada');
    for (const key of ['nothing', 'x'.repeat(90), '..%2fusers', "a'--"])
      for (const path of [`/schedules/${key}`, `/schedules/${key}/preview`])
        expect([path, (await own.get(path)).status]).toEqual([path, 404]);
    for (const act of ['pause', 'resume', 'test'])
      expect((await own.post(`/schedules/nothing/${act}`)).status).toBe(404);
  });
});

describe('pausing', () => {
  it('is for admins, noted, and told when it is so already', async () => {
    const own = await bench.signedIn('ada');
    const done = await own.post('/schedules/sms-weekly/pause');
    expect([done.status, done.location]).toEqual([303, '/schedules/sms-weekly']);
    const { text } = await own.get('/schedules/sms-weekly');
    expect(text).toContain('Schedule sms-weekly is paused');
    expect(text).toContain('If it were resumed now');
    expect((await own.post('/schedules/sms-weekly/pause')).status).toBe(409);
    expect(await audit('schedule-pause')).toEqual([{ actor: 'web:ada', object: 'sms-weekly' }]);
    expect((await own.post('/schedules/sms-weekly/resume')).status).toBe(303);
    expect((await own.post('/schedules/sms-weekly/resume')).status).toBe(409);
    expect(await audit('schedule-resume')).toHaveLength(1);
  });

  it('happens to nobody who is no admin, has no token, or only opens the address', async () => {
    const before = await contentsOf(bench);
    for (const who of ['vera', 'ron'] as const)
      expect((await (await bench.signedIn(who)).post('/schedules/sms-weekly/pause')).status).toBe(403);
    const own = await bench.signedIn('ada');
    expect((await own.post('/schedules/sms-weekly/pause', { csrf: 'x' })).status).toBe(403);
    expect((await own.get('/schedules/sms-weekly/pause')).status).toBe(405);
    expect(await contentsOf(bench)).toBe(before);
  });
});

describe('a test send', () => {
  it('goes to whoever is signed in, marked [TEST], and to nobody else', async () => {
    const ada = await bench.signedIn('ada');
    const ron = await bench.signedIn('ron');
    expect((await ron.post('/schedules/sms-weekly/test')).text).toContain('address is not known');
    await ada.post('/users/ron/email', { email: 'ron@nordlys.example' });
    expect((await ada.post('/users/ron/email', { email: 'ron@, eve@evil.example' })).status).toBe(422);
    const dispatches = await bench.db('report_dispatches').count();
    const sent = await ron.post('/schedules/sms-weekly/test');
    expect([sent.status, sent.location]).toEqual([303, '/schedules/sms-weekly']);
    expect((await ron.get('/schedules/sms-weekly')).text).toContain(
      'went to ron@nordlys.example, and to nobody',
    );
    const mails = await catcher.mails();
    expect(mails.map(({ to }) => to)).toEqual([['ron@nordlys.example']]);
    expect(mails[0]?.subject).toMatch(/^\[TEST\]/);
    expect(await bench.db('report_dispatches').count()).toEqual(dispatches);
    expect(await audit('schedule-test')).toEqual([{ actor: 'web:ron', object: 'sms-weekly' }]);
  });

  it('is refused to viewers, and takes no address from the form', async () => {
    expect((await (await bench.signedIn('vera')).post('/schedules/sms-weekly/test')).status).toBe(403);
    const answer = await (await bench.signedIn('ron')).post('/schedules/sms-weekly/test', {
      to: 'eve@evil.example',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('to: is no field of this form');
  });

  it('is told when the switch of all mails is off, and stops after a few', async () => {
    const ada = await bench.signedIn('ada');
    await ada.post('/users/rita/email', { email: 'rita@nordlys.example' });
    await bench.db('mail_gate').insert({ id: 1, paused_at: new Date(), paused_by: 'test', reason: 'moving' });
    const rita = await bench.signedIn('rita');
    expect((await rita.post('/schedules/sms-weekly/test')).status).toBe(303);
    await bench.db('mail_gate').delete();
    expect((await rita.get('/schedules/sms-weekly')).text).toMatch(
      /Not done\.<\/strong> no mail goes out: paused/i,
    );
    const before = (await catcher.mails()).length;
    const answers: number[] = [];
    for (let turn = 0; turn < 6; turn += 1)
      answers.push((await rita.post('/schedules/sms-weekly/test')).status);
    expect(answers.slice(0, 3)).toEqual([303, 303, 303]);
    expect(answers.at(-1)).toBe(429);
    expect((await catcher.mails()).length).toBeLessThan(before + 6);
  });
});

describe('a preview', () => {
  const ofWeek = 'report=performance&window=custom&from=2026-11-16&to=2026-11-23&tz=Europe/Oslo';

  it('shows any report of any window, and stores nothing, not even the plan of a test', async () => {
    const own = await bench.signedIn('vera');
    const before = await contentsOf(bench);
    const { status, text } = await own.get(`/reports/preview?${ofWeek}`);
    expect(status).toBe(200);
    expect(text).toContain('<template shadowrootmode="open">');
    expect(text).toContain('Autumn sale');
    for (const query of [
      `${ofWeek}&campaigns=autumn`,
      `${ofWeek}&segments=loyal&locale=nb-NO`,
      ofWeek.replace('performance', 'experiment'),
    ])
      expect([query, (await own.get(`/reports/preview?${query}`)).status]).toEqual([query, 200]);
    expect(await contentsOf(bench)).toBe(before);
    expect(await bench.db('experiment_plans').select()).toEqual([]);
  });

  it('is of a schedule as if it were due now, in each language', async () => {
    const own = await bench.signedIn('vera');
    const { text } = await own.get('/schedules/sms-weekly/preview?locale=nb-NO');
    expect(text).toContain('<div class="body" lang="nb">');
    expect(text).toContain('TEST');
    expect(text).not.toContain('maren@');
    expect((await own.get('/schedules/sms-weekly/preview?locale=xx')).status).toBe(422);
  });

  it.each([
    ['report=nonsense', 'Report: must be one of'],
    ['report=performance&window=last-year', 'not one of last-hour'],
    ['report=performance&window=custom&from=2026-11-16', 'not a date'],
    ['report=performance&window=custom&from=2026-11-16&to=2026-11-16&tz=UTC', 'is not after'],
    ['report=performance&tz=Mars', 'zone'],
    ['report=performance&campaigns=nothing', 'there is no campaign nothing'],
    ['report=list-health&segments=loyal', 'takes no segments'],
    ['report=experiment&variant=exec', 'one form'],
    ['report=performance&variant=huge', 'must be one of full'],
    ['report=performance&locale=%00', 'must be one of'],
    [`report=performance&campaigns=${'x,'.repeat(300)}y`, 'no campaign x'],
  ])('says what is wrong with %s', async (query, words) => {
    const { status, text } = await (await bench.signedIn('vera')).get(`/reports/preview?${query}`);
    expect([query, status]).toEqual([query, 422]);
    expect(text).toContain(words);
  });
});

describe('a report that is asked for', () => {
  const asked = {
    id: '11111111-2222-4333-8444-555555555555',
    report: 'performance',
    window: 'last-week',
    tz: 'Europe/Oslo',
    recipients: 'maren@nordlys.example\ncfo@example.com',
    formats: ['html', 'csv'],
  };

  it('is accepted once, however often the form is sent', async () => {
    const own = await bench.signedIn('ron');
    const form = await own.get('/reports/new');
    expect(form.text).toContain('@nordlys.example, cfo@example.com');
    const first = await own.post('/reports/requests', asked);
    expect(first.status).toBe(303);
    const again = await own.post('/reports/requests', asked);
    expect(again.location).toBe(first.location);
    const runs = await bench.db('report_runs').whereNull('schedule_id').select();
    expect(runs).toHaveLength(1);
    expect((await own.get(first.location ?? '')).text).toContain('Waits to be made');
    expect(await audit('report-request')).toEqual([{ actor: 'web:ron', object: `run ${runs[0].id}` }]);
    expect((await own.post('/reports/requests', { ...asked, window: 'last-day' })).status).toBe(409);
  });

  it.each([
    [
      'somebody who is on no list',
      { recipients: 'eve@evil.example' },
      'eve@evil.example is not on the allow-list',
    ],
    ['nobody', { recipients: ' \n' }, 'Recipients: name one at least'],
    ['two in one line', { recipients: 'a@nordlys.example b@nordlys.example' }, 'is not one address'],
    ['a campaign there is none of', { campaigns: 'nothing' }, 'there is no campaign'],
    ['a format there is none of', { formats: ['pdf'] }, 'must be one of html, csv'],
    ['an id of its own', { id: '../x', report: 'nonsense' }, 'Report: must be one of'],
  ])('of %s is refused in the form, with what was typed', async (_what, different, words) => {
    const own = await bench.signedIn('ron');
    const before = await bench.db('report_runs').count();
    const answer = await own.post('/reports/requests', { ...asked, id: crypto.randomUUID(), ...different });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="Europe/Oslo"');
    expect(await bench.db('report_runs').count()).toEqual(before);
  });

  it('is not for viewers', async () => {
    const own = await bench.signedIn('vera');
    expect((await own.get('/reports/new')).status).toBe(403);
    expect((await own.post('/reports/requests', asked)).status).toBe(403);
    expect((await own.get('/reports')).text).not.toContain('/reports/new');
  });
});

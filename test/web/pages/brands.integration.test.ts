import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerUsers } from '../../../src/cli/commands/users.ts';
import { addUser, changeBrands, changeEmail } from '../../../src/pipelines/manage-users.ts';
import { ROUTES } from '../../../src/web/pages/routes.ts';
import { type BrandsWorld, FOREIGN, OTHER, OWN, plantBrands } from '../../support/brands-world.ts';
import { NOW } from '../../support/cleaning-bench.ts';
import {
  type Answer,
  type Browser,
  contentsOf,
  PASSWORD,
  type PagesBench,
  pagesBench,
  signIn,
} from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';
import { runCommand } from '../../support/run-command.ts';

let bench: PagesBench;
let runs: BrandsWorld;
let recommendation: number;
const people = new Map<string, Browser>();

/** Viewer and admin by their address, reviewer by name: each sees Acme only. */
const BOUND = ['vera', 'ron', 'abe'] as const;
const KEYS = { own: 'acme-weekly', other: 'orn-weekly', both: 'both-weekly', whole: 'whole-weekly' } as const;
type Which = keyof typeof KEYS | 'none';

beforeAll(async () => {
  bench = await pagesBench();
  runs = await plantBrands(bench.db);
  recommendation = (await plantReview(bench, 3))[0] ?? 0;
  const needs = { db: bench.db, now: NOW, actor: 'test' };
  await addUser(needs, { name: 'abe', role: 'admin', password: PASSWORD });
  await changeEmail(needs, 'vera', 'Vera@ACME.example');
  await changeEmail(needs, 'abe', 'abe@acme.example');
  await changeBrands(needs, 'ron', [OWN]);
  for (const who of [...BOUND, 'ada', 'rita']) people.set(who, await signIn(bench.url, who));
});
afterAll(() => bench?.stop());

const as = (who: string): Browser => {
  const found = people.get(who);
  if (found === undefined) throw new Error(`${who} is not signed in`);
  return found;
};

/** The address of a route for one of the runs and schedules, or for what there is not. */
function pathOf(route: string, which: Which): string {
  const id = which === 'none' ? 999_999 : runs[which];
  return route
    .replace(':id', route.startsWith('/recommendations') ? String(recommendation) : String(id))
    .replace(':name', 'rita')
    .replace(':key', which === 'none' ? 'no-such' : KEYS[which])
    .replace(':token', 'x')
    .replace('*', 'x');
}

/** Of two pages, what does not name where it was asked. */
const told = ({ status, text }: Answer): string => `${status} ${text}`;

describe('a person bound to a brand', () => {
  it('has been thought of on every page: these tell of no brand, all others are closed or ask for their own', () => {
    const same = ROUTES.filter(({ bound }) => bound === 'same').map(({ path }) => path);
    expect(same).toEqual([
      '/',
      '/sign-in',
      '/sign-out',
      '/unsubscribe/:token',
      '/review/*',
      '/reports/link/*',
      '/definitions',
    ]);
    const own = ROUTES.filter(({ bound }) => bound === 'own').map(({ path }) => path);
    expect(own.every((path) => /^\/(?:reports|schedules)/.test(path))).toBe(true);
  });

  it.each(BOUND)('%s reads no word of another brand on any page', async (who) => {
    let seen = 0;
    for (const { path: route, get } of ROUTES) {
      if (get === undefined) continue;
      for (const which of ['own', 'other', 'both', 'whole', 'none'] as const) {
        const { text } = await as(who).get(pathOf(route, which));
        expect([route, which, FOREIGN.exec(text)?.[0]]).toEqual([route, which, undefined]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(100);
  });

  it.each(BOUND)('%s finds what is not theirs as little as what is not there', async (who) => {
    const nowhere = told(await as(who).get('/nowhere'));
    const looks = ROUTES.filter(({ get }) => get !== undefined);
    for (const { path: route } of looks.filter(({ bound }) => bound === 'nothing'))
      expect([route, told(await as(who).get(pathOf(route, 'own')))]).toEqual([route, nowhere]);
    const own = looks.filter(({ bound, path }) => bound === 'own' && /:(?:id|key)/.test(path));
    expect(own.length).toBeGreaterThan(4);
    for (const { path: route } of own) {
      const absent = await as(who).get(pathOf(route, 'none'));
      expect([route, absent.status]).toEqual([route, 404]);
      for (const which of ['other', 'both', 'whole'] as const)
        expect([route, which, told(await as(who).get(pathOf(route, which)))]).toEqual([
          route,
          which,
          told(absent),
        ]);
      expect([route, (await as(who).get(pathOf(route, 'own'))).status]).toEqual([route, 200]);
    }
  });

  it.each(BOUND)(
    '%s changes nothing of what is not theirs, with the right token and every form',
    async (who) => {
      const before = await contentsOf(bench);
      let tried = 0;
      for (const { path: route, post, bound } of ROUTES) {
        if (post === undefined || post.task === 'open' || route === '/sign-out') continue;
        for (const which of ['other', 'both', 'whole', 'none'] as const) {
          if (bound === 'own' && !route.includes(':')) continue;
          const answer = await as(who).post(pathOf(route, which));
          const mayBe = bound === 'nothing' ? [404] : [404, 403];
          expect([route, which, mayBe.includes(answer.status)]).toEqual([route, which, true]);
          expect(answer.text).not.toMatch(FOREIGN);
          tried += 1;
        }
      }
      expect(tried).toBeGreaterThan(60);
      expect(await contentsOf(bench)).toBe(before);
    },
  );

  it('of the highest role too gets no list of users, with which they could free themselves', async () => {
    for (const field of ['email', 'brands'])
      expect((await as('abe').post(`/users/abe/${field}`, { [field]: '' })).status).toBe(404);
    expect((await as('abe').get('/users')).status).toBe(404);
  });

  it('pauses, resumes and looks at schedules of their own as their role allows', async () => {
    expect((await as('abe').post('/schedules/acme-weekly/pause')).status).toBe(303);
    expect((await as('abe').post('/schedules/acme-weekly/resume')).status).toBe(303);
    for (const key of ['orn-weekly', 'both-weekly', 'whole-weekly'])
      expect((await as('abe').post(`/schedules/${key}/pause`)).status).toBe(404);
    expect((await as('vera').post('/schedules/acme-weekly/pause')).status).toBe(403);
    expect((await as('vera').get('/schedules/acme-weekly/preview')).text).toContain('Autumn sale');
  });

  it('begins with reports, and is offered no page that is closed', async () => {
    const fresh = await signIn(bench.url, 'vera');
    expect((await fresh.get('/')).location).toBe('/reports');
    const { text } = await fresh.get('/reports');
    const nav = [...(/<ul class="nav">([^]*?)<\/ul>/.exec(text)?.[1] ?? '').matchAll(/href="([^"]+)"/g)];
    expect(nav.map(([, path]) => path)).toEqual(['/reports', '/schedules', '/definitions']);
    for (const [, path = ''] of text.matchAll(/href="(\/(?!assets)[^"]*)"/g))
      expect([path, (await fresh.get(path.replaceAll('&amp;', '&'))).status]).not.toEqual([path, 404]);
    const answer = await fresh.post('/sign-in', { csrf: '', name: 'vera', password: PASSWORD, to: '' });
    expect(answer.location).toBe('/reports');
  });

  it('has lists whose pages are full of what is theirs', async () => {
    const [own] = await bench.db('report_runs').where({ id: runs.own }).select();
    const [other] = await bench.db('report_runs').where({ id: runs.other }).select();
    const copy = (row: Readonly<Record<string, unknown>>, at: number) => {
      const { id: _id, ...rest } = row;
      const json = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
      return { ...rest, options: json(row['options']), model: null, occurrence: `copy-${at}` };
    };
    const rows = Array.from({ length: 104 }, (_, at) => copy(at % 2 === 0 ? own : other, at));
    await bench.db('report_runs').insert(rows);
    const listed = async (who: string, query: string) => {
      const { text } = await as(who).get(`/reports?${query}`);
      return {
        runs: [...text.matchAll(/href="\/reports\/runs\/(\d+)"/g)].length,
        hasNext: /page(?:=|&#x3D;)2/.test(text),
      };
    };
    expect(await listed('vera', '')).toEqual({ runs: 50, hasNext: true });
    expect((await listed('vera', 'page=2')).runs).toBe(3);
    expect((await listed('ada', 'page=2')).runs).toBe(50);
    expect((await as('vera').get('/reports?schedule=orn-weekly')).status).toBe(422);
    const absent = (await as('vera').get('/reports?schedule=no-such')).text;
    expect((await as('vera').get('/reports?schedule=orn-weekly')).text).toBe(absent);
    await bench.db('report_runs').where('occurrence', 'like', 'copy-%').delete();
  });
});

describe('what a bound person looks at before it is sent', () => {
  const week = 'report=performance&window=custom&from=2026-11-16&to=2026-11-23&tz=Europe/Oslo';

  it('is of their brand, asked or not, and holds nothing of another one', async () => {
    for (const query of [week, `${week}&brands=${OWN}`, `${week}&tags=season`, `${week}&campaigns=autumn`]) {
      const { status, text } = await as('vera').get(`/reports/preview?${query}`);
      expect([query, status]).toEqual([query, 200]);
      expect(text).toContain('Autumn sale');
      expect(text).not.toMatch(FOREIGN);
    }
    expect((await as('ada').get(`/reports/preview?${week}`)).text).toMatch(/Ørnefjell night/);
  });

  it.each([
    ['brands', OTHER, 'Nobody'],
    ['tags', 'ornefjell-tag', 'no-such-tag'],
    ['campaigns', 'ornefjell-night', 'no-such-campaign'],
  ])('is refused for %s of another one in the words of what does not exist', async (field, theirs, none) => {
    const fault = async (value: string) => {
      const asked = new URLSearchParams(`${week}&${field}=${encodeURIComponent(`autumn-x,${value}`)}`);
      asked.set(field, value);
      const { status, text } = await as('vera').get(`/reports/preview?${asked.toString()}`);
      const [, words = ''] = /id="fault">([^]*?)<\/p>/.exec(text) ?? [];
      return [status, words.replaceAll(value, '_').replaceAll(escaped(value), '_')];
    };
    expect(await fault(theirs)).toEqual(await fault(none));
    expect((await fault(theirs))[0]).toBe(422);
  });

  it('is never of the whole list: types that know no brand are neither offered nor made', async () => {
    const form = (await as('vera').get('/reports/preview')).text;
    expect(form).not.toMatch(/value="(?:list|audience)-health"/);
    for (const type of ['list-health', 'audience-health'])
      expect((await as('vera').get(`/reports/preview?${week.replace('performance', type)}`)).status).toBe(
        422,
      );
    expect((await as('ada').get('/reports/preview')).text).toContain('value="list-health"');
  });
});

describe('a report that a bound person asks for', () => {
  const asked = {
    report: 'performance',
    window: 'last-week',
    tz: 'Europe/Oslo',
    recipients: 'd@acme.example',
    formats: ['html'],
  };

  it('is limited to their brand, and then theirs to read', async () => {
    const answer = await as('ron').post('/reports/requests', { ...asked, id: crypto.randomUUID() });
    expect(answer.status).toBe(303);
    expect((await as('ron').get(answer.location ?? '')).status).toBe(200);
    const [run] = await bench.db('report_runs').orderBy('id', 'desc').limit(1).select('options');
    const options: unknown = typeof run.options === 'string' ? JSON.parse(run.options) : run.options;
    expect(options).toMatchObject({ brands: [OWN], recipients: ['d@acme.example'] });
  });

  it.each([
    [{ brands: OTHER }, /no campaign has the brand/],
    [{ brands: `${OWN}, ${OTHER}` }, /no campaign has the brand/],
    [{ campaigns: 'ornefjell-night' }, /there is no campaign/],
    [{ recipients: 'x@ornefjell.example' }, /may not be sent reports of Acme by you/],
    [{ recipients: 'x@nobody.example' }, /may not be sent reports of Acme by you/],
    [{ report: 'list-health' }, /brand/],
  ])('is refused for %j, and no run is made', async (different, words) => {
    const before = await bench.db('report_runs').count();
    const answer = await as('ron').post('/reports/requests', {
      ...asked,
      ...different,
      id: crypto.randomUUID(),
    });
    expect(answer.status).toBe(422);
    expect(/id="fault">([^]*?)<\/p>/.exec(answer.text)?.[1]).toMatch(words);
    expect(await bench.db('report_runs').count()).toEqual(before);
  });

  it('is a form that names nobody of the allow-list', async () => {
    const { text } = await as('ron').get('/reports/new');
    expect(text).not.toMatch(/@staff|@ornefjell/);
    expect(text).toContain('Of your brands: Acme');
    expect((await as('rita').get('/reports/new')).text).toContain('@staff.example');
  });
});

describe('a binding', () => {
  const needs = () => ({ db: bench.db, now: NOW, actor: 'test' });

  it('counts from the next page on, in both ways, without a new sign-in', async () => {
    const own = await signIn(bench.url, 'rita');
    expect((await own.get('/recommendations')).status).toBe(200);
    await changeBrands(needs(), 'rita', [OTHER]);
    expect((await own.get('/recommendations')).status).toBe(404);
    expect((await own.get(`/reports/runs/${runs.other}`)).status).toBe(200);
    expect((await own.get(`/reports/runs/${runs.own}`)).status).toBe(404);
    await changeBrands(needs(), 'rita', [OWN, OTHER]);
    for (const which of ['own', 'other', 'both'] as const)
      expect((await own.get(`/reports/runs/${runs[which]}`)).status).toBe(200);
    expect((await own.get(`/reports/runs/${runs.whole}`)).status).toBe(404);
    // what is bound to the address holds besides: what only one of the two allows is not shown
    await changeEmail(needs(), 'rita', 'rita@acme.example');
    expect((await own.get(`/reports/runs/${runs.other}`)).status).toBe(404);
    await changeBrands(needs(), 'rita', [OTHER]);
    expect((await own.get(`/reports/runs/${runs.own}`)).status).toBe(404);
    expect((await own.get('/reports')).status).toBe(200);
    await changeEmail(needs(), 'rita', '');
    await changeBrands(needs(), 'rita', null);
    expect((await own.get('/recommendations')).status).toBe(200);
  });

  it('is set by an admin on the page or on the command line, listed, and noted', async () => {
    const run = (...words: readonly string[]) => runCommand(bench.app, [registerUsers], ['users', ...words]);
    expect((await run('brands', 'rita', OTHER)).stdout).toContain('only');
    const listed: readonly { name: string; brands: unknown }[] = JSON.parse(
      (await run('list', '--json')).stdout,
    );
    const sees = Object.fromEntries(listed.map(({ name, brands }) => [name, brands]));
    expect(sees).toEqual({ abe: [OWN], ada: null, rita: [OTHER], ron: [OWN], vera: [OWN] });
    expect((await as('ada').get('/users')).text).toContain('reports of Acme only');
    expect((await as('ada').post('/users/rita/brands', { brands: '' })).status).toBe(303);
    expect((await run('list')).stdout).toMatch(/rita .* all/);
    for (const wrong of [
      ['brands', 'nobody', OWN],
      ['brands', 'rita'],
      ['brands', 'rita', OWN, '--all'],
    ])
      expect((await run(...wrong)).failure).toMatchObject({ code: 'bad-input', exit: 2 });
    expect(await bench.db('audit_log').where({ action: 'user-brands', actor: 'web:ada' }).count()).toEqual([
      { 'count(*)': 1 },
    ]);
  });
});

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerUsers } from '../../../src/cli/commands/users.ts';
import { examineViewers } from '../../../src/pipelines/examine-viewers.ts';
import { addUser } from '../../../src/pipelines/manage-users.ts';
import { replaceBoundRecipients } from '../../../src/store/bound-recipients.ts';
import { startWeb } from '../../../src/web/run-web.ts';
import { NOW } from '../../support/cleaning-bench.ts';
import { browser, PASSWORD, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { plantReview } from '../../support/review-world.ts';
import { runCommand } from '../../support/run-command.ts';
import { collectedLog } from '../../support/worker-app.ts';

const PROXY = {
  WEB_PROXY_HEADER: 'X-Forwarded-User',
  WEB_PROXY_PEERS: '127.0.0.1 ::1',
  WEB_PROXY_ROLES: 'anna@example.com=admin ben=reviewer *=viewer',
};
let bench: PagesBench;

beforeAll(async () => {
  bench = await pagesBench(PROXY, { users: false });
  await plantReview(bench, 4);
});
afterAll(() => bench?.stop());

const as = (name: string) => ({ 'X-Forwarded-User': name });

describe('a proxy that signs people in', () => {
  it('is believed from its own address: names get their roles, everybody else looks', async () => {
    const own = browser(bench.url);
    expect((await own.get('/apply', as('Anna@example.com'))).status).toBe(200);
    expect((await own.get('/apply', as('ben'))).status).toBe(403);
    expect((await own.get('/recommendations/confirm', as('ben'))).status).toBe(200);
    expect((await own.get('/recommendations', as('zoe'))).text).toMatch(/zoe <span class="role">viewer/);
    expect((await own.get('/recommendations/confirm', as('zoe'))).status).toBe(403);
  });

  it('who says no name, or no name of a person, is refused, and there is no password to try', async () => {
    const own = browser(bench.url);
    for (const headers of [{}, as(''), as('a b'), as('<b>'), as('x'.repeat(65))])
      expect((await own.get('/recommendations', headers)).status).toBe(403);
    expect((await own.get('/sign-in')).status).toBe(403);
    const answer = await own.post('/sign-in', { csrf: '', name: 'ada', password: PASSWORD, to: '' });
    expect(answer.status).toBe(403);
    expect((await own.get('/users', as('Anna@example.com'))).status).toBe(404);
  });

  it('decides under the name the proxy said, with a token that is of this name', async () => {
    const own = browser(bench.url);
    const [id] = await bench.db('recommendations').pluck('id');
    const page = (await own.get(`/recommendations/${id}`, as('ben'))).text;
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page) ?? [];
    const send = (name: string) =>
      own.post(`/recommendations/${id}/approve`, { csrf, version: '1' }, as(name));
    expect((await send('anna@example.com')).status).toBe(403);
    expect((await send('ben')).status).toBe(303);
    expect(await bench.db('recommendations').where({ id }).first('decided_by')).toEqual({
      decided_by: 'proxy:ben',
    });
  });
});

describe('people a proxy names who are bound to brands', () => {
  beforeAll(() => replaceBoundRecipients(bench.db, [{ pattern: '@acme.example', brands: ['Acme'] }], NOW));
  afterAll(() => replaceBoundRecipients(bench.db, [], NOW));

  it('are bound by the address it says, in any case of its letters, and see nothing of the account', async () => {
    const own = browser(bench.url);
    for (const name of ['eve@acme.example', 'EVE@Acme.Example', 'x+y@acme.example', 'a@b@acme.example']) {
      expect([name, (await own.get('/recommendations', as(name))).status]).toEqual([name, 404]);
      expect([name, (await own.get('/reports', as(name))).status]).toEqual([name, 200]);
      expect((await own.get('/', as(name))).location).toBe('/reports');
    }
    for (const name of ['eve@sub.acme.example', 'eve@acme.example.com', 'zoe'])
      expect([name, (await own.get('/recommendations', as(name))).status]).toEqual([name, 200]);
  });

  it('or by the account it says, which the command line binds', async () => {
    const run = (...words: readonly string[]) => runCommand(bench.app, [registerUsers], ['users', ...words]);
    expect((await run('brands', 'Zoe', 'Acme')).failure).toBeNull();
    const own = browser(bench.url);
    expect((await own.get('/recommendations', as('ZOE'))).status).toBe(404);
    expect((await run('brands', 'zoe', '--all')).failure).toBeNull();
    expect((await own.get('/recommendations', as('zoe'))).status).toBe(200);
    expect((await run('brands', 'a b', 'Acme')).failure).toMatchObject({ code: 'bad-input' });
  });

  it('are told of by doctor: who has an account name and is not bound, and that everybody is let in', async () => {
    const proxied = { names: ['anna@example.com', 'ben', 'eve@acme.example'], hasOthers: true };
    const seen = async (proxy: Parameters<typeof examineViewers>[1]) =>
      (await examineViewers(bench.db, proxy)).map((check) => `${check.verdict} ${check.seen}`);
    expect(await seen(proxied)).toEqual([
      'warning recipients are bound to brands, and 1 without an address may see all on the pages: ben',
      'warning WEB_PROXY_ROLES lets in everybody (*), and recipients are bound to brands',
    ]);
    expect(await seen({ names: ['eve@acme.example'], hasOthers: false })).toEqual([
      'ok 1 of 1 see some brands only, none is unknown by address',
    ]);
    await addUser(
      { db: bench.db, now: NOW, actor: 'test' },
      { name: 'eve', role: 'viewer', password: PASSWORD },
    );
    expect((await seen(null))[0]).toMatch(/^warning .*: eve$/);
    await bench.db('web_users').delete();
    await replaceBoundRecipients(bench.db, [], NOW);
    expect(await seen(null)).toEqual([]);
  });
});

describe('the start', () => {
  const start = async (settings: Readonly<Record<string, string>>) => {
    const config = {
      ...bench.app.config,
      WEB_PROXY_HEADER: undefined,
      WEB_PROXY_PEERS: undefined,
      WEB_PROXY_ROLES: undefined,
      ...settings,
    };
    const web = await startWeb(
      { ...bench.app, config: { ...config, WEB_PORT: 0 } },
      { hooks: null, log: collectedLog().log },
    );
    await web.stop();
  };

  it('is refused where others could reach pages that nobody can sign in to', async () => {
    await expect(start({ WEB_HOST: '0.0.0.0' })).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('users add'),
    });
    await expect(start({ WEB_HOST: '::' })).rejects.toMatchObject({ code: 'bad-config' });
    await expect(start({ WEB_HOST: '127.0.0.1' })).resolves.toBeUndefined();
    await expect(start({ WEB_HOST: '0.0.0.0', ...PROXY })).resolves.toBeUndefined();
  });

  it.each([
    [{ WEB_PROXY_HEADER: 'X-User' }, /WEB_PROXY_PEERS/],
    [{ WEB_PROXY_HEADER: 'X-User', WEB_PROXY_PEERS: '127.0.0.1' }, /WEB_PROXY_ROLES/],
    [{ ...PROXY, WEB_PROXY_ROLES: 'ada=root' }, /viewer, reviewer, admin/],
    [{ ...PROXY, WEB_PROXY_ROLES: 'ada' }, /name=role/],
    [{ ...PROXY, WEB_PROXY_PEERS: 'proxy.example' }, /no address/],
    [{ ...PROXY, WEB_PROXY_PEERS: '0.0.0.0/0' }, /no address/],
    [{ ...PROXY, WEB_PROXY_PEERS: '10.0.0.0/33' }, /no address/],
    [{ WEB_PROXY_ROLES: 'ada=admin' }, /needs WEB_PROXY_HEADER/],
  ])('with %j says what is missing', async (settings, message) => {
    await expect(start(settings)).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringMatching(message),
    });
  });
});

describe('users on the command line', () => {
  it('are listed without anything of their passwords; what is wrong is told', async () => {
    const run = (...words: readonly string[]) => runCommand(bench.app, [registerUsers], ['users', ...words]);
    expect((await run('list')).stderr).toContain('nobody yet');
    expect((await run('disable', 'nobody')).failure).toMatchObject({ code: 'bad-input', exit: 2 });
    expect((await run('role', 'nobody', 'admin')).failure).toMatchObject({ code: 'bad-input' });
    expect(JSON.parse((await run('list', '--json')).stdout)).toEqual([]);
  });
});

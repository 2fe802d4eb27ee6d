import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { registerDoctor } from '../../src/cli/commands/doctor.ts';
import { registerReport } from '../../src/cli/commands/report.ts';
import { registerTemplates } from '../../src/cli/commands/templates.ts';
import { startWeb } from '../../src/web/run-web.ts';
import { startWorker } from '../../src/worker.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runCommand } from '../support/run-command.ts';
import { until, workerApp } from '../support/worker-app.ts';

const NODE = resolve('node_modules/.bin/node');
let folder: string;
let own: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'templates-cli-'));
  own = join(folder, 'own');
  mkdirSync(join(own, 'sections'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

type Running = {
  readonly child: ChildProcess;
  /** everything said so far, as soon as it fits */
  readonly says: (words: RegExp) => Promise<string>;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
};

function start(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(NODE, [resolve('src/cli/main.ts'), ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let onMore: () => void = () => undefined;
  const take = (bytes: Buffer): void => {
    output += bytes.toString();
    onMore();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = once(child, 'close').then(([code]) => {
    onMore();
    return code as number | null;
  });
  const says = (wanted: RegExp): Promise<string> =>
    new Promise((done, failed) => {
      onMore = () => {
        if (wanted.test(output)) done(output);
        else if (child.exitCode !== null) failed(new Error(`it ended: ${output}`));
      };
      onMore();
    });
  return { child, says, ended, output: () => output };
}

async function run(words: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const one = start(words, settings);
  const code = await one.ended;
  return { code, output: one.output() };
}

// each is a process of its own
describe('templates', { timeout: 120_000 }, () => {
  it('check tries a folder, and says each file that is wrong with its line', async () => {
    writeFileSync(join(own, 'subject.hbs'), '{{title}}');
    expect(await run(['templates', 'check', own])).toMatchObject({
      code: 0,
      output: expect.stringMatching(/: 1 files in place of ours, \d+ sample reports drawn with them\n$/),
    });
    writeFileSync(join(own, 'subject.hbs'), '\n{{titel}}');
    writeFileSync(join(own, 'footer.html.hbs'), '{{{why}}}');
    const { code, output } = await run(['templates', 'check'], { TEMPLATES_DIR: own });
    expect(code).toBe(78);
    expect(output).toContain('footer.html.hbs line 1: prints without escaping');
    expect((await run(['templates', 'check'])).output).toContain('name a folder, or set TEMPLATES_DIR');
  });

  it('list says which are yours, and show prints ours to be copied', async () => {
    writeFileSync(join(own, 'subject.hbs'), '{{title}}');
    const { output } = await run(['templates', 'list', '--json'], { TEMPLATES_DIR: own });
    const { templates } = JSON.parse(output);
    expect(templates).toContainEqual({ name: 'subject.hbs', overridden: true });
    expect(templates).toContainEqual({ name: 'sections/note.html.hbs', overridden: false });
    expect(templates).toContainEqual({ name: 'languages/nb.json', overridden: false });
    expect((await run(['templates', 'list'])).output).toMatch(/report\.css +ours/);
    expect((await run(['templates', 'show', 'footer.html.hbs'])).output).toBe(
      readFileSync('templates/footer.html.hbs', 'utf8'),
    );
    const none = await run(['templates', 'show', '../package.json']);
    expect([none.code, none.output]).toEqual([2, expect.stringContaining('is none of footer.html.hbs')]);
  });

  it('preview draws anew while somebody edits, tells what is broken, and ends with Ctrl-C', async () => {
    const out = join(folder, 'a.txt');
    writeFileSync(join(own, 'subject.hbs'), 'First {{title}}');
    const one = start(['templates', 'preview', '--watch', '--out', out], { TEMPLATES_DIR: own });
    await one.says(/a\.txt: First /);
    writeFileSync(join(own, 'subject.hbs'), '\n\n{{titel}}');
    await one.says(/not drawn:\n {2}\S*subject\.hbs line 3: there is no field titel; there are /);
    expect(readFileSync(out, 'utf8')).not.toBe('');
    writeFileSync(join(own, 'subject.hbs'), 'Second {{title}}');
    await one.says(/a\.txt: Second /);
    // a drawing may be under way when a file changes: it is drawn once more then
    writeFileSync(join(own, 'footer.text.hbs'), 'Nordlys AS\n');
    writeFileSync(join(own, 'subject.hbs'), 'Third {{title}}');
    await one.says(/a\.txt: Third /);
    await until(async () => (readFileSync(out, 'utf8').includes('Nordlys AS') ? true : null));
    one.child.kill('SIGINT');
    expect(await one.ended).toBe(0);
  });

  it('preview shows it on a page of this machine that loads itself anew', async () => {
    writeFileSync(join(own, 'footer.html.hbs'), '<p>Nordlys AS</p>');
    const one = start(['templates', 'preview', '--watch'], { TEMPLATES_DIR: own });
    const said = await one.says(/shown at http:\/\/127\.0\.0\.1:\d+[^]*\n\d\d:/);
    const [, url = ''] = /shown at (\S+);/.exec(said) ?? [];
    const page = await fetch(url);
    const html = await page.text();
    expect(html).toContain('Nordlys AS');
    expect(html).toContain('<script src="/reload.js"></script></body>');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    const changes = (await fetch(`${url}/changes`)).body?.getReader();
    writeFileSync(join(own, 'footer.html.hbs'), '<p>\n{{salary <b>}}</p>');
    expect(new TextDecoder().decode((await changes?.read())?.value)).toContain('data: changed');
    // a file is empty for a moment while it is written, which is a change of its own
    await until(async () =>
      /<pre>\S*footer\.html\.hbs line 2: /.test(await (await fetch(url)).text()) ? true : null,
    );
    expect(await statusUnder(url, 'evil.example')).toBe(421);
    expect((await fetch(`${url}/../../etc/passwd`)).status).toBe(404);
    one.child.kill('SIGINT');
    expect(await one.ended).toBe(0);
  });

  it('preview needs a folder to watch, a sample there is, and a file it can write', async () => {
    for (const [words, said] of [
      [['--watch'], 'TEMPLATES_DIR is not set'],
      [['nothing'], 'is none of '],
      [['--out', 'a.exe'], 'must end with .html'],
      [['--out', join(folder, 'nowhere/a.html')], 'cannot write'],
      [['--locale', 'xx-nothing-at-all'], 'is not a locale'],
    ] as const)
      expect(await runCommand(noApp, [registerTemplates], ['templates', 'preview', ...words])).toMatchObject({
        failure: { exit: 2, message: expect.stringContaining(said) },
      });
  });
});

describe('a broken file of the operator', { timeout: 60_000 }, () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());

  const app = (): App =>
    workerApp(fresh, { url: 'redis://127.0.0.1:1', prefix: 'none' }, { TEMPLATES_DIR: own, WEB_PORT: '0' });
  const FAULT = /footer\.html\.hbs line 2: there is no field salary/;

  it('ends the start of the worker, of the pages and of a preview, and is told by doctor', async () => {
    writeFileSync(join(own, 'footer.html.hbs'), '<p>\n{{salary}}</p>');
    await expect(startWorker(app(), { smtpUrl: 'smtp://127.0.0.1:1' })).rejects.toThrow(FAULT);
    await expect(startWeb(app(), { hooks: null })).rejects.toThrow(FAULT);
    const preview = await runCommand(app(), [registerReport], ['report', 'performance']);
    expect(preview.failure).toMatchObject({ code: 'bad-config', message: expect.stringMatching(FAULT) });
    const doctor = await runCommand(app(), [registerDoctor], ['doctor']);
    expect(doctor.stdout).toMatch(/FAILED +templates.*footer\.html\.hbs line 2: there is no field salary/);
    writeFileSync(join(own, 'footer.html.hbs'), '<p>{{why}}</p>');
    const right = await runCommand(app(), [registerDoctor], ['doctor']);
    expect(right.stdout).toMatch(/ok +templates.*in place of ours: footer\.html\.hbs/);
    const shown = await runCommand(app(), [registerReport], ['report', 'performance']);
    expect(shown.failure).toBeNull();
  });

  it('is watched in a report of your own too, which then goes to nobody', async () => {
    const plain = workerApp(fresh, { url: 'redis://127.0.0.1:1', prefix: 'none' });
    const words = ['report', 'performance', '--watch'];
    expect((await runCommand(plain, [registerReport], words)).failure).toMatchObject({
      message: expect.stringContaining('TEMPLATES_DIR is not set'),
    });
    const mailed = [...words, '--mail-to', 'me@example.com'];
    expect((await runCommand(app(), [registerReport], mailed)).failure).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('goes to nobody'),
    });
    const out = join(folder, 'own.txt');
    writeFileSync(join(own, 'subject.hbs'), 'Mine {{title}}');
    const running = runCommand(app(), [registerReport], [...words, '--out', out]);
    // its own handler of Ctrl-C is there before the first report is drawn
    await until(async () => (existsSync(out) ? true : null));
    process.emit('SIGINT');
    const ended = await running;
    expect(ended.failure).toBeNull();
    expect(ended.stderr).toMatch(/watching .*; Ctrl-C ends it\n\S+ .*own\.txt: Mine SMS performance/);
  });
});

function statusUnder(url: string, host: string): Promise<number | undefined> {
  return new Promise((done, failed) => {
    request(url, { headers: { Host: host } }, (answer) => done(answer.resume().statusCode))
      .on('error', failed)
      .end();
  });
}

const noApp = {} as App;

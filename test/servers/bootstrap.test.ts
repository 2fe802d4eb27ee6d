import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../../scripts/bootstrap.mjs');

/** Stands in for the machine's npm: the test is about when it is called, not about what it installs. */
const NPM = `#!/bin/sh
echo "$@" >> calls.txt
rm -rf node_modules
mkdir -p node_modules/node/bin
touch node_modules/node/bin/node
`;

describe('bootstrap', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bootstrap-'));
    mkdirSync(join(root, 'scripts'));
    mkdirSync(join(root, 'bin'));
    copyFileSync(SOURCE, join(root, 'scripts/bootstrap.mjs'));
    writeFileSync(join(root, 'package-lock.json'), '{}');
    writeNpm(NPM);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const writeNpm = (text: string): void => {
    writeFileSync(join(root, 'bin/npm'), text);
    chmodSync(join(root, 'bin/npm'), 0o755);
  };
  const calls = (): string[] =>
    existsSync(join(root, 'calls.txt'))
      ? readFileSync(join(root, 'calls.txt'), 'utf8').trim().split('\n')
      : [];
  const run = async (): Promise<{ code: number; text: string }> => {
    const child = spawn(process.execPath, [join(root, 'scripts/bootstrap.mjs')], {
      env: { PATH: `${join(root, 'bin')}:/usr/bin:/bin` },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (text += bytes));
    const [code] = await once(child, 'close');
    return { code, text };
  };

  it('installs what the lock file says, then says nothing more', async () => {
    expect((await run()).text).toMatch(/^installing packages \.\.\.\ninstalled packages in \d+ s\n$/);
    expect(calls()).toEqual(['ci --loglevel=error --no-fund --no-audit']);
    expect(await run()).toEqual({ code: 0, text: '' });
    expect(calls()).toHaveLength(1);
  });

  it('leaves packages alone that another checkout has linked here', async () => {
    mkdirSync(join(root, 'elsewhere'));
    writeFileSync(join(root, 'elsewhere/package.json'), '{}');
    symlinkSync(join(root, 'elsewhere'), join(root, 'node_modules'));
    expect(await run()).toMatchObject({ code: 1, text: expect.stringContaining('node_modules is a link') });
    expect(calls()).toEqual([]);
    expect(existsSync(join(root, 'elsewhere/package.json'))).toBe(true);
  });

  it('installs again when the lock file changed', async () => {
    await run();
    writeFileSync(join(root, 'package-lock.json'), '{ "changed": true }');
    await run();
    expect(calls()).toHaveLength(2);
  });

  it('believes an installation by hand that is younger than the lock file, and no older one', async () => {
    mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules/node/bin/node'), '');
    writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
    utimesSync(join(root, 'package-lock.json'), 1_000, 1_000);
    expect((await run()).text).toBe('');
    rmSync(join(root, 'node_modules/.installed-from'));
    utimesSync(join(root, 'node_modules/.package-lock.json'), 500, 500);
    await run();
    expect(calls()).toHaveLength(1);
  });

  it('installs once when two start at once', async () => {
    const results = await Promise.all([run(), run(), run()]);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(calls()).toHaveLength(1);
  });

  it('takes over from one that was killed', async () => {
    mkdirSync(join(root, '.local/installing'), { recursive: true });
    writeFileSync(join(root, '.local/installing/pid'), String(2 ** 22 + 1));
    expect((await run()).code).toBe(0);
    expect(existsSync(join(root, '.local/installing'))).toBe(false);
  });

  it('ends with the words of npm when it fails, and tries again next time', async () => {
    writeNpm('#!/bin/sh\necho "npm error network down" >&2\nexit 1\n');
    const failed = await run();
    expect(failed).toMatchObject({
      code: 1,
      text: expect.stringContaining('npm ci failed (exit 1):\nnpm error network down'),
    });
    writeNpm(NPM);
    expect((await run()).code).toBe(0);
  });

  it('says so when npm left Node 26 out', async () => {
    writeNpm('#!/bin/sh\nmkdir -p node_modules\n');
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toContain('npm rebuild node');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../../bin/sms-reports.mjs');

describe('the launcher', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'launcher-'));
    for (const folder of ['bin', 'src/cli', 'node_modules/commander', 'node_modules/node/bin']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    copyFileSync(SOURCE, join(root, 'bin/sms-reports.mjs'));
    writeFileSync(join(root, 'node_modules/commander/package.json'), '{}');
    symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const start = (program: string, ...args: string[]) => {
    writeFileSync(join(root, 'src/cli/main.ts'), program);
    return spawn(process.execPath, [join(root, 'bin/sms-reports.mjs'), ...args]);
  };

  it('hands over arguments, output and exit code', async () => {
    const child = start(
      'const n: number = 7; console.log(process.argv.slice(2).join("|")); process.exitCode = n;',
      'a b',
      '--c',
    );
    let text = '';
    child.stdout.on('data', (bytes) => (text += bytes));
    const [code] = await once(child, 'close');
    expect(text).toBe('a b|--c\n');
    expect(code).toBe(7);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('passes %s on and waits for an orderly end', async (signal) => {
    const child = start(
      `process.on('${signal}', () => { console.log('drained'); process.exit(5); }); setInterval(() => {}, 1000); console.log('up');`,
    );
    let text = '';
    child.stdout.on('data', (bytes) => {
      if (text === '') child.kill(signal);
      text += bytes;
    });
    const [code] = await once(child, 'close');
    expect(text).toBe('up\ndrained\n');
    expect(code).toBe(5);
  });

  it('ends as a shell reports a killed program', async () => {
    const child = start("process.kill(process.pid, 'SIGKILL');");
    const [code] = await once(child, 'close');
    expect(code).toBe(137);
  });

  it('says in one line that the packages are not installed', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    const child = start('');
    let text = '';
    child.stderr.on('data', (bytes) => (text += bytes));
    const [code] = await once(child, 'close');
    expect(text).toMatch(/^error: bad-state: the packages are not installed; run `npm ci`.*\n$/);
    expect(code).toBe(3);
  });
});

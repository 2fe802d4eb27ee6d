import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');

/** The command line as a process of its own, its output into the device that is always full. */
async function intoFullDisk(
  words: readonly string[],
): Promise<{ readonly exit: unknown; readonly stderr: string }> {
  const full = openSync('/dev/full', 'w');
  const child = spawn(NODE, ['src/cli/main.ts', ...words], { cwd: ROOT, stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exit] = await once(child, 'close');
  return { exit, stderr };
}

/** A reader that goes away after the first bytes, as `head` does. */
async function intoHead(
  words: readonly string[],
): Promise<{ readonly exit: unknown; readonly stderr: string }> {
  const child = spawn(NODE, ['src/cli/main.ts', ...words], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout?.once('data', () => child.stdout?.destroy());
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exit] = await once(child, 'close');
  return { exit, stderr };
}

describe('output that nobody takes', () => {
  it('is one line and exit 3 on a full disk', async () => {
    const { exit, stderr } = await intoFullDisk(['definitions', 'codes', '--json']);
    expect(stderr).toBe(
      'error: bad-state: standard output cannot be written (ENOSPC); what was printed is not whole\n',
    );
    expect(exit).toBe(3);
  });

  it('ends a command quietly when its reader has had enough', async () => {
    expect(await intoHead(['definitions', 'codes', '--json'])).toEqual({ exit: 0, stderr: '' });
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');

async function run(words: readonly string[], input: string | Buffer) {
  const child = spawn(NODE, ['src/cli/main.ts', ...words], { cwd: ROOT });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [exit] = await once(child, 'close');
  return { exit, stdout, stderr };
}

describe('standard input', () => {
  it.each([
    [['parts'], Buffer.from('Gjøvik', 'latin1'), 'standard input is not UTF-8; send it as UTF-8'],
    [['parts'], 'x'.repeat(400_001), 'standard input is longer than 400000 characters; send one text'],
    [
      ['parts'],
      Buffer.alloc(2_000_000, 'x'),
      'standard input is longer than 400000 characters; send one text',
    ],
    [['stats', 'wilson'], '', 'standard input is empty; send one JSON case'],
  ])('of %j is refused in one line', async (words, input, message) => {
    expect(await run(words, input)).toEqual({
      exit: 2,
      stdout: '',
      stderr: `error: bad-input: ${message}\n`,
    });
  });

  it('is read without the mark of a byte order', async () => {
    const { exit, stdout } = await run(['stats', 'wilson'], '\uFEFF{"x":4,"n":25,"conf":0.95}');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ lower: expect.closeTo(0.0640345, 6) });
  });
});

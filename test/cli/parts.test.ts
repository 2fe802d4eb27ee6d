import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The real program in a process of its own, with this on its standard input. */
function parts(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/main.ts', 'parts', ...words], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('sms-reports parts', () => {
  test('says why a text from standard input takes the parts it takes, and needs no server for it', () => {
    const run = parts([], `${'x'.repeat(40)}’${'y'.repeat(40)}\n`);
    expect(run.stdout).toBe(
      "UCS-2, 81 units: 2 parts\na curly apostrophe (’) at character 41 makes it UCS-2\nwriting ' keeps it in 1 part\n",
    );
    expect(run.status).toBe(0);
  });

  test('answers --text as JSON, with the tables of a provider', () => {
    const plain = JSON.parse(parts(['--text', 'Olá 🎉', '--json']).stdout);
    expect(plain).toMatchObject({ encoding: 'UCS-2', parts: 1, beyondBmp: ['🎉'] });
    const shifted = JSON.parse(parts(['--text', 'Olá', '--shift', 'portuguese', '--json']).stdout);
    expect(shifted).toMatchObject({ encoding: 'GSM-7', known: { shift: { language: 'portuguese' } } });
  });

  test('refuses what it does not know', () => {
    for (const words of [
      ['--text', 'a', '--shift', 'klingon'],
      ['--text', 'a', '--reference', '12'],
    ]) {
      const run = parts(words);
      expect(run.status).toBe(2);
      expect(run.stderr).toMatch(/^error: bad-input: --/);
    }
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { App } from '../../src/app.ts';
import { registerParts } from '../../src/cli/commands/parts.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCHEMA = z.fromJSONSchema(JSON.parse(readFileSync(join(ROOT, 'docs/parts.schema.json'), 'utf8')));

/** The command opens no app: it needs no server. */
function parts(...words: readonly string[]): Promise<CommandRun> {
  return runCommand({} as App, [registerParts], ['parts', ...words]);
}

describe('sms-reports parts', () => {
  test('says why a text from standard input takes the parts it takes', { timeout: 60_000 }, () => {
    const { stdout, status } = spawnSync(process.execPath, ['src/cli/main.ts', 'parts'], {
      cwd: ROOT,
      input: `${'x'.repeat(40)}’${'y'.repeat(40)}\n`,
      encoding: 'utf8',
    });
    expect(stdout).toBe(
      "UCS-2, 81 units: 2 parts\na curly apostrophe (’) at character 41 makes it UCS-2\nwriting ' keeps it in 1 part\n",
    );
    expect(status).toBe(0);
  });

  test('answers --text in the documented shape, with the tables of a provider', async () => {
    const plain = JSON.parse((await parts('--text', 'Olá 🎉', '--json')).stdout);
    expect(plain).toMatchObject({ encoding: 'UCS-2', parts: 1, beyond_bmp: ['🎉'] });
    const shifted = JSON.parse((await parts('--text', 'Olá', '--shift', 'portuguese', '--json')).stdout);
    expect(shifted).toMatchObject({ encoding: 'GSM-7', known: { shift: { language: 'portuguese' } } });
    for (const text of [`${'x'.repeat(69)}’`, `${'x'.repeat(70)}’`, 'Hi {name}', `${'x'.repeat(158)}~~`]) {
      const answer = JSON.parse((await parts('--text', text, '--json')).stdout);
      expect(SCHEMA.safeParse(answer).error).toBeUndefined();
    }
  });

  test('says that placeholders have no known length', async () => {
    expect((await parts('--text', 'Hi {name}, don’t')).stdout).toBe(
      'UCS-2, 10 units without its placeholders: at least 1 part\na curly apostrophe (’) at character 15 makes it UCS-2\nhow many parts it takes depends on {name}, whose length is not known here\n',
    );
  });

  test.each([
    ['--shift', 'klingon'],
    ['--reference', '12'],
  ])('refuses %s %s', async (flag, value) => {
    const { failure, stdout } = await parts('--text', 'a', flag, value);
    expect(failure).toMatchObject({ code: 'bad-input', exit: 2 });
    expect(failure?.message).toContain(`${flag}: ${value} is`);
    expect(stdout).toBe('');
  });
});

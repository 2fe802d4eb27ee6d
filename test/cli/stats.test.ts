import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STATS_METHODS } from '../../src/core/stats/cases/catalogue.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The real program in a process of its own, with this on its standard input. */
function stats(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/main.ts', 'stats', ...words], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('sms-reports stats', () => {
  test('answers a case from standard input, and needs no server for it', () => {
    const run = stats(
      ['wilson'],
      '{"family": "wilson", "id": "w", "input": {"x": 0, "n": 33, "conf": 0.95}}',
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({
      lower: 0,
      upper: expect.closeTo(0.10426999754245207, 14),
    });
  });

  test('prints a p below 1e-300 as such', () => {
    const { stdout } = stats(['normal_two_sided'], '{"z": 60}');
    expect(JSON.parse(stdout)).toMatchObject({ p_two_sided: null, p_text: '< 1e-300' });
  });

  test.each([
    [
      ['wilson'],
      '{"x": 34, "n": 33}',
      'error: bad-input: x: must be a whole number at least 0 and at most 33, is 34\n',
    ],
    [['wilson'], '{"x": 3', 'error: bad-input: standard input is not JSON; send one JSON case\n'],
    [['wilson'], '', 'error: bad-input: standard input is empty; send one JSON case\n'],
    [
      ['wislon'],
      '{}',
      `error: bad-input: unknown method "wislon"; sms-reports stats --list shows the ${STATS_METHODS.length} there are\n`,
    ],
    [[], '{}', 'error: bad-input: name a method; sms-reports stats --list shows them\n'],
  ])('refuses %j on %j in one line, with exit 2 and no number', (words, input, line) => {
    expect(stats(words, input)).toEqual({ status: 2, stdout: '', stderr: line });
  });

  test('lists every method with its question and the shape of its input', () => {
    const { stdout } = stats(['--list']);
    for (const { family, question, input } of STATS_METHODS)
      expect(stdout).toContain(`${family}\n  ${question}\n  input: ${input}\n`);
    expect(new Set(STATS_METHODS.map(({ family }) => family)).size).toBe(STATS_METHODS.length);
  });
});

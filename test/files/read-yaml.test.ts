import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { parseExperimentPlan } from '../../src/files/experiment-plan-file.ts';
import { parseHooks } from '../../src/files/hooks-file.ts';
import { parseMarketingPlatformFile } from '../../src/files/marketing-platform-file.ts';
import { readYaml } from '../../src/files/read-yaml.ts';
import { parseSchedules } from '../../src/files/schedules-file.ts';

const MANY = `a: &a [x]\n${Array.from({ length: 99 }, (_, n) => `k${n}: [*a, *a, *a]`).join('\n')}`;
const DEEP = '['.repeat(8_000);

const TROUBLE: readonly (readonly [string, string, RegExp])[] = [
  ['a list in a list, 8,000 deep', DEEP, /^f: is not YAML/],
  ['a map in a map, 8,000 deep', '{a: '.repeat(8_000), /^f: is not YAML/],
  ['closed ones', `${'['.repeat(8_000)}${']'.repeat(8_000)}`, /^f: is not YAML of ours: it is nested too/],
  ['aliases of aliases', MANY, /^f: has too many aliases \(&, \*\), at most 50 are followed$/],
  ['an alias of nothing', 'a: *b', /^f: is not YAML: \*b names no anchor before it$/],
  ['an alias with a number', 'a: *+4791234567', /^f: is not YAML: \*\+47\*+67 names no anchor before it$/],
  ['a key twice', 'a: 1\na: 2', /^f: is not YAML: Map keys must be unique/],
  ['a tab', '\ta: 1', /^f: is not YAML: Tabs are not allowed/],
];

function failureOf(work: () => unknown): Failure | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

describe('readYaml', () => {
  it('gives plain values, aliases followed', () => {
    expect(readYaml('a: &x [1, two]\nb: *x\n', 'f', 'bad-input')).toEqual({ a: [1, 'two'], b: [1, 'two'] });
    expect(readYaml('', 'f', 'bad-input')).toBeNull();
  });

  it.each(TROUBLE)('refuses %s in one line', (_, content, message) => {
    const failure = failureOf(() => readYaml(content, 'f', 'bad-config'));
    expect(failure?.message).toMatch(message);
    expect(failure?.message).not.toContain('\n');
    expect(failure?.code).toBe('bad-config');
  });

  it.each([
    [parseSchedules, 'bad-input'],
    [parseExperimentPlan, 'bad-input'],
    [parseHooks, 'bad-config'],
    [parseMarketingPlatformFile, 'bad-config'],
  ] as const)('is how %s reads its file', (parse, code) => {
    for (const [, content, message] of TROUBLE) {
      const failure = failureOf(() => parse(content, 'f'));
      expect(failure?.message).toMatch(message);
      expect(failure?.code).toBe(code);
    }
  });
});

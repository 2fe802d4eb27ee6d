import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const [, SECTION = ''] = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').split(
  /^## (?:Checklist|Open)$/m,
);
const CHECKLIST = SECTION.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what'));

/** Files named in a cell; one without a folder lies beside the one before it. */
function filesOf(cell: string): readonly string[] {
  const names = Array.from(
    cell.matchAll(/`([\w./*-]+\.(?:ts|json)|[\w./-]+\/|deploy\/\w+)`/g),
    ([, name = '']) => name,
  );
  let folder = '';
  return names.map((name) => {
    if (name.includes('/')) folder = dirname(name);
    return name.includes('/') ? name : join(folder, name).replace(/^\.\//, '');
  });
}

function isThere(file: string): boolean {
  if (!file.includes('*')) return existsSync(join(ROOT, file));
  const [before = ''] = basename(file).split('*');
  return readdirSync(join(ROOT, dirname(file))).some((name) => name.startsWith(before));
}

it('names files that are there, and a test for every promise', () => {
  expect(CHECKLIST.length).toBeGreaterThan(25);
  const cells = CHECKLIST.map((line) => line.split(' | '));
  const tests = cells.map((row) => filesOf(row.at(-1) ?? ''));
  expect(tests.filter((files) => !files.some((file) => file.endsWith('.test.ts')))).toEqual([]);
  const named = cells.flatMap((row) => row.slice(1).flatMap(filesOf));
  expect(named.filter((file) => !isThere(file))).toEqual([]);
});

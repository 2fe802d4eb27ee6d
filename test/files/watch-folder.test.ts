import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchFolder } from '../../src/files/watch-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watched-'));
  mkdirSync(join(folder, 'sections'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('tells of a change below the folder, also one before anybody listened, and ends when it is told to', async () => {
  const ending = new AbortController();
  const changes = watchFolder(folder, ending.signal)[Symbol.asyncIterator]();
  writeFileSync(join(folder, 'report.css'), '.a{}');
  expect(await changes.next()).toEqual({ value: 'changed', done: false });
  writeFileSync(join(folder, 'sections/note.html.hbs'), 'x');
  expect(await changes.next()).toEqual({ value: 'changed', done: false });
  const last = changes.next();
  ending.abort();
  // a change may still have been on its way
  const { done } = await last;
  expect(done === true || (await changes.next()).done).toBe(true);
});

it('refuses a folder that is not there', () => {
  const never = new AbortController();
  expect(() => watchFolder(join(folder, 'nowhere'), never.signal)).toThrow(/cannot watch the folder/);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withFolderLock } from '../../src/servers/folder-lock.ts';

const above = mkdtempSync(join(tmpdir(), 'folder-lock-'));
afterAll(() => rmSync(above, { recursive: true }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(above, 'one-'));
});

describe('withFolderLock', () => {
  it('gives back what the work gives', async () => {
    expect(await withFolderLock(folder, async () => 7)).toBe(7);
    expect(await withFolderLock(folder, async () => 8)).toBe(8);
  });

  it('lets nobody else in meanwhile', async () => {
    await withFolderLock(folder, async () => {
      await expect(withFolderLock(folder, async () => 0, 1)).rejects.toMatchObject({ code: 'locked' });
    });
  });

  it.each([
    ['a folder', () => mkdirSync(join(folder, 'lock'))],
    ['something else', () => writeFileSync(join(folder, 'lock'), 'x'.repeat(5_000))],
  ])('says in one line that %s stands in place of the lock', async (_, spoil) => {
    spoil();
    await expect(withFolderLock(folder, async () => 0)).rejects.toMatchObject({
      code: 'server-unavailable',
      message: expect.stringMatching(/\/lock cannot be written \(.+\)$/),
    });
  });
});

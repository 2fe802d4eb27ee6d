import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { writePrivateFile } from '../../src/files/write-private-file.ts';
import { writeWholeFile } from '../../src/files/write-whole-file.ts';

const above = mkdtempSync(join(tmpdir(), 'write-file-'));
afterAll(() => rmSync(above, { recursive: true }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(above, 'one-'));
});

async function* texts(): AsyncGenerator<string> {
  yield 'one\n';
  yield 'two\n';
}

describe('writeWholeFile', () => {
  it('writes over what was there, and leaves nothing beside it', async () => {
    const path = join(folder, 'a.html');
    await writeWholeFile(path, 'old');
    await writeWholeFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.html']);
  });

  it('refuses a folder, and leaves nothing beside it', async () => {
    mkdirSync(join(folder, 'a.html'));
    await expect(writeWholeFile(join(folder, 'a.html'), 'new')).rejects.toThrow(
      /--out: cannot write .*a\.html \(EISDIR\)$/,
    );
    expect(readdirSync(folder)).toEqual(['a.html']);
  });

  it('keeps what was there when it cannot be written', async () => {
    const path = join(folder, 'a.html');
    await writeWholeFile(path, 'old');
    // a folder in the place beside it: as good as a full disk
    mkdirSync(`${path}.partial`);
    writeFileSync(join(`${path}.partial`, 'x'), '');
    await expect(writeWholeFile(path, 'new')).rejects.toThrow('--out: cannot write');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

describe('writePrivateFile', () => {
  it('says what an export that was stopped has left, and to remove it', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(`${path}.partial`, 'half');
    await expect(writePrivateFile(path, texts())).rejects.toThrow(
      `--out: ${path}.partial is there, left by an export that was stopped or is under way; remove it`,
    );
    rmSync(`${path}.partial`);
    expect((await writePrivateFile(path, texts())).bytes).toBe(8);
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });
});

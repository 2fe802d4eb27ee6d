import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSmallFile } from '../../src/files/read-small-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'small-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LIMITS = { mostBytes: 20, code: 'bad-input' } as const;

function save(content: string | Buffer): string {
  const path = join(folder, 'some.yaml');
  writeFileSync(path, content);
  return path;
}

describe('readSmallFile', () => {
  it('reads UTF-8, and leaves the mark of a byte order out', async () => {
    expect(await readSmallFile(save('Gjøvik'), LIMITS)).toBe('Gjøvik');
    expect(await readSmallFile(save('\uFEFFGjøvik'), LIMITS)).toBe('Gjøvik');
    expect(await readSmallFile(save(''), LIMITS)).toBe('');
    expect(await readSmallFile(save('x'.repeat(20)), LIMITS)).toBe('x'.repeat(20));
  });

  it.each([
    ['ISO 8859-1', Buffer.from('Gjøvik', 'latin1'), /some.yaml: is not UTF-8; save it as UTF-8$/],
    ['UTF-16', Buffer.from('\uFEFFabc', 'utf16le'), /some.yaml: is not UTF-8; save it as UTF-8$/],
    ['a byte too much', 'x'.repeat(21), /some.yaml: is 21 bytes, at most 20 allowed$/],
  ])('refuses %s', async (_, content, message) => {
    await expect(readSmallFile(save(content), LIMITS)).rejects.toThrow(message);
  });

  it('reads a device that has no end no further than it may', async () => {
    await expect(readSmallFile('/dev/zero', LIMITS)).rejects.toThrow(
      '/dev/zero: is longer than 20 bytes, at most 20 allowed',
    );
  });

  it.each([
    ['nope.yaml', /nope.yaml: cannot be read \(ENOENT\)$/],
    ['.', /: cannot be read \(EISDIR\)$/],
  ])('says why %s cannot be read', async (name, message) => {
    await expect(readSmallFile(join(folder, name), LIMITS)).rejects.toThrow(message);
  });
});

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disposeOfOld } from '../../src/servers/dispose-of-old.ts';

let folder: string;
let data: string;
let boot: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispose-'));
  data = join(folder, 'data');
  boot = join(folder, 'boot');
  writeFileSync(boot, 'first\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As a server that starts: is anything of the last one left? */
function isLeft(): boolean {
  disposeOfOld(data, boot);
  const left = existsSync(data);
  mkdirSync(data, { recursive: true });
  return left;
}

describe('data that may go with the machine', () => {
  it('is kept while the machine runs, and is not trusted after it started anew', () => {
    expect(isLeft()).toBe(false);
    expect(isLeft()).toBe(true);
    writeFileSync(boot, 'second\n');
    expect(isLeft()).toBe(false);
    expect(isLeft()).toBe(true);
  });

  it('is not trusted where it was made before anybody noted when, or where nobody tells', () => {
    mkdirSync(data);
    expect(isLeft()).toBe(false);
    rmSync(boot);
    expect(isLeft()).toBe(false);
    expect(isLeft()).toBe(false);
  });
});

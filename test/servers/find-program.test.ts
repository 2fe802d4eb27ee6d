import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, programFolders } from '../../src/servers/find-program.ts';

describe('findProgram', () => {
  let root: string;
  const folder = (name: string): string => join(root, name);
  const program = (at: string, name: string, prints: string): void => {
    mkdirSync(folder(at), { recursive: true });
    writeFileSync(join(folder(at), name), `#!/bin/sh\n${prints}\n`);
    chmodSync(join(folder(at), name), 0o755);
  };
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'find-program-'));
    program('old', 'mysqld', "echo 'mysqld  Ver 8.0.44 for Linux'");
    program('alias', 'mysqld', "echo 'mysqld  Ver 10.11.6-MariaDB for Linux'");
    program('new', 'mysqld', "echo 'mysqld  Ver 8.4.7 for Linux'");
    program('broken', 'mysqld', 'exit 127');
    mkdirSync(join(folder('folder'), 'mysqld'), { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('passes over what is too old, broken, a folder or another product under the same name', async () => {
    const folders = ['absent', 'folder', 'broken', 'old', 'alias', 'new'].map(folder);
    const found = await findProgram(['mysqld'], ['mysql'], folders);
    expect(found).toMatchObject({
      command: join(folder('new'), 'mysqld'),
      product: 'mysql',
      version: '8.4.7',
    });
  });

  it('knows MariaDB also when it is called mysqld', async () => {
    const found = await findProgram(['mariadbd', 'mysqld'], ['mariadb'], [folder('new'), folder('alias')]);
    expect(found?.command).toBe(join(folder('alias'), 'mysqld'));
  });

  it('finds nothing where nothing fits', async () => {
    expect(await findProgram(['mysqld'], ['mysql'], [folder('old'), folder('absent')])).toBeNull();
  });
});

describe('programFolders', () => {
  it('looks on the PATH first and then where an ordinary PATH does not lead', () => {
    const folders = programFolders('/home/me/bin:relative::/usr/bin');
    expect(folders.slice(0, 2)).toEqual(['/home/me/bin', '/usr/bin']);
    expect(folders).toContain('/usr/sbin');
    expect(folders).not.toContain('relative');
  });
});

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, it } from 'vitest';
import { createData } from '../../src/servers/create-data.ts';
import { locateDatabase } from '../../src/servers/locate-servers.ts';

const LOCAL = join(import.meta.dirname, '../../.local');
let folders: readonly string[] = [];

afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A server removes, when it starts, the temporary tables it finds where it makes its own: those of its neighbours. */
it('fills many data folders at once, none of which meets another', async () => {
  const program = await locateDatabase({ folder: LOCAL, engine: inject('engine'), tell: () => {} });
  folders = Array.from({ length: 6 }, () => mkdtempSync(join(tmpdir(), 'create-data-')));
  await Promise.all(folders.map((folder) => createData(join(folder, 'data'), program)));
  for (const folder of folders) {
    expect(existsSync(join(folder, 'data', 'mysql'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['data']);
  }
});

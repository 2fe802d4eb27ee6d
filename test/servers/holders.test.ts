import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFolderLock } from '../../src/servers/folder-lock.ts';
import { addHolder, dropHolder, dropKept, liveHolders } from '../../src/servers/holders.ts';
import { identityOf, isAlive } from '../../src/servers/process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('holders', () => {
  it('counts one process twice when it holds twice', () => {
    const [first, second] = [addHolder(folder, false), addHolder(folder, false)];
    expect([...liveHolders(folder)].sort()).toEqual([first, second].sort());
    dropHolder(folder, first);
    expect(liveHolders(folder)).toEqual([second]);
  });

  it('forgets a holder whose process is gone or whose number another process got', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const born = identityOf(child.pid ?? 0)?.born ?? '';
    mkdirSync(join(folder, 'holders'));
    writeFileSync(join(folder, 'holders', `${child.pid}-1`), born);
    writeFileSync(join(folder, 'holders', `${process.pid}-9`), 'born at another moment');
    expect(liveHolders(folder)).toEqual([`${child.pid}-1`]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(liveHolders(folder)).toEqual([]);
    expect(readdirSync(join(folder, 'holders'))).toEqual([]);
  });

  it('keeps without a process until told', () => {
    addHolder(folder, true);
    expect(liveHolders(folder)).toEqual(['kept']);
    dropKept(folder);
    expect(liveHolders(folder)).toEqual([]);
  });
});

describe('identityOf', () => {
  it('tells this process from one that is not there', () => {
    const self = identityOf(process.pid);
    expect(self).not.toBeNull();
    expect(self !== null && isAlive(self)).toBe(true);
    expect(isAlive({ pid: process.pid, born: '1' })).toBe(false);
    expect(identityOf(2 ** 30)).toBeNull();
  });
});

describe('withFolderLock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withFolderLock(folder, work)));
    expect(most).toBe(1);
  });

  it('is free again after a failure, and fails with `locked` when held for too long', async () => {
    await expect(withFolderLock(folder, () => Promise.reject(new Error('work failed')))).rejects.toThrow(
      'work failed',
    );
    await withFolderLock(folder, async () => {
      await expect(withFolderLock(folder, async () => undefined, 0)).rejects.toMatchObject({
        code: 'locked',
      });
    });
  });

  it('is free again when its holder was killed', async () => {
    const module = join(import.meta.dirname, '../../src/servers/folder-lock.ts');
    const code = `const { withFolderLock } = await import(${JSON.stringify(module)});
      await withFolderLock(${JSON.stringify(folder)}, async () => { console.log('held'); await new Promise(() => setInterval(() => {}, 1000)); });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(withFolderLock(folder, async () => 'mine', 0)).rejects.toMatchObject({ code: 'locked' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await withFolderLock(folder, async () => 'mine', 0)).toBe('mine');
  });
});

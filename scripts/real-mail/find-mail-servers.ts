import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../src/core/failure.ts';
import { programFolders } from '../../src/servers/find-program.ts';
import { canUnpack, unpackPackages } from '../../src/servers/unpack-packages.ts';

export type MailProgram = {
  readonly command: string;
  readonly version: string;
  /** of an unpacked package: what its libraries and modules lie under; null = installed */
  readonly root: string | null;
  readonly env: Readonly<Record<string, string>>;
};

const INSTRUCTION =
  'no exim4 and dovecot 2.3 on this machine, and they cannot be unpacked here; install them (Debian, Ubuntu: apt-get install exim4-daemon-light dovecot-imapd), nothing has to be configured';

/** Exim and Dovecot on PATH, else unpacked from the distribution's packages into `.local`. Fails with `server-unavailable`. */
export async function findMailServers(
  local: string,
  tell: (line: string) => void,
): Promise<{ readonly exim: MailProgram; readonly dovecot: MailProgram }> {
  const exim = installed(['exim4', 'exim'], eximVersion);
  const dovecot = installed(['dovecot'], dovecotVersion);
  if (exim !== null && dovecot !== null) return { exim, dovecot };
  const folder = join(local, 'packages', 'mail');
  const packages = ['exim4-daemon-light', 'dovecot-core', 'dovecot-imapd'];
  const root = canUnpack() ? await unpackPackages({ folder, packages, suite: 'release', tell }) : null;
  const found = {
    exim: exim ?? (root === null ? null : unpacked(root, 'usr/sbin/exim4', eximVersion)),
    dovecot: dovecot ?? (root === null ? null : unpacked(root, 'usr/sbin/dovecot', dovecotVersion)),
  };
  if (found.exim === null || found.dovecot === null) throw new Failure('server-unavailable', INSTRUCTION);
  return { exim: found.exim, dovecot: found.dovecot };
}

type ReadVersion = (program: Pick<MailProgram, 'command' | 'env'>) => string | null;

function installed(names: readonly string[], versionOf: ReadVersion): MailProgram | null {
  const folders = programFolders(process.env['PATH']);
  for (const command of folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    const version = existsSync(command) ? versionOf({ command, env: {} }) : null;
    if (version !== null) return { command, version, root: null, env: {} };
  }
  return null;
}

function unpacked(root: string, path: string, versionOf: ReadVersion): MailProgram | null {
  const command = join(root, path);
  const libraries = globSync(['usr/lib/*-linux-*', 'lib/*-linux-*', 'usr/lib/dovecot'], { cwd: root });
  const env = { LD_LIBRARY_PATH: libraries.map((part) => join(root, part)).join(':') };
  const version = existsSync(command) ? versionOf({ command, env }) : null;
  return version === null ? null : { command, version, root, env };
}

const eximVersion: ReadVersion = (program) => /^Exim version (\S+)/m.exec(ask(program, '-bV'))?.[1] ?? null;

/** The settings of 2.4 are others. */
const dovecotVersion: ReadVersion = (program) => /^(2\.3\.\S+)/m.exec(ask(program, '--version'))?.[1] ?? null;

function ask({ command, env }: Pick<MailProgram, 'command' | 'env'>, flag: string): string {
  return spawnSync(command, [flag], { encoding: 'utf8', env: { ...process.env, ...env } }).stdout ?? '';
}
